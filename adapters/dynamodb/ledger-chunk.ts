import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { NOT_RELEASED, RELEASED, toLedgerEntry } from "./ledger-entry-item.ts";
import { queryItems } from "./query-items.ts";
import { chunkPk } from "./table.ts";

/** Every entry of a chunk, by row. */
export async function readChunk(
  table: DynamoDbTable,
  payoutId: string,
  chunk: number,
): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  const items = queryItems(table, {
    KeyConditionExpression: "pk = :pk",
    FilterExpression: NOT_RELEASED,
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":pk": chunkPk(payoutId, chunk), ":released": RELEASED },
    ConsistentRead: true,
  });
  for await (const item of items) entries.push(toLedgerEntry(item));
  return entries;
}
