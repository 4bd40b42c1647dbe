import * as z from "zod";
import { type Path, UnknownRequestError } from "./expression-reader.ts";

/** A value as DynamoDB's wire spells it: one member that names its type. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** Not looked into any deeper: a stand-in that is slow would hide the cost of what is measured. */
export const itemSchema = z.custom<Item>((value) => typeof value === "object" && value !== null);

/** What the placeholders of a request's expressions stand for. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

export function nameOf(step: string, { names }: Placeholders): string {
  if (!step.startsWith("#")) return step;
  const name = names[step];
  if (name === undefined) throw new UnknownRequestError(`${step} stands for no name.`);
  return name;
}

export function valueFor(placeholder: string, { values }: Placeholders): AttributeValue {
  const value = values[placeholder];
  if (value === undefined) throw new UnknownRequestError(`${placeholder} stands for no value.`);
  return value;
}

/** What stands at a path of an item, if anything. */
export function valueAt(
  item: Item | undefined,
  path: Path,
  placeholders: Placeholders,
): AttributeValue | undefined {
  let found: AttributeValue | undefined = { M: item ?? {} };
  for (const step of path) {
    const { M: map, L: list }: AttributeValue = found ?? {};
    const within: unknown = typeof step === "number" ? list : map;
    const key = typeof step === "number" ? step : nameOf(step, placeholders);
    if (typeof within !== "object" || within === null || !Object.hasOwn(within, key)) {
      return undefined;
    }
    found = Reflect.get(within, key) as AttributeValue | undefined;
  }
  return found;
}

/** The text of a key attribute. */
export function keyTextOf(value: AttributeValue | undefined): string {
  const text = value?.["S"];
  if (typeof text !== "string") throw new UnknownRequestError("A key of the table is no string.");
  return text;
}

export function areEqual(one: AttributeValue, other: AttributeValue): boolean {
  if ("S" in one || "S" in other) return one["S"] === other["S"];
  if ("N" in one && "N" in other) return Number(one["N"]) === Number(other["N"]);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Negative, 0 or positive; undefined when the two have no order, as of unlike types. */
export function compare(one: AttributeValue, other: AttributeValue): number | undefined {
  const { N: oneNumber, S: oneText } = one;
  const { N: otherNumber, S: otherText } = other;
  if (oneNumber !== undefined && otherNumber !== undefined) {
    return Number(oneNumber) - Number(otherNumber);
  }
  if (typeof oneText !== "string" || typeof otherText !== "string") return undefined;
  if (oneText === otherText) return 0;
  return oneText < otherText ? -1 : 1;
}
