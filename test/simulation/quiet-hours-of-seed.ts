import type { Plan } from "./plan.ts";
import { drawWindows, hoursOf, isWithin, slowed, type Window } from "./planned-hours.ts";
import type { Random } from "./random.ts";

/** When nobody is to be paid, though the points API would pay; in most seeds there is no such time. */
export interface QuietHours {
  /** After the start, and again each day. */
  readonly windows: readonly Window[];
  /** People name a latest time, so long at most after that of a payout; they name none when undefined. */
  readonly latestWithinMs: number | undefined;
}

export const NO_QUIET_HOURS: QuietHours = { windows: [], latestWithinMs: undefined };

/** Of seeds in which there is such a time. */
const QUIET_HOURS_SHARE = 0.1;

/**
 * The same plan with quiet hours, or with people who name a latest time. Drawn from numbers of its own,
 * so that a seed without either stays what it is.
 */
export function withQuietHours(random: Random, plan: Plan): Plan {
  if (plan.isLong || !random.chance(QUIET_HOURS_SHARE)) return plan;
  // So that the time comes while they are paid.
  const changed = random.chance(0.6) ? slowed(random, plan) : plan;
  const kind = random.pick(["hours", "latest", "both"]);
  const windows = kind === "latest" ? [] : drawWindows(random, plan);
  const latestWithinMs = kind === "hours" ? undefined : random.spread(2_000, 200_000);
  return {
    ...changed,
    quietHours: { windows, latestWithinMs },
    settings: { ...changed.settings, quietHours: hoursOf(windows) },
  };
}

/** When paying begins that is due then: at once, or when the quiet hours are over. */
export function beginsAtMs({ windows }: QuietHours, sinceStartMs: number): number {
  let atMs = sinceStartMs;
  while (isWithin(windows, atMs)) atMs = (Math.floor(atMs / MINUTE_MS) + 1) * MINUTE_MS;
  return atMs;
}

const MINUTE_MS = 60_000;
