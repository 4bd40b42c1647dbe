import type { LedgerEntry } from "../distribution/ledger.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import type { Page, PayoutStore } from "../payout/payout-store.ts";

export interface ListUserPaymentsDeps {
  readonly ledger: Pick<LedgerStore, "ofUser">;
  readonly payouts: Pick<PayoutStore, "get">;
}

export interface ListUserPaymentsQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A payment of a user and the title of its payout. */
export interface UserPaymentEntry {
  readonly entry: LedgerEntry;
  /** Absent when the payout is no longer there. */
  readonly title?: string | undefined;
}

/** Pages of the ledger that are read for one answer: a user may be in nothing but dry runs. */
const MOST_PAGES_READ = 10;

/**
 * Every payment of a user that was ever claimed, newest payout first, with the payouts' titles. Dry
 * runs are left out, as they pay nobody. So a page may hold fewer than `limit`, even none, and
 * still have a cursor.
 * @throws {InvalidCursorError} when the cursor is none of this list's
 */
export async function listUserPayments(
  deps: ListUserPaymentsDeps,
  userId: string,
  query: ListUserPaymentsQuery,
): Promise<Page<UserPaymentEntry>> {
  let page = await readPage(deps, userId, query);
  for (let read = 1; read < MOST_PAGES_READ && page.items.length === 0; read += 1) {
    if (page.cursor === undefined) break;
    page = await readPage(deps, userId, { ...query, cursor: page.cursor });
  }
  return page;
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
    return [{ entry, title: payout?.title }];
  });
  return { ...page, items };
}
