import { type Clock, DAY_MS, type Instant, toEpochMs, toInstant } from "../clock.ts";
import { givesPoints } from "./gives-points.ts";
import type { PayoutIn, PayoutState } from "./payout.ts";
import type { PayoutStore } from "./payout-store.ts";
import { payoutsInState } from "./payouts-in-state.ts";

/** At most so many payouts of a state are read: the newest matter most. */
const MOST_OF_A_STATE = 1_000;

/** In a payout's usual order: one that changes its state meanwhile is seen at least once. */
const STATES = [
  "awaiting_approval",
  "scheduled",
  "distributing",
  "paused",
  "halted",
  "completed",
] as const satisfies readonly PayoutState[];

/** A payout that paid recently, is paying, or will. */
export type RecentPayout = PayoutIn<(typeof STATES)[number]>;

export interface RecentPayoutsDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly clock: Pick<Clock, "nowMs">;
}

/**
 * All payouts that pay, are to pay, or ended within so many days; the newest first. Of the ended
 * ones, only those created up to as many days before that: lists are ordered by creation. Without
 * dry runs, which pay nobody.
 */
export async function recentPayouts(
  deps: RecentPayoutsDeps,
  withinDays: number,
): Promise<readonly RecentPayout[]> {
  const since = toInstant(deps.clock.nowMs() - withinDays * DAY_MS);
  const createdSince = toInstant(deps.clock.nowMs() - 2 * withinDays * DAY_MS);
  const found = new Map<string, RecentPayout>();
  for (const state of STATES) {
    const isAtEnd = state === "halted" || state === "completed";
    for await (const payout of listed(deps, state, isAtEnd ? createdSince : undefined)) {
      if (isRecent(payout, since)) found.set(payout.payoutId, payout);
    }
  }
  return [...found.values()].sort((a, b) => toEpochMs(timeOf(b)) - toEpochMs(timeOf(a)));
}

/** When it pays, paid or ended. */
export function timeOf(payout: RecentPayout): Instant {
  switch (payout.state) {
    case "awaiting_approval":
      return payout.request.at;
    case "scheduled":
      return payout.schedule.at;
    case "distributing":
    case "paused":
      return payout.distribution.startedAt;
    case "halted":
      return payout.halt.at;
    case "completed":
      return payout.report.finishedAt;
  }
}

function isRecent(payout: RecentPayout, since: Instant): boolean {
  if (payout.state === "halted") return payout.halt.at >= since;
  return payout.state !== "completed" || payout.report.finishedAt >= since;
}

async function* listed<S extends PayoutState>(
  { payouts }: RecentPayoutsDeps,
  state: S,
  createdSince: Instant | undefined,
): AsyncGenerator<PayoutIn<S>> {
  let seen = 0;
  for await (const payout of payoutsInState(payouts, state, { withoutDryRuns: true })) {
    if (createdSince !== undefined && payout.createdAt < createdSince) return;
    if (!givesPoints(payout)) continue;
    yield payout;
    seen += 1;
    if (seen === MOST_OF_A_STATE) return;
  }
}
