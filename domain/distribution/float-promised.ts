import { givesPoints } from "../payout/gives-points.ts";
import { type NamedPointsApiDeps, pointsApiNameOf } from "../payout/named-points-api.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import { countsOf, pointsOf } from "./count-tallies.ts";
import type { LedgerStore } from "./ledger-store.ts";

export interface FloatPromisedDeps extends NamedPointsApiDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly ledger: Pick<LedgerStore, "tallies">;
}

type Unstarted = PayoutIn<"ready" | "awaiting_approval" | "scheduled">;
type Started = PayoutIn<"distributing" | "paused">;

/**
 * How many points of a points API's float go to other payouts first: to those that are scheduled before
 * this one, all of them as long as this one has no time, and what is left of those that are being paid or
 * paused. Lists may lag behind by seconds.
 */
export async function floatPromisedBefore(
  deps: FloatPromisedDeps,
  payout: Unstarted,
): Promise<number> {
  const isRival = (other: Payout): boolean =>
    other.payoutId !== payout.payoutId &&
    pointsApiNameOf(deps, other) === pointsApiNameOf(deps, payout);
  let points = 0;
  for await (const other of payoutsInState(deps.payouts, "scheduled", { withoutDryRuns: true })) {
    if (isRival(other) && isBefore(other, payout)) points += other.check.totalPoints;
  }
  for (const state of ["distributing", "paused"] as const) {
    for await (const other of payoutsInState(deps.payouts, state, { withoutDryRuns: true })) {
      if (isRival(other) && !isEnding(other)) points += await leftOf(deps, other);
    }
  }
  return points;
}

/** Of two at the same time one is first, and each of them agrees on which. */
function isBefore(other: PayoutIn<"scheduled">, payout: Unstarted): boolean {
  if (!givesPoints(other)) return false;
  const at = timeOf(payout);
  if (at === undefined || other.schedule.at !== at)
    return at === undefined || other.schedule.at < at;
  return other.payoutId < payout.payoutId;
}

function timeOf(payout: Unstarted): string | undefined {
  switch (payout.state) {
    case "scheduled":
      return payout.schedule.at;
    case "awaiting_approval":
      return payout.request.at;
    case "ready":
      return undefined;
  }
}

function isEnding(payout: Started): boolean {
  return !givesPoints(payout) || payout.endedBy !== undefined;
}

/** The ledger counts points of what was paid alone: of the rest, the share of what is still pending. */
async function leftOf({ ledger }: FloatPromisedDeps, payout: Started): Promise<number> {
  const { payments, totalPoints } = payout.check;
  const tallies = await ledger.tallies(payout.payoutId);
  const { pending, paid } = countsOf(payments, tallies);
  if (pending === 0) return 0;
  const unpaid = totalPoints - pointsOf(totalPoints, tallies).paid;
  return Math.ceil((unpaid * pending) / (payments - paid));
}
