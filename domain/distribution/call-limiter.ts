import { TOO_MANY_REQUESTS } from "./answer-table.ts";
import {
  createLastSecond,
  createSpacing,
  type SpacingLimits,
  USED_OF_BURST,
} from "./call-spacing.ts";
import { createWorkers, MIN_LEAD_MS, type WorkerLimits } from "./call-workers.ts";
import type { Answer } from "./points-api.ts";

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

interface CallLimits extends SpacingLimits, WorkerLimits {
  /**
   * Takes one call of what the points API takes a day; where none is left it ends the waiting, once
   * the calls have left whose slots were handed out until then.
   */
  readonly takeFromQuota?: ((reservedUntilMs: number) => Promise<void>) | undefined;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
}

/**
 * How far late wake-ups may be made up for, once when a slot is reserved and once when it is taken:
 * a window of a second exceeds the rate by twice as much at most.
 */
const CATCH_UP_MS = 5;
/** How long before its slot a call is prepared, at most. */
const MAX_LEAD_MS = 1_000;
/** By how much a longer lead shrinks after each call that was ready for its slot. */
const LEAD_DECAY = 0.998;
/** The next slot is reckoned anew at least so often, as the rate may have changed. */
const LONGEST_SLEEP_MS = 5_000;

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
  const lastSecond = createLastSecond(limits);
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
  /** At its slot, or later where the API asked for a pause or too many have just left. */
  async function leave(firstSlotMs: number): Promise<void> {
    let slotMs = firstSlotMs;
    await sleepUntil(slotMs);
    for (;;) {
      const fullMs = lastSecond.fullForMs();
      if (slotMs < closedUntilMs) {
        slotMs = await nextSlot(false);
        await sleepUntil(slotMs);
      } else if (fullMs > 0) {
        await clock.sleep(fullMs, signal);
      } else break;
    }
    lastSecond.callLeaves();
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
      const slotMs =
        reservedMs === undefined || isMissed
          ? await nextSlot(reservedMs === undefined)
          : reservedMs;
      await leave(slotMs);
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
