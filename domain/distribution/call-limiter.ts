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
  /** Takes note of every answer, and of how long it took. */
  heed(answer: Answer, tookMs: number): void;
}

interface CallLimits
  extends Pick<PayingSettings, "ratePerSecond" | "concurrency" | "concurrencyAtStart"> {
  /** How many payments one call holds. */
  readonly paymentsPerCall: number;
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

/**
 * A slot is reserved before it is waited for, so that late timers cost no rate; slots nobody asked
 * for are not saved up. When preparing takes longer than expected, later calls are prepared
 * earlier, so that they do not miss their slots.
 */
export function createCallLimiter(limits: CallLimits): CallLimiter {
  const { clock, signal } = limits;
  const spacing = createSpacing(limits);
  const workers = createWorkers(limits);
  let nextSlotMs = clock.nowMs();
  let closedUntilMs = Number.NEGATIVE_INFINITY;
  let leadMs = MIN_LEAD_MS;

  function nextSlot(): number {
    const nowMs = clock.nowMs();
    const slotMs = Math.max(nextSlotMs, nowMs - CATCH_UP_MS);
    nextSlotMs = slotMs + spacing.atMs(nowMs);
    return slotMs;
  }
  /** Resolves that long before the slot, or before a later one when the API asked for a pause. */
  async function wait(slotMs: number, beforeMs: number): Promise<number> {
    const waitMs = slotMs - beforeMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    return slotMs < closedUntilMs ? await wait(nextSlot(), beforeMs) : slotMs;
  }

  return {
    work: workers.work,
    async reserve() {
      signal.throwIfAborted();
      const nowMs = clock.nowMs();
      const missed = Math.max(0, nowMs - nextSlotMs) / spacing.atMs(nowMs);
      const slotMs = nextSlot();
      workers.slotReserved(missed, slotMs - leadMs - nowMs);
      return await wait(slotMs, leadMs);
    },
    async take(reservedMs) {
      signal.throwIfAborted();
      const lateMs = reservedMs === undefined ? 0 : clock.nowMs() - reservedMs;
      const isMissed = lateMs > CATCH_UP_MS;
      leadMs = isMissed
        ? Math.min(MAX_LEAD_MS, leadMs + lateMs)
        : Math.max(MIN_LEAD_MS, leadMs * LEAD_DECAY);
      await wait(reservedMs === undefined || isMissed ? nextSlot() : reservedMs, 0);
    },
    closeFor(ms) {
      // Not a number would take the rate away with it.
      if (!(ms > 0)) return;
      closedUntilMs = Math.max(closedUntilMs, clock.nowMs() + ms);
      nextSlotMs = Math.max(nextSlotMs, closedUntilMs);
    },
    isClosed: () => clock.nowMs() < closedUntilMs,
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

/** From slot to slot: by the rate that was set, or wider for a while when the API can't take it. */
function createSpacing({ ratePerSecond, clock }: CallLimits) {
  let share = 1;
  let sharedAtMs = clock.nowMs();
  let slowedAtMs = Number.NEGATIVE_INFINITY;
  function shareAt(nowMs: number): number {
    share = Math.min(1, share + Math.max(0, nowMs - sharedAtMs) * RECOVERED_PER_MS);
    sharedAtMs = nowMs;
    return share;
  }
  return {
    atMs: (nowMs: number): number => 1_000 / ratePerSecond / shareAt(nowMs),
    widen(): void {
      const nowMs = clock.nowMs();
      if (nowMs < slowedAtMs + SLOWED_ONCE_IN_MS) return;
      slowedAtMs = nowMs;
      share = Math.max(SLOWED_AT_MOST_TO, shareAt(nowMs) * SLOWED_TO);
    },
  };
}

/** A worker that waits longer for a slot is not needed; retries wait for the same slots. */
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
/** By how much the best latency grows each time, so that one quick hour does not count for ever. */
const FORGOTTEN = 1.001;
/** Below this a latency says more about our own clock than about the API. */
const SHORTEST_MS = 5;

/**
 * Begins with `concurrencyAtStart` workers, a payment in flight each, and looks again each time
 * that all have had an answer. As many are added as slots were missed for want of one, twice as
 * many at most and no more than `concurrency`; so that as many are in flight as the rate needs at
 * the API's latency (Little's law). While the API is slow because it is busy, none is added. A
 * worker that waits long for a slot ends.
 */
function createWorkers(limits: CallLimits) {
  const { concurrency, concurrencyAtStart, ratePerSecond, paymentsPerCall } = limits;
  const toFillCalls = paymentsPerCall > 1 ? BULK_CALLS * paymentsPerCall : 0;
  const fewest = Math.min(Math.max(concurrencyAtStart, toFillCalls), concurrency);
  // The payments of a call end together, and then wait for as long as it takes to fill the next.
  const fillingMs = ((paymentsPerCall - 1) / ratePerSecond) * 1_000;
  let limit = fewest;
  let running = 0;
  let isOver = false;
  let startMore = (): void => undefined;
  let bestMs = Number.POSITIVE_INFINITY;
  let window = { missed: 0, answers: 0, tookMs: 0 };

  function setLimit(count: number): void {
    limit = Math.min(concurrency, Math.max(fewest, Math.round(count)));
    startMore();
  }

  return {
    slotReserved(missed: number, aheadMs: number): void {
      window.missed += missed;
      const latencyMs = Number.isFinite(bestMs) ? bestMs : 0;
      const farAheadMs = fillingMs + Math.max(FAR_AHEAD_MS, latencyMs * FAR_AHEAD_SHARE);
      if (aheadMs > farAheadMs) setLimit(limit - 1);
    },
    answered(tookMs: number): void {
      window.answers += 1;
      window.tookMs += tookMs;
      if (window.answers < limit) return;
      const latencyMs = Math.max(SHORTEST_MS, window.tookMs / window.answers);
      bestMs = Math.min(bestMs * FORGOTTEN, latencyMs);
      if (latencyMs > bestMs * TOO_BUSY) setLimit(limit * STAY);
      else if (latencyMs <= bestMs * BUSY) setLimit(limit + Math.min(window.missed, limit));
      window = { missed: 0, answers: 0, tookMs: 0 };
    },
    async work(workNext: () => Promise<boolean>): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const workOn = async (): Promise<void> => {
        running += 1;
        while (!isOver && running <= limit) {
          if (!(await workNext())) isOver = true;
        }
        running -= 1;
        if (running === 0) resolve();
      };
      startMore = () => {
        while (!isOver && running < limit) workOn();
      };
      startMore();
      await promise;
    },
  };
}
