import { toEpochMs } from "../clock.ts";
import type { Payout } from "./payout.ts";

/**
 * After which nothing of a payout is begun any more, in epoch milliseconds; undefined where nothing is
 * said, or no longer holds: a person went on after it, or has it ended, or nobody is paid at all.
 */
export function latestMsOf(payout: Payout): number | undefined {
  if (!("distribution" in payout) || payout.dryRun === true) return undefined;
  const { schedule, distribution, endedBy } = payout;
  if (distribution.goesPastLatest === true || endedBy !== undefined) return undefined;
  return schedule.latest && toEpochMs(schedule.latest.at);
}
