import { type Instant, toEpochMs } from "../clock.ts";
import type { Counts } from "../payout/payout.ts";

/** How far a distribution has come. */
export interface Progress {
  /** Payments that have come to their end: all but those that are pending or accepted. */
  readonly settled: number;
  readonly of: number;
  /** Settled payments a second since the start, with one decimal. */
  readonly ratePerSecond: number;
  /**
   * Whole seconds until the last payment at this rate; absent while nothing is settled, and when
   * all that is left was accepted: the points API alone knows how long that takes.
   */
  readonly secondsLeft?: number | undefined;
}

/** Progress at `nowMs` of a distribution that began at `startedAt`. */
export function progressOf(counts: Counts, startedAt: Instant, nowMs: number): Progress {
  const { payments, pending, accepted } = counts;
  const left = pending + accepted;
  const settled = payments - left;
  // At least a tenth of a second, so that the first poll shows a rate and not infinity.
  const elapsedSeconds = Math.max(0.1, (nowMs - toEpochMs(startedAt)) / 1000);
  const rate = settled / elapsedSeconds;
  const isUpToApi = pending === 0 && accepted > 0;
  return {
    settled,
    of: payments,
    ratePerSecond: Math.round(rate * 10) / 10,
    secondsLeft: settled === 0 || isUpToApi ? undefined : Math.ceil(left / rate),
  };
}

/** How many whole seconds so many calls take at a rate. */
export function forecastSeconds(calls: number, ratePerSecond: number): number {
  return Math.ceil(calls / ratePerSecond);
}
