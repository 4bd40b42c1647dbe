/** What comes before the first line: without it spreadsheets take UTF-8 for an older encoding. */
export const CSV_START = "\uFEFF";

export const CSV_TYPE = "text/csv; charset=utf-8";

/** Text, a number that stays one, or nothing. */
export type CsvCell = string | number | undefined;

/**
 * A text that begins so is run as a formula by some spreadsheet; those of East Asia also know the wide
 * forms of the signs.
 */
const BEGINS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * One line of a CSV file as RFC 4180 has it, with its end. Text that a spreadsheet would run begins with
 * an apostrophe; numbers are left as they are, also below zero.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(fieldOf).join(",")}\r\n`;
}

function fieldOf(cell: CsvCell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const safe = BEGINS_FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
