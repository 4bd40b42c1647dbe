import type { Clock } from "../clock.ts";

/** Hands out the moments at which calls may leave. */
export interface Pacer {
  /**
   * Gives away the moment at which a call may leave, in epoch milliseconds, and resolves shortly
   * before it: time enough to prepare the call. Rejects when the signal is aborted first.
   */
  book(signal: AbortSignal): Promise<number>;
  /**
   * Resolves when a call may leave: at the booked moment, or at the next free one without it or
   * when it was missed. Rejects when the signal is aborted first.
   */
  take(signal: AbortSignal, bookedMs?: number): Promise<void>;
  /** Lets no call leave for `ms` from now, as the API asked (Retry-After). */
  holdFor(ms: number): void;
}

/** How far late wake-ups may be made up for; a window of a second exceeds the rate by no more. */
const CATCH_UP_MS = 15;
/** How long before its moment a call is prepared, at least and at most. */
const MIN_LEAD_MS = 50;
const MAX_LEAD_MS = 1_000;
/** What is left of a longer lead after each call that was prepared in time. */
const LEAD_DECAY = 0.998;

/**
 * Evenly spaced slots at `ratePerSecond`. A slot is given away before it is waited for, so that
 * late timers cost no rate; a stretch without calls is not saved up. When preparing takes longer
 * than thought, later calls are prepared earlier, lest missed slots cost rate.
 */
export function createPacer(options: {
  readonly ratePerSecond: number;
  readonly clock: Clock;
}): Pacer {
  const { ratePerSecond, clock } = options;
  const spacingMs = 1000 / ratePerSecond;
  let nextSlotMs = clock.nowMs();
  let leadMs = MIN_LEAD_MS;
  const giveSlot = (): number => {
    const slotMs = Math.max(nextSlotMs, clock.nowMs() - CATCH_UP_MS);
    nextSlotMs = slotMs + spacingMs;
    return slotMs;
  };
  const until = async (epochMs: number, signal: AbortSignal): Promise<void> => {
    const waitMs = epochMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  };
  return {
    async book(signal) {
      signal.throwIfAborted();
      const slotMs = giveSlot();
      await until(slotMs - leadMs, signal);
      return slotMs;
    },
    async take(signal, bookedMs) {
      signal.throwIfAborted();
      const lateMs = bookedMs === undefined ? 0 : clock.nowMs() - bookedMs;
      const isMissed = lateMs > CATCH_UP_MS;
      leadMs = isMissed
        ? Math.min(MAX_LEAD_MS, leadMs + lateMs)
        : Math.max(MIN_LEAD_MS, leadMs * LEAD_DECAY);
      await until(bookedMs === undefined || isMissed ? giveSlot() : bookedMs, signal);
    },
    holdFor(ms) {
      nextSlotMs = Math.max(nextSlotMs, clock.nowMs() + ms);
    },
  };
}
