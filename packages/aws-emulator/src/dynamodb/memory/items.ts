import * as z from "zod";
import { type Item, keyTextOf } from "./attribute-value.ts";
import { UnknownRequestError } from "./unknown-request-error.ts";

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

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(["ALL", "INCLUDE", "KEYS_ONLY"]),
    NonKeyAttributes: z.array(z.string()).default([]),
  }),
});
export type Index = z.output<typeof indexSchema>;

/** A table as CreateTable describes it; every key has both parts. */
export const tableSchema = z.object({
  TableName: z.string(),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).default([]),
});
export type TableDefinition = z.output<typeof tableSchema>;

/** What a read may see: all that was written, or what a replica that lags behind has of it. */
export type Consistency = "consistent" | "eventual";

/** The items of one table, in memory. */
export interface Items {
  get(key: Item, consistency: Consistency): Item | undefined;
  put(item: Item): void;
  /** Those of a partition, by their sort key. */
  inPartition(partition: string, consistency: Consistency): Item[];
  /** An index's copies of those that it holds in a partition, by the index's sort key. */
  inIndex(partition: string, index: Index): Item[];
  keyOf(item: Item): Item;
  /** Remembers every item as it stands; called, the result brings that back. */
  backUp(): () => void;
}

/** Calls back once the replicas and indexes have what was just written. */
export type Replicate = (caughtUp: () => void) => void;

export function createItems(
  { KeySchema: key }: TableDefinition,
  options: {
    readonly onChange: (before: Item | undefined, after: Item) => void;
    readonly replicate: Replicate;
  },
): Items {
  const partitions = new Map<string, Map<string, Item>>();
  /** What replicas have where they lag behind: the item before the first write that they lack. */
  const behind = new Map<string, Item | undefined>();
  const partitionOf = (item: Item) => keyTextOf(item[key.partition]);
  const sortOf = (item: Item, by: KeyNames) => keyTextOf(item[by.sort]);
  const placeOf = (item: Item) => `${partitionOf(item)}\n${sortOf(item, key)}`;

  function inOrder(items: Iterable<Item>, by: KeyNames): Item[] {
    const keyed = Array.from(items, (item) => ({ item, sort: sortOf(item, by) }));
    keyed.sort((one, other) => (one.sort < other.sort ? -1 : one.sort > other.sort ? 1 : 0));
    return keyed.map(({ item }) => item);
  }

  const asReplicated = (items: Item[]): Item[] =>
    behind.size === 0
      ? items
      : items.flatMap((item) => {
          const place = placeOf(item);
          return behind.has(place) ? (behind.get(place) ?? []) : [item];
        });

  const stored = (wanted: Item): Item | undefined =>
    partitions.get(partitionOf(wanted))?.get(sortOf(wanted, key));

  function lagBehind(item: Item, before: Item | undefined): void {
    const place = placeOf(item);
    let isThere = false;
    options.replicate(() => {
      isThere = true;
      behind.delete(place);
    });
    if (!isThere && !behind.has(place)) behind.set(place, before);
  }

  return {
    get(wanted, consistency) {
      const item = stored(wanted);
      if (item === undefined || consistency === "consistent") return item;
      return asReplicated([item])[0];
    },
    put(item) {
      const name = partitionOf(item);
      const partition = partitions.get(name) ?? new Map<string, Item>();
      const before = partition.get(sortOf(item, key));
      partitions.set(name, partition.set(sortOf(item, key), item));
      lagBehind(item, before);
      options.onChange(before, item);
    },
    inPartition(partition, consistency) {
      const items = inOrder(partitions.get(partition)?.values() ?? [], key);
      return consistency === "consistent" ? items : asReplicated(items);
    },
    inIndex(partition, { KeySchema: by, Projection: projection }) {
      // No index is kept, lest writes cost what AWS does for us: who queries one looks at all.
      const all = asReplicated([...partitions.values()].flatMap((items) => [...items.values()]));
      const indexed = all.filter(
        (item) => item[by.partition]?.S === partition && item[by.sort] !== undefined,
      );
      const found = inOrder(indexed, by);
      if (projection.ProjectionType === "ALL") return found;
      const names = [...Object.values(key), ...Object.values(by), ...projection.NonKeyAttributes];
      return found.map((item) => only(names, item));
    },
    backUp() {
      const held = [...partitions].map(([name, items]) => [name, new Map(items)] as const);
      return () => {
        partitions.clear();
        behind.clear();
        for (const [name, items] of held) partitions.set(name, new Map(items));
      };
    },
    keyOf: (item) => {
      if (item[key.partition] === undefined || item[key.sort] === undefined) {
        throw new UnknownRequestError("An item comes without its key.");
      }
      return only(Object.values(key), item);
    },
  };
}

function only(names: readonly string[], item: Item): Item {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = item[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
