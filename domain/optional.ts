/**
 * A field that is there only when it has a value, to be spread into an object whose form matters:
 * one that is stored or sent, or that others are compared with.
 */
export function optional<K extends string, T>(
  key: K,
  value: T | undefined,
): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });
}
