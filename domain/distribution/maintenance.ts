import { Temporal } from "temporal-polyfill";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a points API is maintained, again and again. */
export interface MaintenanceWindow {
  /** `HH:mm` by the clocks of the zone. */
  readonly from: string;
  /** The same; on the next day where it is not later than `from`. */
  readonly to: string;
  /** IANA zone, e.g. `Asia/Seoul`. */
  readonly timeZone: string;
  /** On which days it begins; on every day when absent. */
  readonly days?: readonly Weekday[] | undefined;
}

/** In epoch milliseconds; `untilMs` itself is no longer part of it. */
export interface Maintenance {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A window begins within a week, and one that began yesterday may go on. */
const DAYS = [-1, 0, 1, 2, 3, 4, 5, 6, 7];

/**
 * The maintenance that goes on, or the next one; windows that touch or overlap are one. Undefined
 * where there is none.
 */
export function nextMaintenance(
  windows: readonly MaintenanceWindow[],
  nowMs: number,
): Maintenance | undefined {
  const coming = windows
    .flatMap((window) => occurrences(window, nowMs))
    .filter(({ untilMs }) => untilMs > nowMs)
    .sort((one, other) => one.fromMs - other.fromMs);
  const [first] = coming;
  if (first === undefined) return undefined;
  let { untilMs } = first;
  for (const one of coming) {
    if (one.fromMs <= untilMs) untilMs = Math.max(untilMs, one.untilMs);
  }
  return { fromMs: first.fromMs, untilMs };
}

function occurrences(
  { from, to, timeZone, days = WEEKDAYS }: MaintenanceWindow,
  nowMs: number,
): Maintenance[] {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const endsNextDay = to <= from;
  return DAYS.map((day) => today.add({ days: day }))
    .filter((date) => days.some((name) => WEEKDAYS.indexOf(name) === date.dayOfWeek - 1))
    .map((date) => ({
      fromMs: atMs(date, from, timeZone),
      untilMs: atMs(endsNextDay ? date.add({ days: 1 }) : date, to, timeZone),
    }));
}

function atMs(date: Temporal.PlainDate, time: string, timeZone: string): number {
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}
