import type { LedgerEntry } from "../distribution/ledger.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import type { Payout } from "../payout/payout.ts";
import type { Page, PayoutStore } from "../payout/payout-store.ts";

export interface ListUserPaymentsDeps {
  readonly ledger: Pick<LedgerStore, "ofUser">;
  readonly payouts: Pick<PayoutStore, "get">;
  /** By what payments are found whose user was erased. */
  readonly hashUserId: (userId: string) => Promise<string>;
}

export interface ListUserPaymentsQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A payment of a user and its payout. */
export interface UserPaymentEntry {
  readonly entry: LedgerEntry;
  /** Absent when it is no longer there. */
  readonly payout?: Payout | undefined;
}

/** Pages of the ledger that are read for one answer: a user may be in nothing but dry runs. */
const MOST_PAGES_READ = 10;

/**
 * Every payment of a user that was ever claimed, newest payout first, with the payouts' titles; those
 * under the hash of the id, where the user was erased, come last. Dry
 * runs are left out, as they pay nobody. So a page may hold fewer than `limit`, even none, and
 * still have a cursor.
 * @throws {InvalidCursorError} when the cursor is none of this list's
 */
export async function listUserPayments(
  deps: ListUserPaymentsDeps,
  userId: string,
  query: ListUserPaymentsQuery,
): Promise<Page<UserPaymentEntry>> {
  const items: UserPaymentEntry[] = [];
  let { cursor } = query;
  for (let pages = 0; pages < MOST_PAGES_READ; pages += 1) {
    const limit = query.limit - items.length;
    const page = await readPartition(deps, userId, { cursor, limit });
    items.push(...page.items);
    cursor = page.cursor;
    const isFull = items.length === query.limit || (items.length > 0 && cursor !== ERASED);
    if (cursor === undefined || isFull) break;
  }
  return { items, cursor };
}

/** What a cursor begins with among the payments that are kept under the hash of the id. */
const ERASED = "~";

/** After all payments under the id come those that were made before it was erased. */
async function readPartition(
  deps: ListUserPaymentsDeps,
  userId: string,
  query: ListUserPaymentsQuery,
): Promise<Page<UserPaymentEntry>> {
  const { cursor } = query;
  if (cursor?.startsWith(ERASED) !== true) {
    const page = await readPage(deps, userId, query);
    return { ...page, cursor: page.cursor ?? ERASED };
  }
  const hash = await deps.hashUserId(userId);
  const rest = cursor.slice(ERASED.length);
  const from = rest === "" ? undefined : rest;
  const page = await readPage(deps, hash, { ...query, cursor: from });
  return { ...page, cursor: page.cursor === undefined ? undefined : ERASED + page.cursor };
}

async function readPage(
  deps: ListUserPaymentsDeps,
  userId: string,
  query: ListUserPaymentsQuery,
): Promise<Page<UserPaymentEntry>> {
  const page = await deps.ledger.ofUser(userId, query);
  const payoutIds = [...new Set(page.items.map(({ payoutId }) => payoutId))];
  const payouts = await Promise.all(payoutIds.map((payoutId) => deps.payouts.get(payoutId)));
  const known = new Map(
    payouts.flatMap((payout) => (payout === undefined ? [] : [[payout.payoutId, payout]])),
  );
  const items = page.items.flatMap((entry) => {
    const payout = known.get(entry.payoutId);
    if (payout?.dryRun === true) return [];
    return [{ entry, payout }];
  });
  return { ...page, items };
}
