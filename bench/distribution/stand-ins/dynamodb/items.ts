import * as z from "zod";
import { type Item, keyTextOf } from "./attribute-value.ts";
import { UnknownRequestError } from "./expression-reader.ts";

const keySchema = z
  .tuple([
    z.object({ AttributeName: z.string(), KeyType: z.literal("HASH") }),
    z.object({ AttributeName: z.string(), KeyType: z.literal("RANGE") }),
  ])
  .transform(([partition, sort]) => ({
    partition: partition.AttributeName,
    sort: sort.AttributeName,
  }));
export type KeyNames = z.output<typeof keySchema>;

/** A table as CreateTable describes it; every key has both parts. */
export const tableSchema = z.object({
  TableName: z.string(),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(z.object({ IndexName: z.string(), KeySchema: keySchema }))
    .default([]),
});
export type TableDefinition = z.output<typeof tableSchema>;

/** The items of one table, in memory. */
export interface Items {
  get(key: Item): Item | undefined;
  put(item: Item): void;
  /** Those whose index key begins with the partition, by the index's sort key. */
  inPartition(partition: string, index?: KeyNames): Item[];
  keyOf(item: Item): Item;
}

export function createItems({ KeySchema: key }: TableDefinition): Items {
  const partitions = new Map<string, Map<string, Item>>();
  const partitionOf = (item: Item) => keyTextOf(item[key.partition]);
  const sortOf = (item: Item, by: KeyNames) => keyTextOf(item[by.sort]);

  function inOrder(items: Iterable<Item>, by: KeyNames): Item[] {
    const keyed = Array.from(items, (item) => ({ item, sort: sortOf(item, by) }));
    keyed.sort((one, other) => (one.sort < other.sort ? -1 : one.sort > other.sort ? 1 : 0));
    return keyed.map(({ item }) => item);
  }

  return {
    get: (wanted) => partitions.get(partitionOf(wanted))?.get(sortOf(wanted, key)),
    put(item) {
      const name = partitionOf(item);
      const partition = partitions.get(name) ?? new Map<string, Item>();
      partitions.set(name, partition.set(sortOf(item, key), item));
    },
    inPartition(partition, index) {
      if (index === undefined) return inOrder(partitions.get(partition)?.values() ?? [], key);
      // No index is kept, lest writes cost what AWS does for us: who queries one looks at all.
      const all = [...partitions.values()].flatMap((items) => [...items.values()]);
      const indexed = all.filter(
        (item) => item[index.partition]?.["S"] === partition && item[index.sort] !== undefined,
      );
      return inOrder(indexed, index);
    },
    keyOf(item) {
      const { [key.partition]: partition, [key.sort]: sort } = item;
      if (partition === undefined || sort === undefined) {
        throw new UnknownRequestError("An item comes without its key.");
      }
      return { [key.partition]: partition, [key.sort]: sort };
    },
  };
}
