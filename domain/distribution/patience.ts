import type { CallsRun } from "./calls.ts";
import type { Answer } from "./points-api.ts";
import { type Failures, notesFailure } from "./resolve-doubt.ts";

/** It is asked for again only after that time. */
export interface Postponed {
  readonly untilMs: number;
}

/** How long the points API asked us to wait; it may mean this payment, or all of them. */
export function holdOthers(
  answer: Answer,
  { limiter, health }: Pick<CallsRun, "limiter" | "health">,
): number {
  const mayAsk = answer.kind === "not_done" || answer.kind === "in_doubt";
  if (!mayAsk || answer.retryAfterMs === undefined) return 0;
  limiter.closeFor(health.holdForAllMs(answer.retryAfterMs, answer.code));
  return answer.retryAfterMs;
}

/**
 * Until when a payment is put aside that is asked to wait long; undefined when it waits in its place.
 * Nothing was done, so it is `pending` meanwhile.
 */
export function postponed(
  askedMs: number,
  {
    clock,
    settings,
    isLastTry,
  }: Pick<CallsRun, "clock" | "settings"> & { readonly isLastTry: boolean },
): Postponed | undefined {
  const { longestHoldMs, retryAfterMaxMs } = settings;
  if (askedMs <= longestHoldMs || isLastTry) return undefined;
  return { untilMs: clock.nowMs() + Math.min(askedMs, retryAfterMaxMs) };
}

/** Whether the points API has been too busy for a payment for so long that others come first. */
export function isBusyWith(
  answer: Answer,
  beganAtMs: number,
  { clock, settings }: Pick<CallsRun, "clock" | "settings">,
): boolean {
  if (answer.kind !== "not_done" || answer.unavailable) return false;
  return clock.nowMs() - beganAtMs >= settings.busyPaymentMs;
}

/** Whether the points API was asked about a payment so often that its answers are final. */
export function isSpent(
  answer: Answer,
  failures: Failures,
  run: Pick<CallsRun, "clock" | "health" | "isEnding" | "isCanary" | "settings">,
): boolean {
  const { triesPerPayment, triesWhileEnding } = run.settings;
  // One that was certainly not made waits, unless nobody waits any more.
  if (answer.kind !== "in_doubt" && !run.isEnding) return false;
  const unavailable = answer.kind === "in_doubt" && answer.unavailable;
  const isTry = notesFailure(failures, { unavailable }, run);
  return isTry && failures.tries >= (run.isEnding ? triesWhileEnding : triesPerPayment);
}
