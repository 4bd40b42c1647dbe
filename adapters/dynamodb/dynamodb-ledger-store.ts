import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import type { LedgerCorrections, LedgerStore } from "../../domain/distribution/ledger-store.ts";
import type { Page } from "../../domain/payout/payout-store.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import type { FieldValue, GatheredWrites, Statement } from "./gathered-writes.ts";
import { readChunk } from "./ledger-chunk.ts";
import {
  type ClaimItem,
  claimEntry,
  itemOf,
  noteTries,
  releaseEntry,
  withdrawEntry,
} from "./ledger-claim.ts";
import { resolveEntries, resolveEntry } from "./ledger-corrections.ts";
import { NOT_RELEASED, RELEASED, readEntry, toLedgerEntry } from "./ledger-entry-item.ts";
import { eraseCorrectionOf, eraseUserOf } from "./ledger-erasure.ts";
import { markRetried, markReversed } from "./ledger-holders.ts";
import { fieldsOf, settleEntry } from "./ledger-settle.ts";
import { closeChunk, openChunk, readTallies } from "./ledger-tallies.ts";
import { queryPage, readCursor, writeCursor } from "./query-items.ts";
import { entryKey, INDEXES, userPk, userSk } from "./table.ts";

const cursorSchema = z.strictObject({
  payoutId: z.string().min(1).max(200),
  chunk: z.int().nonnegative(),
  row: z.int().positive(),
});

/** One item a payment, one partition a chunk; every change one conditional write. */
export function createDynamoDbLedgerStore(
  table: DynamoDbTable & {
    /** Makes the tokens that name claims, each a new one. */
    readonly newClaimToken?: () => string;
    /** Lets claims and outcomes share requests, for workers that write many at once. */
    readonly gathered?: GatheredWrites;
  },
): LedgerStore & LedgerCorrections {
  const { newClaimToken = randomUUID, tableName, gathered } = table;
  return {
    readChunk: (payoutId, chunk) => readChunk(table, payoutId, chunk),

    async get(ref) {
      const entry = await readEntry(table, ref);
      return entry === undefined || entry.state === RELEASED ? undefined : toLedgerEntry(entry);
    },

    async claim(request) {
      const claim = { ...request, claimToken: newClaimToken() };
      const isFresh = await gathered?.write(insertOf(tableName, itemOf(claim)));
      return isFresh === true ? { kind: "fresh" } : await claimEntry(table, claim);
    },
    async settle(request) {
      const isSettled = await gathered?.write(settlementOf(tableName, request));
      return isSettled === true || (await settleEntry(table, request));
    },
    withdraw: (request) => withdrawEntry(table, { ...request, claimToken: newClaimToken() }),
    release: (request) => releaseEntry(table, request),
    noteTries: (request) => noteTries(table, request),

    openChunk: (payoutId, chunk) => openChunk(table, payoutId, chunk),
    closeChunk: (payoutId, tally) => closeChunk(table, payoutId, tally),
    tallies: (payoutId) => readTallies(table, payoutId),

    resolve: (request) => resolveEntry(table, request),
    resolveMany: (request) => resolveEntries(table, request),
    markRetried: (request) => markRetried(table, request),
    markReversed: (request) => markReversed(table, request),
    eraseUser: (request) => eraseUserOf(table, request),
    eraseCorrection: (request) => eraseCorrectionOf(table, request),

    ofUser: (userId, query) => ofUser(table, userId, query),
  };
}

async function ofUser(
  table: DynamoDbTable,
  userId: string,
  { cursor, limit }: Parameters<LedgerStore["ofUser"]>[1],
): Promise<Page<LedgerEntry>> {
  const { items, isLast } = await queryPage(
    table,
    {
      IndexName: INDEXES.byUser.name,
      KeyConditionExpression: "#user = :user",
      FilterExpression: NOT_RELEASED,
      ExpressionAttributeNames: { "#user": INDEXES.byUser.partition, "#state": "state" },
      ExpressionAttributeValues: { ":user": userPk(userId), ":released": RELEASED },
      ScanIndexForward: false,
      ExclusiveStartKey: cursor === undefined ? undefined : startAfter(cursor, userId),
    },
    limit,
  );
  const entries = items.map(toLedgerEntry);
  const last = entries.at(-1);
  if (isLast || last === undefined) return { items: entries };
  const { payoutId, chunk, row } = last;
  return { items: entries, cursor: writeCursor({ payoutId, chunk, row }) };
}

function startAfter(cursor: string, userId: string) {
  const position = readCursor(cursorSchema, cursor);
  return { ...entryKey(position), userPk: userPk(userId), userSk: userSk(position) };
}

type SettleRequest = Parameters<LedgerStore["settle"]>[0];

/** Writes an entry where nothing stands: INSERT is refused where an item does. */
function insertOf(tableName: string, item: ClaimItem): Statement {
  const { names, values } = placeholdersOf(item);
  const fields = names.map((name) => `'${name}': ?`);
  return {
    text: `INSERT INTO "${tableName}" VALUE {${fields.join(", ")}}`,
    parameters: values,
  };
}

/**
 * Records an outcome over `sending` of this very fence. There is no older outcome to remove: the
 * payment was claimed under this fence, and not settled since.
 */
function settlementOf(tableName: string, { ref, settlement, fence, at }: SettleRequest): Statement {
  const set = placeholdersOf(fieldsOf(settlement, at).written);
  const where = placeholdersOf({ ...entryKey(ref), state: "sending", fence });
  const sets = set.names.map((name) => `SET "${name}"=?`);
  const wheres = where.names.map((name) => `"${name}"=?`);
  return {
    text: `UPDATE "${tableName}" ${sets.join(" ")} WHERE ${wheres.join(" AND ")}`,
    parameters: [...set.values, ...where.values],
  };
}

/** The fields that have a value. */
function placeholdersOf(fields: Readonly<Record<string, FieldValue | undefined>>) {
  const names: string[] = [];
  const values: FieldValue[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    names.push(name);
    values.push(value);
  }
  return { names, values };
}
