import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import {
  LEDGER_STATES,
  type LedgerEntry,
  ledgerEntrySchema,
} from "../../domain/distribution/ledger.ts";
import type { PaymentRef } from "../../domain/distribution/ledger-store.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { entryKey } from "./table.ts";

/**
 * The state of an entry whose claim was released. To the domain it does not exist; it is kept so
 * that later evidence of a payment can be recorded with its user, points and key, and so that a
 * worker with an older fence can't claim what a newer one released.
 */
export const RELEASED = "released";

/** Filters what the domain may see. */
export const NOT_RELEASED = "#state <> :released";

/** A ledger entry as the table holds it. */
export const storedEntrySchema = ledgerEntrySchema.extend({
  state: z.enum([...LEDGER_STATES, RELEASED]),
  /** Names the claim that wrote it last, by which a repeated claim recognizes its own write. */
  claimToken: z.string().min(1),
  /** What that claim returned. */
  claimedAs: z.enum(["fresh", "in_doubt"]),
});
export type StoredEntry = z.infer<typeof storedEntrySchema>;

export async function readEntry(
  { client, tableName }: DynamoDbTable,
  ref: PaymentRef,
): Promise<StoredEntry | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: entryKey(ref), ConsistentRead: true }),
  );
  if (Item === undefined) return undefined;
  const { payoutId, row } = ref;
  return readStored(storedEntrySchema, Item, `ledger entry of payout ${payoutId}, row ${row}`);
}

/** The entry as the domain knows it, from an item that is not released. */
export function toLedgerEntry(item: Record<string, unknown>): LedgerEntry {
  const name = `ledger entry of payout ${item["payoutId"]}, row ${item["row"]}`;
  return readStored(ledgerEntrySchema, item, name);
}
