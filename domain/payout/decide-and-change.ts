import type { PayoutChange } from "./change-payout.ts";
import { getPayout } from "./get-payout.ts";
import type { Payout } from "./payout.ts";
import { PayoutChangedError, type PayoutStore } from "./payout-store.ts";

/** Somebody else, the system too, may change it while we look; they do so rarely. */
const TRIES = 5;

/**
 * Looks at the payout, decides and writes; looks again when another change came first. Nothing is
 * written when `decide` returns undefined.
 * @returns the payout as it was decided on, and as it is now
 * @throws {RefusedError} `payout_not_found`, and whatever `decide` throws
 * @throws {PayoutChangedError} when others were faster again and again
 */
export async function decideAndChange(
  payouts: PayoutStore,
  payoutId: string,
  decide: (payout: Payout) => PayoutChange | undefined,
): Promise<{ readonly before: Payout; readonly after: Payout }> {
  for (let tries = 1; ; tries += 1) {
    const before = await getPayout(payouts, payoutId);
    const change = decide(before);
    if (change === undefined) return { before, after: before };
    try {
      await payouts.change(change.payout, change.event);
      return { before, after: change.payout };
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || tries === TRIES) throw error;
    }
  }
}
