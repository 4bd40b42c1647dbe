import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type LedgerEntry, RESOLVED_NOT_PAID } from "../../domain/distribution/ledger.ts";
import type { LedgerCorrections } from "../../domain/distribution/ledger-store.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { RELEASED, readEntry, toLedgerEntry } from "./ledger-entry-item.ts";
import { reopenChunk } from "./ledger-tallies.ts";
import { entryKey } from "./table.ts";

/** Still `unknown`: neither evidence nor another person settled it first. */
const IN_DOUBT = "#state = :unknown";

/** Records a person's decision; see the port. */
export async function resolveEntry(
  table: DynamoDbTable,
  { ref, resolution }: Parameters<LedgerCorrections["resolve"]>[0],
): Promise<LedgerEntry | undefined> {
  const { client, tableName } = table;
  const before = await readEntry(table, ref);
  if (before?.state === "unknown") {
    await reopenChunk(table, ref.payoutId, ref.chunk);
    const isPaid = resolution.as === "paid";
    await isWritten(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: entryKey(ref),
          // The code and detail of the doubt must not stay beside its outcome.
          UpdateExpression: isPaid
            ? "SET #state = :state, #settledAt = :at, #resolution = :resolution REMOVE #code, #detail"
            : "SET #state = :state, #settledAt = :at, #resolution = :resolution, #code = :code REMOVE #detail",
          ConditionExpression: IN_DOUBT,
          ExpressionAttributeNames: {
            "#state": "state",
            "#settledAt": "settledAt",
            "#resolution": "resolution",
            "#code": "code",
            "#detail": "detail",
          },
          ExpressionAttributeValues: {
            ":unknown": "unknown",
            ":state": isPaid ? "paid" : "rejected",
            ":at": resolution.at,
            ":resolution": resolution,
            ...optional(":code", isPaid ? undefined : RESOLVED_NOT_PAID),
          },
        }),
      ),
    );
  }
  const after = await readEntry(table, ref);
  return after === undefined || after.state === RELEASED ? undefined : toLedgerEntry(after);
}

const SURELY_NOT_PAID = "(#state = :rejected OR #state = :withdrawn)";
const RETRIED_BY_NOBODY = "attribute_not_exists(#retriedBy)";
/** The payout that was read, and can never pay it. */
const STILL_AS_READ = "#retriedBy = :instead";

/** Writes down which payout pays again what surely was not paid; see the port. */
export async function markRetried(
  table: DynamoDbTable,
  { ref, retriedBy, instead }: Parameters<LedgerCorrections["markRetried"]>[0],
): Promise<boolean> {
  const { client, tableName } = table;
  const isFree = instead === undefined ? RETRIED_BY_NOBODY : STILL_AS_READ;
  const write = client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: entryKey(ref),
      UpdateExpression: "SET #retriedBy = :retriedBy",
      ConditionExpression: `${SURELY_NOT_PAID} AND ${isFree}`,
      ExpressionAttributeNames: { "#state": "state", "#retriedBy": "retriedBy" },
      ExpressionAttributeValues: {
        ":rejected": "rejected",
        ":withdrawn": "withdrawn",
        ":retriedBy": retriedBy,
        ...optional(":instead", instead),
      },
    }),
  );
  if (await isWritten(write)) return true;
  const stored = await readEntry(table, ref);
  const isUnpaid = stored?.state === "rejected" || stored?.state === "withdrawn";
  return isUnpaid && stored.retriedBy === retriedBy;
}
