import { Temporal } from "temporal-polyfill";
import * as z from "zod";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Hours in which nothing is begun, again and again: a points API is maintained, or people sleep. */
export interface ClosedHours {
  /** `HH:mm` by the clocks of the zone. */
  readonly from: string;
  /** The same; on the next day where it is not later than `from`. */
  readonly to: string;
  /** IANA zone, e.g. `Asia/Seoul`. */
  readonly timeZone: string;
  /** On which days it begins; on every day when absent. */
  readonly days?: readonly Weekday[] | undefined;
}

const timeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "a time such as 02:00", abort: true });

/** As a file spells them, but for their zone. */
export const closedHoursFields = {
  from: timeSchema,
  to: timeSchema,
  /** On which they begin; every day when absent. */
  days: z.array(z.enum(WEEKDAYS)).min(1).optional(),
} as const;

/** In epoch milliseconds; `untilMs` itself is no longer part of it. */
export interface ClosedSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Hours begin within a week, and those that began yesterday may go on. */
const DAYS = [-1, 0, 1, 2, 3, 4, 5, 6, 7];

/**
 * The closed hours that go on, or the next ones; those that touch or overlap are one span. Undefined
 * where there are none.
 */
export function nextClosedSpan(
  hours: readonly ClosedHours[],
  nowMs: number,
): ClosedSpan | undefined {
  const coming = hours
    .flatMap((one) => occurrences(one, nowMs))
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

/** Until when it is closed at that time, in epoch milliseconds; undefined while it is open. */
export function closedUntilMs(hours: readonly ClosedHours[], nowMs: number): number | undefined {
  const span = nextClosedSpan(hours, nowMs);
  return span !== undefined && span.fromMs <= nowMs ? span.untilMs : undefined;
}

function occurrences(
  { from, to, timeZone, days = WEEKDAYS }: ClosedHours,
  nowMs: number,
): ClosedSpan[] {
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
