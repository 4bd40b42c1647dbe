import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../domain/clock.ts";
import {
  type LedgerEntry,
  RESOLVED_NOT_PAID,
  type Resolution,
} from "../../domain/distribution/ledger.ts";
import type { LedgerCorrections, PaymentRef } from "../../domain/distribution/ledger-store.ts";
import { optional } from "../../domain/optional.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readChunk } from "./ledger-chunk.ts";
import { RELEASED, readEntry, type StoredEntry, toLedgerEntry } from "./ledger-entry-item.ts";
import { reopenChunk } from "./ledger-tallies.ts";
import { entryKey, TIME_TO_LIVE, timeToLiveOf } from "./table.ts";

/** Still `unknown`: neither evidence nor another person settled it first. */
const IN_DOUBT = "#state = :unknown";
/** Left by its worker, and neither claimed by another since it was read, nor settled. */
const LEFT_AS_READ = "#state = :sending AND #fence = :fence";

/** Writes of one chunk at once: it is one partition. */
const MOST_AT_ONCE = 16;

/** Records a person's decision; see the port. */
export async function resolveEntry(
  table: DynamoDbTable,
  { ref, resolution, leftBefore }: Parameters<LedgerCorrections["resolve"]>[0],
): Promise<LedgerEntry | undefined> {
  const before = await readEntry(table, ref);
  if (isOpen(before, leftBefore)) {
    await reopenChunk(table, ref.payoutId, ref.chunk);
    await writeResolution(table, before, resolution);
  }
  const after = await readEntry(table, ref);
  return after === undefined || after.state === RELEASED ? undefined : toLedgerEntry(after);
}

/** Records decisions on many payments of a chunk; see the port. */
export async function resolveEntries(
  table: DynamoDbTable,
  { payoutId, chunk, resolutions, leftBefore }: Parameters<LedgerCorrections["resolveMany"]>[0],
): Promise<readonly LedgerEntry[]> {
  const isDecided = ({ row }: LedgerEntry) => resolutions.has(row);
  const before = (await readChunk(table, payoutId, chunk)).filter(isDecided);
  const left = before.filter((entry) => isOpen(entry, leftBefore));
  if (left.length === 0) return before;
  await reopenChunk(table, payoutId, chunk);
  const work = async (): Promise<void> => {
    for (let entry = left.shift(); entry !== undefined; entry = left.shift()) {
      const resolution = resolutions.get(entry.row);
      if (resolution !== undefined) await writeResolution(table, entry, resolution);
    }
  };
  await Promise.all(Array.from({ length: MOST_AT_ONCE }, work));
  return (await readChunk(table, payoutId, chunk)).filter(isDecided);
}

type AsRead = PaymentRef & Pick<StoredEntry, "state" | "fence" | "claimedAt">;

/** Whether a person may decide about it. */
function isOpen<E extends AsRead>(entry: E | undefined, leftBefore?: Instant): entry is E {
  if (entry?.state === "unknown") return true;
  return entry?.state === "sending" && leftBefore !== undefined && entry.claimedAt < leftBefore;
}

function writeResolution(
  { client, tableName }: DynamoDbTable,
  entry: AsRead,
  resolution: Resolution,
): Promise<boolean> {
  const isPaid = resolution.as === "paid";
  const isLeft = entry.state === "sending";
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(entry),
        // The code and detail of the doubt must not stay beside its outcome.
        UpdateExpression: isPaid
          ? "SET #state = :state, #settledAt = :at, #resolution = :resolution REMOVE #code, #detail"
          : "SET #state = :state, #settledAt = :at, #resolution = :resolution, #code = :code REMOVE #detail",
        ConditionExpression: isLeft ? LEFT_AS_READ : IN_DOUBT,
        ExpressionAttributeNames: {
          "#state": "state",
          "#settledAt": "settledAt",
          "#resolution": "resolution",
          "#code": "code",
          "#detail": "detail",
          ...(isLeft && { "#fence": "fence" }),
        },
        ExpressionAttributeValues: {
          ...(isLeft
            ? { ":sending": "sending", ":fence": entry.fence }
            : { ":unknown": "unknown" }),
          ":state": isPaid ? "paid" : "rejected",
          ":at": resolution.at,
          ":resolution": resolution,
          ...optional(":code", isPaid ? undefined : RESOLVED_NOT_PAID),
        },
      }),
    ),
  );
}

const SURELY_NOT_PAID = "(#state = :rejected OR #state = :withdrawn)";
const RETRIED_BY_NOBODY = "attribute_not_exists(#retriedBy)";
/** The payout that was read, and can never pay it. */
const STILL_AS_READ = "#retriedBy = :instead";

/** Writes down which payout pays again what surely was not paid; see the port. */
export async function markRetried(
  table: DynamoDbTable,
  { ref, retriedBy, instead, keptUntil }: Parameters<LedgerCorrections["markRetried"]>[0],
): Promise<boolean> {
  const { client, tableName } = table;
  const isFree = instead === undefined ? RETRIED_BY_NOBODY : STILL_AS_READ;
  const write = client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: entryKey(ref),
      UpdateExpression: `SET #retriedBy = :retriedBy${keptUntil === undefined ? "" : ", #forgetAt = :forgetAt"}`,
      ConditionExpression: `${SURELY_NOT_PAID} AND ${isFree}`,
      ExpressionAttributeNames: {
        "#state": "state",
        "#retriedBy": "retriedBy",
        ...(keptUntil !== undefined && { "#forgetAt": TIME_TO_LIVE }),
      },
      ExpressionAttributeValues: {
        ":rejected": "rejected",
        ":withdrawn": "withdrawn",
        ":retriedBy": retriedBy,
        ...(keptUntil !== undefined && { ":forgetAt": timeToLiveOf(keptUntil) }),
        ...optional(":instead", instead),
      },
    }),
  );
  if (await isWritten(write)) return true;
  const stored = await readEntry(table, ref);
  const isUnpaid = stored?.state === "rejected" || stored?.state === "withdrawn";
  return isUnpaid && stored.retriedBy === retriedBy;
}
