import { performance } from "node:perf_hooks";
import { policySchema } from "../../../domain/payout/policy.ts";

const WINDOW_MS = 1000;
/** By default a payout's first payments come alone, and are looked at before any other. */
export const CANARY = policySchema.parse({}).canary.payments;

/** When calls came and were answered, by the monotonic clock of this process. */
export function createCallLog(nowMs: () => number = () => performance.now()) {
  const arrivals: number[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  let lastAnswerMs = 0;
  let refused = 0;
  let duplicates = 0;
  return {
    /** Notes a call, and gives the time. */
    arrived(): number {
      const ms = nowMs();
      arrivals.push(ms);
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      return ms;
    },
    answered(status: number): void {
      lastAnswerMs = nowMs();
      inFlight -= 1;
      if (status === 429) refused += 1;
    },
    /** A key was seen before. */
    duplicate(): void {
      duplicates += 1;
    },
    report() {
      const [firstMs = 0] = arrivals;
      return {
        calls: arrivals.length,
        refused,
        duplicates,
        mostInFlight,
        arrivalsMs: (arrivals.at(-1) ?? 0) - firstMs,
        payingMs: lastAnswerMs - firstMs,
        othersMs: lastAnswerMs - (arrivals[CANARY] ?? firstMs),
        busiestSecond: busiestSecond(arrivals),
      };
    },
  };
}

/** The most calls that came within any one second, wherever it begins. */
function busiestSecond(arrivals: readonly number[]): number {
  let from = 0;
  let most = 0;
  for (const [index, ms] of arrivals.entries()) {
    while (ms - (arrivals[from] ?? ms) >= WINDOW_MS) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}
