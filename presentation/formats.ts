/** A whole number with thousands separators, e.g. `1,970,000`. */
export function formatAmount(amount: number): string {
  return amount.toLocaleString("en-US");
}

export interface DurationUnits {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly underASecond: string;
}

/** A duration in its two largest units, e.g. `1분 23초` or `2 h 3 min`; seconds are rounded. */
export function formatDuration(durationMs: number, units: DurationUnits): string {
  const seconds = Math.round(durationMs / 1000);
  if (!(seconds >= 1)) return units.underASecond;
  const parts = [
    { amount: Math.floor(seconds / 86_400), unit: units.day },
    { amount: Math.floor(seconds / 3600) % 24, unit: units.hour },
    { amount: Math.floor(seconds / 60) % 60, unit: units.minute },
    { amount: seconds % 60, unit: units.second },
  ];
  const largest = parts.findIndex(({ amount }) => amount > 0);
  return parts
    .slice(largest, largest + 2)
    .filter(({ amount }) => amount > 0)
    .map(({ amount, unit }) => `${amount}${unit}`)
    .join(" ");
}

/** A local time taken apart. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** `HH:mm`, or `HH:mm:ss` where the seconds are not zero. */
  readonly time: string;
}

/** Reads `YYYY-MM-DDTHH:mm[:ss]`; undefined when it is anything else. */
export function readLocalTime(localTime: string): LocalTime | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})(:\d{2})?$/.exec(localTime);
  if (match === null) return undefined;
  const [, year, month, day, minutes = "", seconds = ""] = match;
  const noon = Date.UTC(Number(year), Number(month) - 1, Number(day), 12);
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    weekday: new Date(noon).getUTCDay(),
    time: seconds === ":00" ? minutes : `${minutes}${seconds}`,
  };
}

/** Kept, as making one takes longer than the rest of a message; there is one for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * A time zone as people call it, e.g. `한국 표준시` or `Eastern Time`; one that is unknown as it is.
 * `year`, `month` (1 to 12) and `day` choose between the names it has had.
 */
export function formatTimeZone(
  timeZone: string,
  locale: string,
  { year, month, day }: { readonly year: number; readonly month: number; readonly day: number },
): string {
  try {
    const parts = formatterOf(timeZone, locale).formatToParts(Date.UTC(year, month - 1, day, 12));
    return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
  } catch (error) {
    if (error instanceof RangeError) return timeZone;
    throw error;
  }
}

/** @throws {RangeError} for a zone that is unknown */
function formatterOf(timeZone: string, locale: string): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone}`;
  const formatter =
    formatters.get(name) ??
    new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" });
  formatters.set(name, formatter);
  return formatter;
}
