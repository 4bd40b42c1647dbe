import type * as z from "zod";

type Json = z.core.util.JSONType;

/** What stands at a dotted path, or undefined. */
export function valueAt(json: unknown, path: string): unknown {
  let value = json;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
}

/** Whether something can be put at a dotted path without taking anything else's place. */
export function isFreeAt(json: unknown, path: string): boolean {
  const names = path.split(".");
  const above = names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join("."));
  return (
    valueAt(json, path) === undefined && above.every((part) => isObjectOrNone(valueAt(json, part)))
  );
}

/** The object with a value put at a free dotted path. */
export function withValueAt(
  json: Readonly<Record<string, Json>>,
  path: string,
  value: Json,
): Record<string, Json> {
  const [name = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...json, [name]: value };
  const below = json[name];
  const inner = isObject(below) ? below : {};
  return { ...json, [name]: withValueAt(inner, rest.join("."), value) };
}

function isObjectOrNone(value: unknown): boolean {
  return value === undefined || isObject(value);
}

function isObject<T>(value: T): value is Extract<T, Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
