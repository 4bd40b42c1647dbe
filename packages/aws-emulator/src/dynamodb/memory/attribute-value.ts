import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { Path } from "./expression-reader.ts";
import { UnknownRequestError } from "./unknown-request-error.ts";

/** An item as DynamoDB's wire spells it: every value has one member, which names its type. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** Not looked into any deeper: an emulator that is slow would hide the cost of what is measured. */
export const itemSchema = z.custom<Item>((value) => typeof value === "object" && value !== null);

/** What the placeholders of a request's expressions stand for. */
export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
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
  [attribute, ...deeper]: Path,
  placeholders: Placeholders,
): AttributeValue | undefined {
  if (typeof attribute !== "string") return undefined;
  let found = member(item, nameOf(attribute, placeholders));
  for (const step of deeper) {
    found =
      typeof step === "number" ? found?.L?.[step] : member(found?.M, nameOf(step, placeholders));
  }
  return found;
}

function member(map: Item | undefined, name: string): AttributeValue | undefined {
  return map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
}

/** The text of a key attribute. */
export function keyTextOf(value: AttributeValue | undefined): string {
  const text = value?.S;
  if (text === undefined || text === "") {
    throw new UnknownRequestError("A key of the table is no string, or an empty one.");
  }
  return text;
}

export function areEqual(one: AttributeValue, other: AttributeValue): boolean {
  if (one.S !== undefined || other.S !== undefined) return one.S === other.S;
  if (one.N !== undefined && other.N !== undefined) return Number(one.N) === Number(other.N);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Negative, 0 or positive; undefined when the two have no order, as of unlike types. */
export function compare(one: AttributeValue, other: AttributeValue): number | undefined {
  if (one.N !== undefined && other.N !== undefined) return Number(one.N) - Number(other.N);
  if (one.S === undefined || other.S === undefined) return undefined;
  if (one.S === other.S) return 0;
  return one.S < other.S ? -1 : 1;
}
