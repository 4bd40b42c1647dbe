import { type Clock, toEpochMs } from "../../domain/clock.ts";
import { countsOf } from "../../domain/distribution/count-tallies.ts";
import type { LedgerStore } from "../../domain/distribution/ledger-store.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import { payoutsInState } from "../../domain/payout/payouts-in-state.ts";

export interface CountUnknownsDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly clock: Pick<Clock, "nowMs">;
}

/** As far back as the sweeper looks. What nobody settled by then is told no more. */
const LOOK_BACK_MS = 90 * 24 * 3_600_000;

/** Payments that are `unknown` now, of payouts that nothing pays any more. */
export async function countUnknowns(deps: CountUnknownsDeps): Promise<number> {
  let unknowns = 0;
  for (const state of ["completed", "halted"] as const) {
    for await (const payout of recentPayouts(deps, state))
      unknowns += await unknownsOf(deps, payout);
  }
  return unknowns;
}

async function unknownsOf({ ledger }: CountUnknownsDeps, payout: Payout): Promise<number> {
  const mayHaveSome =
    payout.state === "halted" || (payout.state === "completed" && payout.report.counts.unknown > 0);
  if (!mayHaveSome) return 0;
  // The report may be older than proof that came late.
  return countsOf(payout.check.payments, await ledger.tallies(payout.payoutId)).unknown;
}

async function* recentPayouts(
  { payouts, clock }: CountUnknownsDeps,
  state: "completed" | "halted",
): AsyncGenerator<Payout> {
  const sinceMs = clock.nowMs() - LOOK_BACK_MS;
  for await (const payout of payoutsInState(payouts, state)) {
    if (toEpochMs(payout.createdAt) < sinceMs) return;
    yield payout;
  }
}
