import { type Instant, toInstant } from "../clock.ts";
import { type Maintenance, type MaintenanceWindow, nextMaintenance } from "./maintenance.ts";
import type { RoundStop } from "./round-control.ts";

// Outages that are known beforehand: nobody has to ask whether they are over.

/** The code of one during which the points API is maintained. */
export const MAINTENANCE = "maintenance";
/** The code of one until the points API takes calls again, whose day's quota is used up. */
export const DAILY_QUOTA = "daily_quota";

/** Until when a planned outage lasts; undefined for any other. */
export function plannedUntil({
  code,
  until,
}: {
  readonly code: string;
  readonly until?: Instant | undefined;
}): Instant | undefined {
  return code === MAINTENANCE || code === DAILY_QUOTA ? until : undefined;
}

/** Tells by a time in epoch milliseconds that nothing may begin, as maintenance goes on. */
export function maintenanceWatch(
  windows: readonly MaintenanceWindow[],
): (nowMs: number) => RoundStop | undefined {
  if (windows.length === 0) return () => undefined;
  let next: Maintenance | undefined;
  return (nowMs) => {
    if (next === undefined || nowMs >= next.untilMs) next = nextMaintenance(windows, nowMs);
    return next !== undefined && nowMs >= next.fromMs && nowMs < next.untilMs
      ? { kind: "unavailable", code: MAINTENANCE, until: toInstant(next.untilMs) }
      : undefined;
  };
}
