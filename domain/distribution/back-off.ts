import type { CallsRun } from "./calls.ts";

/**
 * Waits before a payment is asked for or looked up again: longer with each attempt, counted from 0,
 * and as long as the points API asked for, within what a payment may wait in its place.
 * @throws {RoundStoppedError} when the round ends first
 */
export async function backOff(attempt: number, askedMs: number, run: BackOffRun): Promise<void> {
  const { backoffBaseMs, backoffMaxMs, longestHoldMs } = run.settings;
  const ceilingMs = Math.min(backoffMaxMs, backoffBaseMs * 2 ** attempt);
  // Random from half of it up, so that many workers do not all ask again at the same time, and none
  // at once: an API that says "at once" is not taken at its word.
  const waitMs = ceilingMs * (0.5 + run.random() / 2);
  await run.clock.sleep(Math.max(waitMs, Math.min(askedMs, longestHoldMs)), run.control.signal);
}

type BackOffRun = Pick<CallsRun, "clock" | "control" | "random" | "settings">;
