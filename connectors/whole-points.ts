/**
 * A number of JSON, or one written as decimal text, as whole points: rounded down. Undefined when it is
 * neither.
 */
export function wholePoints(value: unknown): bigint | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const [, sign, whole, rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (whole === undefined) return undefined;
  if (sign === "") return BigInt(whole);
  return /[1-9]/.test(rest) ? -BigInt(whole) - 1n : -BigInt(whole);
}
