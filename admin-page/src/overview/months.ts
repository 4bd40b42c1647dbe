import type { Language } from "../texts/language.ts";

const LOCALES: Readonly<Record<Language, string>> = { ko: "ko-KR", en: "en-GB" };

/** A day, `2026-12-05`, or a month, `2026-12`, of a calendar: of no zone, so that none moves it. */
function dateOf(dayOrMonth: string): Date {
  return new Date(
    `${dayOrMonth.length === "2026-12".length ? `${dayOrMonth}-01` : dayOrMonth}T00:00Z`,
  );
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, "2026-12-05".length);
}

/** The month so many months after another one. */
export function monthAfter(month: string, count: number): string {
  const date = dateOf(month);
  date.setUTCMonth(date.getUTCMonth() + count);
  return isoDay(date).slice(0, month.length);
}

/** "2026년 12월", "December 2026". */
export function monthText(month: string, language: Language): string {
  return format(month, language, { year: "numeric", month: "long" });
}

/** "12월", "Dec"; with its year where the year begins or the reader begins to read. */
export function shortMonth(month: string, language: Language, withYear: boolean): string {
  return format(month, language, {
    month: "short",
    ...(withYear ? { year: "2-digit" as const } : {}),
  });
}

/** "12월 5일 토요일", "Saturday 5 December". */
export function dayText(day: string, language: Language): string {
  return format(day, language, { month: "long", day: "numeric", weekday: "long" });
}

function format(day: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: "UTC", ...options }).format(
    dateOf(day),
  );
}

/** The weeks of a month, each of seven days; undefined where a day is another month's. */
export function weeksOf(
  month: string,
  firstWeekday: number,
): readonly (readonly (string | undefined)[])[] {
  const first = dateOf(month);
  const before = (first.getUTCDay() - firstWeekday + 7) % 7;
  const weeks: (string | undefined)[][] = [];
  for (let nr = -before; ; nr += 1) {
    const date = new Date(first);
    date.setUTCDate(1 + nr);
    const isIn = isoDay(date).startsWith(month);
    const isWeekFull = (nr + before) % 7 === 0;
    if (isWeekFull && nr > 0 && !isIn) return weeks;
    if (isWeekFull) weeks.push([]);
    weeks.at(-1)?.push(isIn ? isoDay(date) : undefined);
  }
}
