import type { Payout } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { PayoutStore } from "./payout-store.ts";

/** @throws {RefusedError} `payout_not_found` */
export async function getPayout(
  payouts: Pick<PayoutStore, "get">,
  payoutId: string,
): Promise<Payout> {
  const payout = await payouts.get(payoutId);
  if (payout === undefined) throw payoutNotFound(payoutId);
  return payout;
}

export function payoutNotFound(payoutId: string): RefusedError {
  return new RefusedError("payout_not_found", `There is no payout ${payoutId}.`);
}
