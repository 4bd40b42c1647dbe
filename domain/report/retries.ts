import type { LedgerEntry } from "../distribution/ledger.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";

/** The payout that was made to pay payments again, as it stands. */
export interface Retry {
  readonly state: Payout["state"];
  /** Whether it is completed and everybody in it was paid: in a dry run nobody is. */
  readonly allPaid: boolean;
}

/** The retries that these entries name, by the payout's id; one that is not there any more is left out. */
export async function retriesOf(
  { payouts }: { readonly payouts: Pick<PayoutStore, "get"> },
  entries: readonly (Pick<LedgerEntry, "retriedBy"> | undefined)[],
): Promise<ReadonlyMap<string, Retry>> {
  const named = new Set(entries.flatMap((entry) => entry?.retriedBy ?? []));
  const found = await Promise.all([...named].map((payoutId) => payouts.get(payoutId)));
  return new Map(
    found.flatMap((payout) => (payout === undefined ? [] : [[payout.payoutId, retryIn(payout)]])),
  );
}

function retryIn(payout: Payout): Retry {
  const { state, dryRun } = payout;
  const counts = payout.state === "completed" ? payout.report.counts : undefined;
  const isWhole = counts !== undefined && counts.paid === counts.payments;
  return { state, allPaid: isWhole && dryRun !== true };
}
