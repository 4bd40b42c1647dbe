/** To make one takes longer than all else about a message; there are as many as zones are used. */
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
