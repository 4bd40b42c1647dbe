import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../domain/clock.ts";
import { optional } from "../../domain/optional.ts";

/** A timer of Node's that is set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  async sleep(ms, signal) {
    try {
      for (let leftMs = ms; ; leftMs -= LONGEST_TIMER_MS) {
        const timerMs = Math.min(leftMs, LONGEST_TIMER_MS);
        await delay(timerMs, undefined, optional("signal", signal));
        if (leftMs <= LONGEST_TIMER_MS) return;
      }
    } catch (error) {
      // Node wraps the reason in an AbortError; the caller expects the reason itself.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
