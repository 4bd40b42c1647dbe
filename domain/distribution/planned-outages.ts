import { type Instant, toInstant } from "../clock.ts";
import {
  type ClosedHours,
  type ClosedSpan,
  closedUntilMs,
  nextClosedSpan,
} from "../payout/closed-hours.ts";
import type { RoundStop } from "./round-control.ts";

// Outages that are known beforehand: nobody has to ask whether they are over.

/** The code of one during which the points API is maintained. */
export const MAINTENANCE = "maintenance";
/** The code of one until the points API takes calls again, whose day's quota is used up. */
export const DAILY_QUOTA = "daily_quota";
/** The code of one in which the points API is left alone: nobody is to be paid at night. */
export const QUIET_HOURS = "quiet_hours";

export const PLANNED_OUTAGES = [MAINTENANCE, DAILY_QUOTA, QUIET_HOURS] as const;
export type PlannedOutage = (typeof PLANNED_OUTAGES)[number];

/** Whether it is known when an outage with that code ends. */
export function isPlannedOutage(code: string): code is PlannedOutage {
  return PLANNED_OUTAGES.some((planned) => planned === code);
}

/** Until when a planned outage lasts; undefined for any other. */
export function plannedUntil({
  code,
  until,
}: {
  readonly code: string;
  readonly until?: Instant | undefined;
}): Instant | undefined {
  return isPlannedOutage(code) ? until : undefined;
}

/**
 * Tells by a time in epoch milliseconds that nothing may begin, as it is within the hours, and until
 * when nothing may for any reason that is known beforehand.
 */
export function closedHoursWatch(
  code: PlannedOutage,
  hours: readonly ClosedHours[],
  all: readonly ClosedHours[],
): (nowMs: number) => RoundStop | undefined {
  if (hours.length === 0) return () => undefined;
  let next: ClosedSpan | undefined;
  return (nowMs) => {
    if (next === undefined || nowMs >= next.untilMs) next = nextClosedSpan(hours, nowMs);
    if (next === undefined || nowMs < next.fromMs) return undefined;
    const untilMs = closedUntilMs(all, nowMs) ?? next.untilMs;
    return { kind: "unavailable", code, until: toInstant(untilMs) };
  };
}
