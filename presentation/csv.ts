/** What comes before the first line: without it spreadsheets take UTF-8 for an older encoding. */
export const CSV_START = "\uFEFF";

export const CSV_TYPE = "text/csv; charset=utf-8";

/** Text, a number that stays one, or nothing. */
export type CsvCell = string | number | undefined;

/**
 * What spreadsheets take for the beginning of a formula, after blanks as well and in the full width that
 * East Asian input methods type.
 */
const FORMULA = /^[\s\u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/**
 * One line of a CSV file as RFC 4180 has it, with its end. Text stands in quotes, and begins with an
 * apostrophe where a spreadsheet would run it: who opens a file of users' names runs nothing that one of
 * them wrote. Numbers are left as they are, also below zero.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(fieldOf).join(",")}\r\n`;
}

function fieldOf(cell: CsvCell): string {
  if (cell === undefined || cell === "") return "";
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}
