import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import * as z from "zod";
import { proposalSchema } from "../../domain/distribution/ledger.ts";
import type { ChunkTally } from "../../domain/distribution/ledger-store.ts";
import { waitsForSecond } from "../../domain/distribution/second-person.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { storedEntrySchema } from "./ledger-entry-item.ts";
import { queryItems } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { chunkPk, payoutKey, TALLY_SK_PREFIX, tallyKey } from "./table.ts";

/** Not begun yet. */
const NOT_BEGUN = "attribute_not_exists(pk)";
/** A worker that closed it before counted the same settled entries. */
const NOT_CLOSED = "attribute_not_exists(pk) OR #status = :open";
/** A settled entry of it changed, perhaps after the worker that closes it had counted. */
const NEVER_REOPENED = "attribute_not_exists(#reopened)";
const BEGUN = "attribute_exists(pk)";

/** Open chunks counted at once. */
const COUNT_CONCURRENCY = 8;

const storedTallySchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("open"), chunk: z.int().nonnegative() }),
  z.object({
    status: z.literal("closed"),
    chunk: z.int().nonnegative(),
    paid: z.int().nonnegative(),
    rejected: z.int().nonnegative(),
    unknown: z.int().nonnegative(),
    accepted: z.int().nonnegative().default(0),
    withdrawn: z.int().nonnegative().default(0),
    pointsPaid: z.int().nonnegative(),
  }),
]);

export async function openChunk(
  { client, tableName }: DynamoDbTable,
  payoutId: string,
  chunk: number,
): Promise<void> {
  await isWritten(
    client.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...tallyKey(payoutId, chunk), chunk, status: "open" },
        ConditionExpression: NOT_BEGUN,
      }),
    ),
  );
}

export async function closeChunk(
  { client, tableName }: DynamoDbTable,
  payoutId: string,
  { chunk, status: _, ...counts }: ChunkTally,
): Promise<void> {
  await isWritten(
    client.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...tallyKey(payoutId, chunk), chunk, status: "closed", ...counts },
        ConditionExpression: `(${NOT_CLOSED}) AND ${NEVER_REOPENED}`,
        ExpressionAttributeNames: { "#status": "status", "#reopened": "reopened" },
        ExpressionAttributeValues: { ":open": "open" },
      }),
    ),
  );
}

/**
 * Has a chunk counted from its entries from now on, because a settled one of them is about to
 * change. It is never closed again: the worker that closes it may have counted before the change.
 */
export async function reopenChunk(
  { client, tableName }: DynamoDbTable,
  payoutId: string,
  chunk: number,
): Promise<void> {
  await isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: tallyKey(payoutId, chunk),
        UpdateExpression: "SET #status = :open, #reopened = :yes",
        ConditionExpression: BEGUN,
        ExpressionAttributeNames: { "#status": "status", "#reopened": "reopened" },
        ExpressionAttributeValues: { ":open": "open", ":yes": true },
      }),
    ),
  );
}

/** The tallies of all chunks begun, by chunk. */
export async function readTallies(
  table: DynamoDbTable,
  payoutId: string,
): Promise<readonly ChunkTally[]> {
  const items = queryItems(table, {
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": payoutKey(payoutId).pk, ":prefix": TALLY_SK_PREFIX },
    ConsistentRead: true,
  });
  const stored = [];
  for await (const item of items) {
    stored.push(readStored(storedTallySchema, item, `tally of a chunk of payout ${payoutId}`));
  }
  return await pMap(
    stored,
    (tally) => (tally.status === "closed" ? tally : count(table, payoutId, tally.chunk)),
    { concurrency: COUNT_CONCURRENCY },
  );
}

const countedEntrySchema = storedEntrySchema
  .pick({ state: true, points: true })
  .extend({ proposed: proposalSchema.pick({ as: true }).optional() });

async function count(table: DynamoDbTable, payoutId: string, chunk: number): Promise<ChunkTally> {
  const tally = { paid: 0, rejected: 0, unknown: 0, accepted: 0, withdrawn: 0, pointsPaid: 0 };
  let proposed = 0;
  let sending = 0;
  const items = queryItems(table, {
    KeyConditionExpression: "pk = :pk",
    ProjectionExpression: "#state, #points, #proposed.#as",
    ExpressionAttributeNames: {
      "#state": "state",
      "#points": "points",
      "#proposed": "proposed",
      "#as": "as",
    },
    ExpressionAttributeValues: { ":pk": chunkPk(payoutId, chunk) },
    ConsistentRead: true,
  });
  for await (const item of items) {
    const name = `ledger entry of payout ${payoutId}, chunk ${chunk}`;
    const entry = readStored(countedEntrySchema, item, name);
    const { state, points } = entry;
    if (waitsForSecond(entry)) proposed += 1;
    if (state === "sending") sending += 1;
    if (state === "sending" || state === "released") continue;
    tally[state] += 1;
    if (state === "paid") tally.pointsPaid += points;
  }
  const waiting = optional("proposed", proposed === 0 ? undefined : proposed);
  const asked = optional("sending", sending === 0 ? undefined : sending);
  return { chunk, status: "open", ...tally, ...asked, ...waiting };
}
