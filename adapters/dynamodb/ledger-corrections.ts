import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import type { Instant } from "../../domain/clock.ts";
import {
  type LedgerEntry,
  RESOLVED_NOT_PAID,
  type Word,
} from "../../domain/distribution/ledger.ts";
import type { LedgerCorrections, PaymentRef } from "../../domain/distribution/ledger-store.ts";
import { effectOf } from "../../domain/distribution/second-person.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readChunk } from "./ledger-chunk.ts";
import { RELEASED, readEntry, type StoredEntry, toLedgerEntry } from "./ledger-entry-item.ts";
import { reopenChunk } from "./ledger-tallies.ts";
import { entryKey } from "./table.ts";
import { updateExpression } from "./update-expression.ts";

/** Still `unknown`: neither evidence nor another person settled it first. */
const IN_DOUBT = "#state = :unknown";
/** Left by its worker, and neither claimed by another since it was read, nor settled. */
const LEFT_AS_READ = "#state = :sending AND #fence = :fence";
/** Nobody proposed anything, took it back or said it in other words since it was read. */
const NOTHING_PROPOSED = "attribute_not_exists(#proposed)";
const PROPOSED_AS_READ = "#proposed.#at = :proposedAt AND #proposed.#by.#id = :proposedBy";

/** Writes of one chunk at once: it is one partition. */
const MOST_AT_ONCE = 16;
/** Others may say something of the same payment meanwhile; then it is weighed again, this often. */
const MOST_TRIES = 4;

/** Records a person's word; see the port. */
export async function resolveEntry(
  table: DynamoDbTable,
  { ref, word, leftBefore }: Parameters<LedgerCorrections["resolve"]>[0],
): Promise<LedgerEntry | undefined> {
  const before = await readEntry(table, ref);
  if (isOpen(before, leftBefore) && effectOf(word, before) !== "changes_nothing") {
    await reopenChunk(table, ref.payoutId, ref.chunk);
    await record(table, before, word, leftBefore);
  }
  const after = await readEntry(table, ref);
  return after === undefined || after.state === RELEASED ? undefined : toLedgerEntry(after);
}

/** Records words on many payments of a chunk; see the port. */
export async function resolveEntries(
  table: DynamoDbTable,
  { payoutId, chunk, words, leftBefore }: Parameters<LedgerCorrections["resolveMany"]>[0],
): Promise<readonly LedgerEntry[]> {
  const isNamed = ({ row }: LedgerEntry) => words.has(row);
  const before = (await readChunk(table, payoutId, chunk)).filter(isNamed);
  const left = before.flatMap((entry) => {
    const word = words.get(entry.row);
    if (word === undefined || !isOpen(entry, leftBefore)) return [];
    return effectOf(word, entry) === "changes_nothing" ? [] : [{ entry, word }];
  });
  if (left.length === 0) return before;
  await reopenChunk(table, payoutId, chunk);
  await pMap(left, ({ entry, word }) => record(table, entry, word, leftBefore), {
    concurrency: MOST_AT_ONCE,
  });
  return (await readChunk(table, payoutId, chunk)).filter(isNamed);
}

type AsRead = PaymentRef & Pick<StoredEntry, "state" | "fence" | "claimedAt" | "proposed">;

/** Whether a person may decide about it. */
function isOpen<E extends AsRead>(entry: E | undefined, leftBefore?: Instant): entry is E {
  if (entry?.state === "unknown") return true;
  return entry?.state === "sending" && leftBefore !== undefined && entry.claimedAt < leftBefore;
}

/** Weighs the word by what others said meanwhile; not by what a worker that took it over does. */
async function record(
  table: DynamoDbTable,
  read: AsRead,
  word: Word,
  leftBefore: Instant | undefined,
): Promise<void> {
  let entry: AsRead | undefined = read;
  for (let tries = 0; tries < MOST_TRIES && isOpen(entry, leftBefore); tries += 1) {
    if (entry.fence !== read.fence) return;
    const effect = effectOf(word, entry);
    if (effect === "changes_nothing") return;
    if (await writeWord(table, entry, changesBy(word, effect))) return;
    entry = await readEntry(table, read);
  }
}

type WordChanges = Readonly<Record<string, unknown>>;

/** What becomes of an entry's attributes; undefined is removed. */
function changesBy(word: Word, effect: "settles" | "is_proposed"): WordChanges {
  if (effect === "is_proposed") return { proposed: word };
  // The code and detail of the doubt must not stay beside its outcome.
  const settled = { settledAt: word.at, resolution: word, detail: undefined };
  return word.as === "paid"
    ? { ...settled, state: "paid", code: undefined, proposed: undefined }
    : { ...settled, state: "rejected", code: RESOLVED_NOT_PAID };
}

function writeWord(
  { client, tableName }: DynamoDbTable,
  entry: AsRead,
  changes: WordChanges,
): Promise<boolean> {
  const { expression, names, values } = updateExpression(changes);
  const isLeft = entry.state === "sending";
  const { proposed } = entry;
  const asRead = proposed === undefined ? NOTHING_PROPOSED : PROPOSED_AS_READ;
  return isWritten(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: entryKey(entry),
        UpdateExpression: expression,
        ConditionExpression: `${isLeft ? LEFT_AS_READ : IN_DOUBT} AND ${asRead}`,
        ExpressionAttributeNames: {
          "#state": "state",
          "#proposed": "proposed",
          ...(isLeft && { "#fence": "fence" }),
          ...(proposed && { "#at": "at", "#by": "by", "#id": "id" }),
          ...names,
        },
        ExpressionAttributeValues: {
          ...(isLeft
            ? { ":sending": "sending", ":fence": entry.fence }
            : { ":unknown": "unknown" }),
          ...(proposed && { ":proposedAt": proposed.at, ":proposedBy": proposed.by.id }),
          ...values,
        },
      }),
    ),
  );
}
