import { createRequire } from "node:module";
import * as z from "zod";

/** An item as DynamoDB's JSON spells it. */
export const itemSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Item = z.infer<typeof itemSchema>;

type AddConsumedCapacity = (
  request: { readonly ReturnConsumedCapacity?: string },
  isRead: boolean,
  before?: Item,
  after?: Item,
) => object | undefined;

const isFunction = (value: unknown) => typeof value === "function";
const databaseSchema = z.looseObject({
  addConsumedCapacity: z.custom<AddConsumedCapacity>(isFunction),
  capacityUnits: z.custom<(item: Item, isRead: boolean) => number>(isFunction),
});

const requireAsDynalite = createRequire(createRequire(import.meta.url).resolve("dynalite"));
const found: object = requireAsDynalite("./db");
const { addConsumedCapacity, capacityUnits } = databaseSchema.parse(found);

// dynalite leaves out what a write consumes in indexes. Both items are at hand at this one place.
Object.assign(found, {
  addConsumedCapacity: ((request, isRead, before, after) => {
    const capacity = addConsumedCapacity(request, isRead, before, after);
    return isRead || capacity === undefined
      ? capacity
      : { ...capacity, Written: { before, after } };
  }) satisfies AddConsumedCapacity,
});

/** What dynalite adds to `ConsumedCapacity` of a write here: the item before and after it. */
export const writtenSchema = z.object({
  before: itemSchema.optional(),
  after: itemSchema.optional(),
});
export type Written = z.infer<typeof writtenSchema>;

/** Write units that an item of this size takes: one for each kilobyte that was begun. */
export function writeUnits(item: Item): number {
  return capacityUnits(item, false);
}
