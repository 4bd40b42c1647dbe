import type { Instant } from "../clock.ts";
import type { PayoutIn, PayoutState } from "./payout.ts";
import type { PayoutStore } from "./payout-store.ts";

const PAGE_SIZE = 100;

/**
 * All payouts in a state, newest first, as the list has them: it may be stale by seconds. With
 * `createdBefore` only those created before that, oldest first; see `PayoutStore.list`.
 */
export async function* payoutsInState<S extends PayoutState>(
  payouts: Pick<PayoutStore, "list">,
  state: S,
  about: { readonly createdBefore?: Instant; readonly withoutDryRuns?: boolean } = {},
): AsyncGenerator<PayoutIn<S>> {
  let cursor: string | undefined;
  do {
    const page = await payouts.list({ state, ...about, limit: PAGE_SIZE, cursor });
    for (const payout of page.items) {
      if (payout.state === state) yield payout as PayoutIn<S>;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}
