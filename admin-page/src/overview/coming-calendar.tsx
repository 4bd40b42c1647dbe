import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import type { ComingPayout } from "../api/types.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { CalendarEntry } from "./calendar-entry.tsx";
import { dayText, monthAfter, monthText, weeksOf } from "./months.ts";

const SHOWN_OF_DAY = 4;
const DAY = "2026-12-05".length;
const MONTH = "2026-12".length;

/**
 * What is to be paid, by day and hour of the company's zone: a month as a table of weeks, of which a
 * phone shows the days that have something, one beneath the other.
 */
export function ComingCalendar({
  coming,
  hasMore,
  today,
  timeZone,
}: {
  readonly coming: readonly ComingPayout[];
  readonly hasMore: boolean;
  readonly today: string;
  readonly timeZone: string;
}) {
  const { overview } = useTexts();
  const { language } = useLanguage();
  const thisMonth = today.slice(0, MONTH);
  const [chosen, setChosen] = useState<string>();
  const months = coming
    .map(({ at }) => at.slice(0, MONTH))
    .concat(thisMonth)
    .toSorted();
  const [first = thisMonth] = months;
  // At the month's end what comes is mostly of the next one.
  const last = monthAfter(months.at(-1) ?? thisMonth, 1);
  const month = chosen ?? monthToBegin(coming, thisMonth);
  const shown = coming.filter(({ at }) => at.startsWith(month));
  const title = overview.calendar(monthText(month, language));
  return (
    <section className="card" aria-labelledby="overview-coming">
      <div className="overview-part-head">
        <h2 id="overview-coming">{overview.coming}</h2>
        <span className="quiet small">{overview.zone(timeZone)}</span>
      </div>
      <div className="calendar-head">
        <Button
          aria-label={overview.previousMonth}
          icon={<LeftOutlined aria-hidden />}
          disabled={month <= first}
          onClick={() => setChosen(monthAfter(month, -1))}
        />
        <strong aria-live="polite">{monthText(month, language)}</strong>
        <Button
          aria-label={overview.nextMonth}
          icon={<RightOutlined aria-hidden />}
          disabled={month >= last}
          onClick={() => setChosen(monthAfter(month, 1))}
        />
      </div>
      {hasMore && <p className="bad">{overview.comingHasMore}</p>}
      {shown.length === 0 && <p className="quiet">{overview.nothingComes}</p>}
      <Month title={title} month={month} coming={shown} today={today} />
    </section>
  );
}

/** This month, but that of the next payout where nothing is left of it. */
function monthToBegin(coming: readonly ComingPayout[], thisMonth: string): string {
  const [next] = coming;
  if (next === undefined || coming.some(({ at }) => at.startsWith(thisMonth))) return thisMonth;
  return next.at.slice(0, MONTH);
}

function Month({
  title,
  month,
  coming,
  today,
}: {
  readonly title: string;
  readonly month: string;
  readonly coming: readonly ComingPayout[];
  readonly today: string;
}) {
  const { overview } = useTexts();
  const weekdays = overview.weekdays.map((_, index) => (index + overview.firstWeekday) % 7);
  return (
    <table className="calendar">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col" abbr={overview.weekdaysInFull[weekday]}>
              {overview.weekdays[weekday]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month, overview.firstWeekday).map((week) => (
          <tr key={week.find((day) => day !== undefined)}>
            {week.map((day, index) =>
              day === undefined ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a weekday has no other name here
                <td key={index} className="calendar-no-day" />
              ) : (
                <Day
                  key={day}
                  day={day}
                  isToday={day === today}
                  coming={coming.filter(({ at }) => at.slice(0, DAY) === day)}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({
  day,
  isToday,
  coming,
}: {
  readonly day: string;
  readonly isToday: boolean;
  readonly coming: readonly ComingPayout[];
}) {
  const { overview } = useTexts();
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? coming : coming.slice(0, SHOWN_OF_DAY);
  return (
    <td
      className={coming.length === 0 ? "calendar-empty" : ""}
      aria-current={isToday ? "date" : undefined}
    >
      <span className="calendar-nr" aria-hidden>
        {Number(day.slice(-2))}
      </span>
      <time className="calendar-day" dateTime={day}>
        {dayText(day, language)}
      </time>
      {isToday && <span className="calendar-today">{overview.today}</span>}
      {coming.length > 0 && (
        <ol>
          {shown.map((each) => (
            <CalendarEntry key={each.payoutId} coming={each} />
          ))}
        </ol>
      )}
      {shown.length < coming.length && (
        <Button size="small" type="text" onClick={() => setOpen(true)}>
          {overview.moreOfDay(coming.length - shown.length)}
        </Button>
      )}
    </td>
  );
}
