import type { Plan } from "./plan.ts";
import { START_MS } from "./timeline.ts";

/** What may be sent in a seed with somebody who cheats. */
export interface LimitsOfSeed {
  /** Of one payout without approval. */
  readonly payoutPoints: number;
  /** Of one person and day without approval. */
  readonly personDayPoints: number;
  /** Of the company and month, whoever approves. */
  readonly monthPoints: number;
}

const NO_LIMIT = 1_000_000_000;

/** The limits at that time; without one, the highest that there ever were. */
export function limitsOf({ cheating }: Plan, largestTotal: number, atMs = 0): LimitsOfSeed {
  if (cheating === undefined) {
    return { payoutPoints: NO_LIMIT, personDayPoints: NO_LIMIT, monthPoints: NO_LIMIT };
  }
  const { lowersAfterMs, refusedAboveTimes } = cheating;
  const isLowered = lowersAfterMs !== undefined && atMs >= START_MS + lowersAfterMs;
  const limit = isLowered ? Math.floor(largestTotal / 2) : largestTotal;
  return {
    payoutPoints: limit,
    personDayPoints: limit,
    monthPoints: Math.floor(largestTotal * refusedAboveTimes),
  };
}
