import type { Clock } from "../clock.ts";
import { TOO_MANY_REQUESTS } from "./answer-table.ts";
import type { Answer } from "./points-api.ts";
import type { PayingSettings } from "./settings.ts";

/**
 * Says when the next call leaves. A rate limiter hands out slots, the times at which a call may
 * leave; a concurrency limiter finds how many payments must be in flight so that no slot passes
 * unused.
 */
export interface CallLimiter {
  /** Works until there is nothing left: `workNext`, which never rejects, says so with false. */
  work(workNext: () => Promise<boolean>): Promise<void>;
  /**
   * Reserves the next slot. Resolves with its time, in epoch milliseconds, early enough to prepare
   * the call. Rejects when the signal is aborted first.
   */
  reserve(): Promise<number>;
  /**
   * Resolves when a call may leave: at its reserved slot, or at the next one without it or when it
   * was missed. Rejects when the signal is aborted first.
   */
  take(reservedMs?: number): Promise<void>;
  /** Lets no call leave for `ms` from now, reserved or not, as the API asked (Retry-After). */
  closeFor(ms: number): void;
  /** Whether such a pause lasts: slots that were reserved before it no longer count. */
  isClosed(): boolean;
  /** When the last slot is that was handed out, in epoch milliseconds. */
  reservedUntilMs(): number;
  /** Spreads what the points API has left over the time until it takes more. */
  slowDown(left: { readonly remaining: number; readonly resetMs: number }): void;
  /** Takes note of every answer, and of how long it took. */
  heed(answer: Answer, tookMs: number): void;
}

interface CallLimits extends Pick<PayingSettings, "concurrency" | "concurrencyAtStart" | "burst"> {
  /** Calls a second that this worker may make, now. */
  readonly ratePerSecond: () => number;
  /** The same of all workers together. */
  readonly limitPerSecond: number;
  /**
   * Takes one call of what the points API takes a day; where none is left it ends the waiting, once
   * the calls have left whose slots were handed out until then.
   */
  readonly takeFromQuota?: ((reservedUntilMs: number) => Promise<void>) | undefined;
  /** How many payments one call holds. */
  readonly paymentsPerCall: number;
  /** What the points API took to answer before, in milliseconds; undefined where nobody knows. */
  readonly latencyMs?: number | undefined;
  readonly clock: Clock;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
}

/**
 * How far late wake-ups may be made up for, once when a slot is reserved and once when it is taken:
 * a window of a second exceeds the rate by twice as much at most.
 */
const CATCH_UP_MS = 5;
/** How long before its slot a call is prepared, at least and at most. */
const MIN_LEAD_MS = 50;
const MAX_LEAD_MS = 1_000;
/** By how much a longer lead shrinks after each call that was ready for its slot. */
const LEAD_DECAY = 0.998;
/** The next slot is reckoned anew at least so often, as the rate may have changed. */
const LONGEST_SLEEP_MS = 5_000;
/** Of the calls that may come at once so many are made up for: another worker may have had the rest. */
const USED_OF_BURST = 0.5;

/**
 * Slots are handed out in the order in which they were asked for, each only shortly before its time,
 * so that a change of the rate holds at once. That is early enough for late timers to cost no rate;
 * slots nobody asked for are not saved up. When preparing takes longer than expected, later calls
 * are prepared earlier, so that they do not miss their slots.
 */
export function createCallLimiter(limits: CallLimits): CallLimiter {
  const { clock, signal, burst, limitPerSecond, takeFromQuota } = limits;
  const burstMs = (USED_OF_BURST * burst * 1_000) / limitPerSecond;
  const catchUpMs = burst > 1 ? Math.max(CATCH_UP_MS, burstMs) : CATCH_UP_MS;
  const spacing = createSpacing(limits);
  const workers = createWorkers(limits);
  /** No slot is before this. */
  let earliestMs = clock.nowMs();
  let lastSlotMs = Number.NEGATIVE_INFINITY;
  let closedUntilMs = Number.NEGATIVE_INFINITY;
  let leadMs = MIN_LEAD_MS;
  let waiting = 0;
  let queue: Promise<unknown> = Promise.resolve();

  function nextSlotMs(): number {
    return Math.max(earliestMs, lastSlotMs + spacing.atMs(clock.nowMs()));
  }
  /** In its turn, a slot; resolves as long before it as it takes to prepare a call. */
  async function nextSlot(isCounted: boolean): Promise<number> {
    const before = queue;
    waiting += 1;
    const slot = (async () => {
      await before;
      signal.throwIfAborted();
      if (isCounted) await takeFromQuota?.(lastSlotMs);
      for (;;) {
        signal.throwIfAborted();
        const nowMs = clock.nowMs();
        const slotMs = Math.max(nextSlotMs(), nowMs - catchUpMs);
        const waitMs = slotMs - leadMs - nowMs;
        // Clocks count whole milliseconds.
        if (waitMs < 1) {
          lastSlotMs = slotMs;
          workers.slotGiven(waiting - 1);
          return slotMs;
        }
        const closedMs = earliestMs - leadMs - nowMs;
        await clock.sleep(closedMs >= 1 ? closedMs : Math.min(waitMs, LONGEST_SLEEP_MS), signal);
      }
    })().finally(() => {
      waiting -= 1;
    });
    queue = slot.catch(() => undefined);
    return await slot;
  }
  async function sleepUntil(atMs: number): Promise<void> {
    const waitMs = atMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  }

  return {
    work: workers.work,
    reservedUntilMs: () => lastSlotMs,
    async reserve() {
      signal.throwIfAborted();
      const nowMs = clock.nowMs();
      const spacingMs = spacing.atMs(nowMs);
      const aheadMs = nextSlotMs() - nowMs;
      workers.slotReserved(
        Math.max(0, -aheadMs) / spacingMs,
        aheadMs + waiting * spacingMs - leadMs,
      );
      return await nextSlot(true);
    },
    async take(reservedMs) {
      signal.throwIfAborted();
      const lateMs = reservedMs === undefined ? 0 : clock.nowMs() - reservedMs;
      const isMissed = lateMs > CATCH_UP_MS;
      leadMs = isMissed
        ? Math.min(MAX_LEAD_MS, leadMs + lateMs)
        : Math.max(MIN_LEAD_MS, leadMs * LEAD_DECAY);
      let slotMs =
        reservedMs === undefined || isMissed
          ? await nextSlot(reservedMs === undefined)
          : reservedMs;
      await sleepUntil(slotMs);
      while (slotMs < closedUntilMs) {
        slotMs = await nextSlot(false);
        await sleepUntil(slotMs);
      }
    },
    closeFor(ms) {
      // Not a number would take the rate away with it.
      if (!(ms > 0)) return;
      closedUntilMs = Math.max(closedUntilMs, clock.nowMs() + ms);
      earliestMs = Math.max(earliestMs, closedUntilMs);
    },
    isClosed: () => clock.nowMs() < closedUntilMs,
    slowDown: spacing.spread,
    heed(answer, tookMs) {
      if (answer.kind === "not_done" && answer.code === TOO_MANY_REQUESTS) spacing.widen();
      // Refused before anything was done is no measure of how long things take.
      if (answer.kind === "paid" || answer.kind === "rejected") workers.answered(tookMs);
    },
  };
}

/** Slower by a tenth, at most once a second, and faster again by a fortieth a second. */
const SLOWED_TO = 0.9;
const SLOWED_AT_MOST_TO = 0.05;
const SLOWED_ONCE_IN_MS = 1_000;
const RECOVERED_PER_MS = 0.025 / 1_000;

/** From slot to slot: by the rate there is, or wider for a while when the API can't take it. */
function createSpacing({ ratePerSecond, limitPerSecond, clock }: CallLimits) {
  let share = 1;
  let sharedAtMs = clock.nowMs();
  let slowedAtMs = Number.NEGATIVE_INFINITY;
  /** What all workers may make a second until then, as the API said. */
  let left = { perSecond: Number.POSITIVE_INFINITY, untilMs: Number.NEGATIVE_INFINITY };
  function shareAt(nowMs: number): number {
    share = Math.min(1, share + Math.max(0, nowMs - sharedAtMs) * RECOVERED_PER_MS);
    sharedAtMs = nowMs;
    return share;
  }
  return {
    atMs(nowMs: number): number {
      const rate = ratePerSecond() * shareAt(nowMs);
      const isSpread = nowMs < left.untilMs;
      const spread = isSpread ? (left.perSecond * ratePerSecond()) / limitPerSecond : rate;
      return 1_000 / Math.min(rate, spread);
    },
    spread({ remaining, resetMs }: { readonly remaining: number; readonly resetMs: number }): void {
      left = {
        perSecond: (remaining / resetMs) * 1_000,
        untilMs: clock.nowMs() + resetMs,
      };
    },
    widen(): void {
      const nowMs = clock.nowMs();
      if (nowMs < slowedAtMs + SLOWED_ONCE_IN_MS) return;
      slowedAtMs = nowMs;
      share = Math.max(SLOWED_AT_MOST_TO, shareAt(nowMs) * SLOWED_TO);
    },
  };
}

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
function createWorkers(limits: CallLimits) {
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
