import type { Answer } from "./points-api.ts";
import type { PayingSettings } from "./settings.ts";

/** How many payments are worked on at once; found by itself while paying. */
export interface Crew {
  /** So many moments at which a call could have left went by because everybody was busy. */
  slotsMissed(count: number): void;
  /** Somebody waits for a moment that is `aheadMs` away. */
  slotBooked(aheadMs: number): void;
  /** Told of every answer, and how long it took. */
  heed(answer: Answer, tookMs: number): void;
  /** Works until there is nothing left: `workNext`, which never rejects, says so with false. */
  work(workNext: () => Promise<boolean>): Promise<void>;
}

/** Whose turn is so far away would not be missed; retries stand in the same line. */
const FAR_AHEAD_MS = 250;
/** Of an API so slow that this is longer: a line that short says nothing of the time a call takes. */
const FAR_AHEAD_SHARE = 0.25;
/** Payments of so many calls are worked on at least: one is gathered while another is on its way. */
const BULK_CALLS = 2;
/** An API that takes so much longer than at its best is busy: more calls at once would queue. */
const BUSY = 2;
/** One that takes so much longer has too many calls already: so many of them stay. */
const TOO_BUSY = 3;
const STAY = 0.9;
/** By how much the best latency is forgotten each time, lest a quick hour is held against the rest. */
const FORGOTTEN = 1.001;
/** Below this a latency says more about our own clock than about the API. */
const SHORTEST_MS = 5;

/**
 * Begins with `concurrencyAtStart` and looks again each time that everybody has had an answer. Did
 * calls not leave although they could have, because nobody was free to make them, more are taken
 * on, twice as many at most and no more than `concurrency`; so that as many are in flight as the
 * rate needs at the API's latency (Little's law). While the API is slow because it is busy, nobody
 * is taken on. Whoever waits long for a turn leaves.
 */
export function createCrew({
  concurrency,
  concurrencyAtStart,
  ratePerSecond,
  paymentsPerCall,
}: Pick<PayingSettings, "concurrency" | "concurrencyAtStart" | "ratePerSecond"> & {
  /** How many payments one call holds. */
  readonly paymentsPerCall: number;
}): Crew {
  const toFillCalls = paymentsPerCall > 1 ? BULK_CALLS * paymentsPerCall : 0;
  const fewest = Math.min(Math.max(concurrencyAtStart, toFillCalls), concurrency);
  // The payments of a call come back together, and stand in line for as long as it takes to fill one.
  const fillingMs = ((paymentsPerCall - 1) / ratePerSecond) * 1_000;
  let wanted = fewest;
  let running = 0;
  let isOver = false;
  let takeOn = (): void => undefined;
  let bestMs = Number.POSITIVE_INFINITY;
  let lately = { missed: 0, answers: 0, tookMs: 0 };

  const want = (count: number): void => {
    wanted = Math.min(concurrency, Math.max(fewest, Math.round(count)));
    takeOn();
  };

  function lookAgain(): void {
    const latencyMs = Math.max(SHORTEST_MS, lately.tookMs / lately.answers);
    bestMs = Math.min(bestMs * FORGOTTEN, latencyMs);
    if (latencyMs > bestMs * TOO_BUSY) want(wanted * STAY);
    else if (latencyMs <= bestMs * BUSY) want(wanted + Math.min(lately.missed, wanted));
    lately = { missed: 0, answers: 0, tookMs: 0 };
  }

  return {
    slotsMissed(count) {
      lately.missed += count;
    },
    slotBooked(aheadMs) {
      const latencyMs = Number.isFinite(bestMs) ? bestMs : 0;
      const farAheadMs = fillingMs + Math.max(FAR_AHEAD_MS, latencyMs * FAR_AHEAD_SHARE);
      if (aheadMs > farAheadMs) want(wanted - 1);
    },
    heed(answer, tookMs) {
      // Refused before anything was done is no measure of how long things take.
      if (answer.kind !== "paid" && answer.kind !== "rejected") return;
      lately.answers += 1;
      lately.tookMs += tookMs;
      if (lately.answers >= wanted) lookAgain();
    },
    async work(workNext) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const workOn = async (): Promise<void> => {
        running += 1;
        while (!isOver && running <= wanted) {
          if (!(await workNext())) isOver = true;
        }
        running -= 1;
        if (running === 0) resolve();
      };
      takeOn = () => {
        while (!isOver && running < wanted) workOn();
      };
      takeOn();
      await promise;
    },
  };
}
