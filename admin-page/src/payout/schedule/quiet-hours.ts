import { Temporal } from "temporal-polyfill";
import type { PageConfig } from "../../page-config.ts";

export type QuietHours = NonNullable<PageConfig["quietHours"]>;

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** More hours than that follow each other in no policy. */
const MOST = 100;

/** When paying really begins whose time is in quiet hours; undefined where it is not. */
export function quietUntil(instant: string, hours: QuietHours): string | undefined {
  let until: Temporal.Instant | undefined;
  for (let found = 0; found < MOST; found += 1) {
    const at = until ?? Temporal.Instant.from(instant);
    const end = hours.map((one) => endOf(one, at)).find((one) => one !== undefined);
    if (end === undefined) break;
    until = end;
  }
  return until?.toString();
}

/** The end of hours that go on at that time: they began today or yesterday. */
function endOf(
  { from, to, timeZone, days = WEEKDAYS }: QuietHours[number],
  at: Temporal.Instant,
): Temporal.Instant | undefined {
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate();
  const on = (date: Temporal.PlainDate, time: string) =>
    date.toZonedDateTime({ timeZone, plainTime: time }).toInstant();
  return [today, today.subtract({ days: 1 })]
    .filter((date) => days.includes(WEEKDAYS[date.dayOfWeek - 1] ?? ""))
    .map((date) => ({
      begin: on(date, from),
      end: on(to <= from ? date.add({ days: 1 }) : date, to),
    }))
    .find(
      ({ begin, end }) =>
        Temporal.Instant.compare(begin, at) <= 0 && Temporal.Instant.compare(at, end) < 0,
    )?.end;
}
