import { type PayoutStore, PayoutUnreadableError } from "./payout-store.ts";

/**
 * Payouts as those see them who look after all: one that this version can't read is noted and passed
 * over, so that it keeps none of the others from being looked after.
 * @param note told of its id, once for each time that it is met
 */
export function passOverUnreadable(
  payouts: PayoutStore,
  note: (payoutId: string) => void,
): PayoutStore {
  return {
    ...payouts,
    list: (query) => payouts.list({ unreadable: note, ...query }),
    async get(payoutId) {
      try {
        return await payouts.get(payoutId);
      } catch (error) {
        if (!(error instanceof PayoutUnreadableError)) throw error;
        note(payoutId);
        return undefined;
      }
    },
  };
}
