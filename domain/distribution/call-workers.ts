import type { PayingSettings } from "./settings.ts";

export interface WorkerLimits extends Pick<PayingSettings, "concurrency" | "concurrencyAtStart"> {
  /** Calls a second that this worker may make, now. */
  readonly ratePerSecond: () => number;
  /** How many payments one call holds. */
  readonly paymentsPerCall: number;
  /** What the points API took to answer before, in milliseconds; undefined where nobody knows. */
  readonly latencyMs?: number | undefined;
}

/** How long before its slot a call is prepared, at least. */
export const MIN_LEAD_MS = 50;
/** A worker that would wait longer for a slot is not needed; retries wait for the same slots. */
const FAR_AHEAD_MS = 250;
/** The same as a share of the API's latency, where that is longer. */
const FAR_AHEAD_SHARE = 0.25;
/** Payments of so many calls are in flight at least: one is gathered while another is on its way. */
const BULK_CALLS = 2;
/** An API that takes so much longer than at its best is busy: more calls at once would queue. */
const BUSY = 2;
/** An API that takes so much longer has too many calls already: this share of them stays. */
const TOO_BUSY = 3;
const STAY = 0.9;
/** Even of an API that takes far longer so many stay each time: it may be slow for another reason. */
const STAY_AT_LEAST = 0.5;
/** By how much the best latency grows each time, so that one quick hour does not count for ever. */
const FORGOTTEN = 1.001;
/** Below this a latency says more about our own clock than about the API. */
const SHORTEST_MS = 5;

/**
 * Begins with `concurrencyAtStart` workers, a payment in flight each. Another one begins with each slot
 * that nobody else waits for, and one that would wait long for a slot ends; so that as many are in
 * flight as the rate needs.
 *
 * How many there may be is what the rate needs at the API's latency (Little's law), so that one which
 * does not answer any more has no more calls to lose than that. Until the latency is known, those at
 * the start are all. From then on, each time that all may have had an answer, as many more are let in
 * as slots were missed for want of one, twice as many at most and no more than `concurrency`. While the
 * API is slow because it is busy there are none more, or fewer.
 */
export function createWorkers(limits: WorkerLimits) {
  const {
    concurrency,
    concurrencyAtStart,
    ratePerSecond,
    paymentsPerCall,
    latencyMs: known,
  } = limits;
  const toFillCalls = paymentsPerCall > 1 ? BULK_CALLS * paymentsPerCall : 0;
  const fewest = Math.min(Math.max(concurrencyAtStart, toFillCalls), concurrency);
  let isLatencyKnown = known !== undefined;
  let limit = fewest;
  let running = 0;
  /** So many of those are to end once their payments have. */
  let leaving = 0;
  let isOver = false;
  let start = (): void => undefined;
  let bestMs = Number.POSITIVE_INFINITY;
  let window = { missed: 0, answers: 0, tookMs: 0 };

  function within(count: number): number {
    return Math.min(concurrency, Math.max(fewest, Math.round(count)));
  }
  /** A payment is in flight from when its call is prepared to when its answer is recorded. */
  function neededAt(latencyMs: number): number {
    return (ratePerSecond() * (MIN_LEAD_MS + latencyMs)) / 1_000 + toFillCalls;
  }
  return {
    slotReserved(missed: number, aheadMs: number): void {
      window.missed += missed;
      const latencyMs = Number.isFinite(bestMs) ? bestMs : 0;
      // The payments of a call end together, and then wait for as long as it takes to fill the next.
      const fillingMs = ((paymentsPerCall - 1) / ratePerSecond()) * 1_000;
      const farAheadMs = fillingMs + Math.max(FAR_AHEAD_MS, latencyMs * FAR_AHEAD_SHARE);
      if (aheadMs > farAheadMs && running - leaving > fewest) leaving += 1;
    },
    /** @param waiting how many others wait for one */
    slotGiven(waiting: number): void {
      if (waiting === 0 && running < limit) start();
    },
    answered(tookMs: number): void {
      window.answers += 1;
      window.tookMs += tookMs;
      if (window.answers < limit) return;
      const latencyMs = Math.max(SHORTEST_MS, window.tookMs / window.answers);
      bestMs = Math.min(bestMs * FORGOTTEN, latencyMs);
      if (latencyMs > bestMs * TOO_BUSY) {
        limit = within(limit * STAY * Math.max(STAY_AT_LEAST, (bestMs * TOO_BUSY) / latencyMs));
      } else if (!isLatencyKnown) {
        limit = within(neededAt(latencyMs));
        isLatencyKnown = true;
      } else if (latencyMs <= bestMs * BUSY) {
        limit = within(limit + Math.min(window.missed, limit));
      }
      window = { missed: 0, answers: 0, tookMs: 0 };
    },
    async work(workNext: () => Promise<boolean>): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const workOn = async (): Promise<void> => {
        running += 1;
        while (!isOver && leaving === 0 && running <= limit) {
          if (!(await workNext())) isOver = true;
        }
        running -= 1;
        leaving = Math.max(0, leaving - 1);
        if (running === 0) resolve();
      };
      start = () => {
        if (!isOver) workOn();
      };
      if (known !== undefined) limit = within(neededAt(known));
      for (let count = 0; count < fewest; count += 1) start();
      await promise;
    },
  };
}
