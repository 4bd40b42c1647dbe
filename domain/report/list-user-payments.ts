import type { LedgerEntry } from "../distribution/ledger.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import type { Page, PayoutStore } from "../payout/payout-store.ts";

/** A payment of a user and the title of its payout. */
export interface UserPaymentEntry {
  readonly entry: LedgerEntry;
  /** Absent when the payout is no longer there. */
  readonly title?: string;
}

/**
 * Everything one user was ever claimed for, newest payout first, with the payouts' titles.
 * @throws {InvalidCursorError} when the cursor is none of this list's
 */
export async function listUserPayments(
  deps: {
    readonly ledger: Pick<LedgerStore, "ofUser">;
    readonly payouts: Pick<PayoutStore, "get">;
  },
  userId: string,
  query: { readonly cursor?: string; readonly limit: number },
): Promise<Page<UserPaymentEntry>> {
  const page = await deps.ledger.ofUser(userId, query);
  const payoutIds = [...new Set(page.items.map(({ payoutId }) => payoutId))];
  const payouts = await Promise.all(payoutIds.map((payoutId) => deps.payouts.get(payoutId)));
  const titles = new Map(
    payouts.flatMap((payout) => (payout === undefined ? [] : [[payout.payoutId, payout.title]])),
  );
  const items = page.items.map((entry) => {
    const title = titles.get(entry.payoutId);
    return { entry, ...(title === undefined ? {} : { title }) };
  });
  return { ...page, items };
}
