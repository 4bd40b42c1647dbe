/** No date that Excel writes is longer. */
const MOST_CHARACTERS = 24;
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const MONTH_NUMBER = "(?:0?[1-9]|1[0-2])";
const TIME = "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?: ?[AaPp][Mm])?";
const PATTERNS = [
  `\\d{4}([-/.] ?)${MONTH_NUMBER}\\1${DAY}\\.?(?:[ T]${TIME})?`,
  `${MONTH_NUMBER}([/.])${DAY}\\2(?:\\d{4}|\\d{2})(?: ${TIME})?`,
  `${DAY}([/.])${MONTH_NUMBER}\\3(?:\\d{4}|\\d{2})(?: ${TIME})?`,
  `${DAY}[-/ ]${MONTH}(?:[-/ ,]{1,2}\\d{2,4})?`,
  `${MONTH}-\\d{2}(?:\\d{2})?`,
  `${MONTH} \\d{1,2}, ?\\d{4}`,
  `(?:\\d{2,4}년 ?)?${MONTH_NUMBER}월 ?${DAY}일`,
  `\\d{2,4}년 ?${MONTH_NUMBER}월`,
  `(?:오전 |오후 )?${TIME}`,
];
const DATE = new RegExp(`^(?:${PATTERNS.join("|")})$`);
/** A date has one of these; most ids end the question here. */
const PERHAPS = /[-/.:월,]/;
const SMALL_A = 97;
const SMALL_Z = 122;

/**
 * Whether a text is a date or a time, spelled as Excel spells those that it made of something else:
 * `1-3` becomes `03-Jan`, `1월 03일` or `2026-01-03`.
 */
export function isDateText(text: string): boolean {
  const first = text.charCodeAt(0);
  // No date begins with a small letter, as many ids do.
  if (first >= SMALL_A && first <= SMALL_Z) return false;
  return text.length <= MOST_CHARACTERS && PERHAPS.test(text) && DATE.test(text.trim());
}
