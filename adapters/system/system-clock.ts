import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../domain/clock.ts";
import { optional } from "../../domain/optional.ts";

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, optional("signal", signal));
    } catch (error) {
      // Node wraps the reason in an AbortError; the caller expects the reason itself.
      signal?.throwIfAborted();
      throw error;
    }
  },
};
