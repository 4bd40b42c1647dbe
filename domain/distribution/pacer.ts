import type { Clock } from "../clock.ts";
import type { Crew } from "./crew.ts";

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
  /** Paces more slowly for a while: the API said that calls come too fast for it. */
  slowDown(): void;
}

/**
 * How far late wake-ups may be made up for, once when a turn is given away and once when it is taken:
 * a window of a second exceeds the rate by twice as much at most.
 */
const CATCH_UP_MS = 5;
/** How long before its moment a call is prepared, at least and at most. */
const MIN_LEAD_MS = 50;
const MAX_LEAD_MS = 1_000;
/** What is left of a longer lead after each call that was prepared in time. */
const LEAD_DECAY = 0.998;
/** Slower by a tenth, not more often than once a second, and back by a fortieth a second. */
const SLOWED_TO = 0.9;
const SLOWED_AT_MOST_TO = 0.05;
const SLOWED_ONCE_IN_MS = 1_000;
const RECOVERED_PER_MS = 0.025 / 1_000;

/**
 * Evenly spaced slots at `ratePerSecond`. A slot is given away before it is waited for, so that
 * late timers cost no rate; a stretch without calls is not saved up. When preparing takes longer
 * than thought, later calls are prepared earlier, lest missed slots cost rate.
 */
export function createPacer(options: {
  readonly ratePerSecond: number;
  readonly clock: Clock;
  /** Told when slots pass for want of somebody to use them, and how far ahead they are booked. */
  readonly crew?: Pick<Crew, "slotsMissed" | "slotBooked">;
}): Pacer {
  const { clock, crew } = options;
  const pace = createPace(options);
  let nextSlotMs = clock.nowMs();
  let leadMs = MIN_LEAD_MS;
  const giveSlot = (): number => {
    const nowMs = clock.nowMs();
    const slotMs = Math.max(nextSlotMs, nowMs - CATCH_UP_MS);
    nextSlotMs = slotMs + pace.spacingMs(nowMs);
    return slotMs;
  };
  const until = async (epochMs: number, signal: AbortSignal): Promise<void> => {
    const waitMs = epochMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  };
  return {
    async book(signal) {
      signal.throwIfAborted();
      const nowMs = clock.nowMs();
      crew?.slotsMissed(Math.max(0, nowMs - nextSlotMs) / pace.spacingMs(nowMs));
      const slotMs = giveSlot();
      crew?.slotBooked(slotMs - leadMs - nowMs);
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
    slowDown: () => pace.slowDown(),
  };
}

/** The rate of now: the one that was set, or less for a while when the API can't take it. */
function createPace({ ratePerSecond, clock }: Parameters<typeof createPacer>[0]) {
  const fullSpacingMs = 1000 / ratePerSecond;
  let share = 1;
  let sharedAtMs = clock.nowMs();
  let slowedAtMs = Number.NEGATIVE_INFINITY;
  function shareAt(nowMs: number): number {
    share = Math.min(1, share + Math.max(0, nowMs - sharedAtMs) * RECOVERED_PER_MS);
    sharedAtMs = nowMs;
    return share;
  }
  return {
    spacingMs: (nowMs: number): number => fullSpacingMs / shareAt(nowMs),
    slowDown(): void {
      const nowMs = clock.nowMs();
      if (nowMs < slowedAtMs + SLOWED_ONCE_IN_MS) return;
      slowedAtMs = nowMs;
      share = Math.max(SLOWED_AT_MOST_TO, shareAt(nowMs) * SLOWED_TO);
    },
  };
}
