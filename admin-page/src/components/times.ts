import type { Texts } from "../texts/ko.ts";
import type { Language } from "../texts/language.ts";

const LOCALES: Readonly<Record<Language, string>> = { ko: "ko-KR", en: "en-GB" };

/** The reader's own zone, as the browser knows it. */
export const OWN_TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An instant by a zone's clocks, with the weekday; seconds only when there are any. */
export function timeIn(instant: string, timeZone: string, language: Language): string {
  const date = new Date(instant);
  const withSeconds = date.getUTCSeconds() !== 0;
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone,
    year: "numeric",
    month: language === "ko" ? "long" : "short",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    ...(withSeconds ? { second: "2-digit" } : {}),
    hourCycle: "h23",
  });
  return format
    .formatToParts(date)
    .map(({ type, value }) => (language === "ko" && type === "weekday" ? `(${value})` : value))
    .join("");
}

/** The same with the zone's name, the reader's own by default: for where no zone stands beside it. */
export function zonedText(instant: string, language: Language, timeZone = OWN_TIME_ZONE): string {
  return `${timeIn(instant, timeZone, language)} (${timeZone})`;
}

/** Date and time of day, short, in the reader's zone, which it names. */
export function shortTime(instant: string, language: Language): string {
  return `${format(instant, language, { month: "short" })} (${OWN_TIME_ZONE})`;
}

/** To the second, in the reader's zone: for columns that name it above. */
export function exactTime(instant: string, language: Language): string {
  return format(instant, language, { month: "short", second: "2-digit" });
}

function format(instant: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: OWN_TIME_ZONE,
    year: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...options,
  }).format(new Date(instant));
}

/** Whether the clocks of two zones show the same at that instant. */
export function sameClock(instant: string, zone: string, other: string): boolean {
  return timeIn(instant, zone, "en") === timeIn(instant, other, "en");
}

/** The two largest units of a duration, e.g. "2일 3시간", "4 min 10 s". */
export function duration(ms: number, { units }: Texts): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 1) return units.underASecond;
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), units.day],
    [Math.floor(seconds / 3_600) % 24, units.hour],
    [Math.floor(seconds / 60) % 60, units.minute],
    [seconds % 60, units.second],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value}${unit}`)
    .join(" ");
}
