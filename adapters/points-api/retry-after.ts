const SECONDS = /^\d{1,15}(?:\.\d{1,9})?$/;
/** The three forms of RFC 9110, section 5.6.7, and ISO 8601, which APIs use as well. */
const DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
];
const DATE_WITHOUT_ZONE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;
const DAY_SECONDS = 86_400;

/**
 * How long an answer asks us to wait, in whole milliseconds, from 0: Retry-After in seconds or as a
 * date (RFC 9110, section 10.2.3), as far as it can be read. How long we then wait is another matter.
 */
export function retryAfterOf(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (SECONDS.test(text)) {
    const number = Number(text);
    // More than a day is no wait that anybody asks for: such a number counts milliseconds.
    return Math.ceil(number > DAY_SECONDS ? number : number * 1_000);
  }
  const atMs = dateOf(text);
  return atMs === undefined ? undefined : Math.max(0, atMs - nowMs);
}

/** Date.parse alone would read "1.5" as a day in January. */
function dateOf(text: string): number | undefined {
  const date = DATE_WITHOUT_ZONE.test(text) ? `${text} GMT` : text;
  if (date === text && !DATES.some((form) => form.test(text))) return undefined;
  const atMs = Date.parse(date);
  return Number.isNaN(atMs) ? undefined : atMs;
}
