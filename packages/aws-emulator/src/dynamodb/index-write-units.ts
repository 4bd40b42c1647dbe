import { isDeepStrictEqual } from "node:util";
import type { CreateTableCommandInput, GlobalSecondaryIndex } from "@aws-sdk/client-dynamodb";
import { type Item, type Written, writeUnits } from "./written-items.ts";

/**
 * What a write consumes in a table's indexes, by DynamoDB's rules: nothing where an index's copy
 * stays as it is, one write where it comes, goes or changes, two where its key changes.
 */
export function indexWriteUnits(
  { before, after }: Written,
  { KeySchema = [], GlobalSecondaryIndexes = [] }: CreateTableCommandInput,
): number {
  const tableKey = namesOf(KeySchema);
  const units = GlobalSecondaryIndexes.map((index) => {
    const key = namesOf(index.KeySchema);
    const old = before && copyIn(index, [...tableKey, ...key], before);
    const fresh = after && copyIn(index, [...tableKey, ...key], after);
    if (isDeepStrictEqual(old, fresh)) return 0;
    if (old === undefined || fresh === undefined) return sumOfUnits(old, fresh);
    const isMoved = key.some((name) => !isDeepStrictEqual(old[name], fresh[name]));
    return isMoved ? sumOfUnits(old, fresh) : Math.max(writeUnits(old), writeUnits(fresh));
  });
  return units.reduce((sum, one) => sum + one, 0);
}

/** The item as the index holds it; undefined when it lacks one of the index's keys. */
function copyIn(
  index: GlobalSecondaryIndex,
  keys: readonly string[],
  item: Item,
): Item | undefined {
  if (namesOf(index.KeySchema).some((name) => item[name] === undefined)) return undefined;
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection ?? {};
  if (ProjectionType === "ALL") return item;
  const names = new Set([...keys, ...NonKeyAttributes]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

function sumOfUnits(...items: readonly (Item | undefined)[]): number {
  return items.reduce((sum, item) => sum + (item === undefined ? 0 : writeUnits(item)), 0);
}

function namesOf(key: CreateTableCommandInput["KeySchema"]): string[] {
  return (key ?? []).map(({ AttributeName = "" }) => AttributeName);
}
