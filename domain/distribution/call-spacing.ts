import type { Clock } from "../clock.ts";
import type { PayingSettings } from "./settings.ts";

export interface SpacingLimits extends Pick<PayingSettings, "burst"> {
  /** Calls a second that this worker may make, now. */
  readonly ratePerSecond: () => number;
  /** The same of all workers together. */
  readonly limitPerSecond: number;
  readonly clock: Clock;
}

/** Slower by a tenth, at most once a second, and faster again by a fortieth a second. */
const SLOWED_TO = 0.9;
const SLOWED_AT_MOST_TO = 0.05;
const SLOWED_ONCE_IN_MS = 1_000;
const RECOVERED_PER_MS = 0.025 / 1_000;

/** From slot to slot: by the rate there is, or wider for a while when the API can't take it. */
export function createSpacing({ ratePerSecond, limitPerSecond, clock }: SpacingLimits) {
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

/** Of the calls that may come at once so many are made up for: another worker may have had the rest. */
export const USED_OF_BURST = 0.5;
/** How far above the rate a second may be. */
const ABOVE_RATE = 1.01;

/**
 * Keeps what timers wake late, all at once, from making a second busier than the rate: a program that
 * stood still for 40 ms has the calls of 40 ms to make, beside those of the whole second that follows.
 */
export function createLastSecond({ ratePerSecond, limitPerSecond, burst, clock }: SpacingLimits) {
  const mostAt = (rate: number): number =>
    Math.ceil(rate * ABOVE_RATE) + Math.floor(USED_OF_BURST * burst);
  const size = mostAt(limitPerSecond);
  /** When the last calls left, in a ring. */
  const leftAtMs: number[] = [];
  let count = 0;
  let most = 0;
  let mostUntilMs = Number.NEGATIVE_INFINITY;

  /** Calls that had their slots at a higher rate keep them: others count on when the last of them leaves. */
  function mostBy(nowMs: number): number {
    const now = mostAt(ratePerSecond());
    if (now >= most || nowMs >= mostUntilMs) most = now;
    if (now === most) mostUntilMs = nowMs + 1_000;
    return most;
  }
  return {
    /** For how long no call may leave, in milliseconds. */
    fullForMs(): number {
      const nowMs = clock.nowMs();
      const before = leftAtMs[(count - mostBy(nowMs)) % size];
      return before === undefined ? 0 : before + 1_000 - nowMs;
    },
    callLeaves(): void {
      leftAtMs[count % size] = clock.nowMs();
      count += 1;
    },
  };
}
