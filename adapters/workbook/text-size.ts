import type { Column } from "exceljs";
import type { RawRow, RawRows } from "../../domain/sheet/raw-sheet.ts";
import { cellText } from "../../domain/sheet/row-cells.ts";

/** Columns looked at; those further to the right get the usual width. */
const MAX_COLUMNS = 256;
const LOOKED_AT_ROWS = 100;
const MIN_WIDTH = 10;
const MAX_WIDTH = 50;
const ASCII = /^[ -~]*$/;

/** Columns wide enough for what their first rows hold, and hidden where the tab hides them. */
export function columnsOf(
  rows: readonly RawRow[],
  { isColumnHidden }: Pick<RawRows, "isColumnHidden">,
): Partial<Column>[] {
  const widths: number[] = [];
  for (const { cells } of rows.slice(0, LOOKED_AT_ROWS)) {
    for (const cell of cells) {
      const text = cellText(cell);
      if (cell.column >= MAX_COLUMNS || text === "") continue;
      widths[cell.column] = Math.max(widths[cell.column] ?? MIN_WIDTH, widthOf(text));
    }
  }
  return Array.from(widths, (width = MIN_WIDTH, column) => ({
    width: Math.min(width, MAX_WIDTH),
    hidden: isColumnHidden(column),
  }));
}

/** Hangul and its like take two places. */
function widthOf(text: string): number {
  return ASCII.test(text) ? text.length + 2 : text.length * 2 + 2;
}

/** Of one line of text, in points. */
export const LINE_HEIGHT = 16;

/** Hangul and its like take two places; bold and proportional letters some more than one. */
const WIDE = 2;
const LETTER = 1.1;

/** How many lines a text takes in a cell so many characters wide. */
export function linesOf(text: string, width: number): number {
  return text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(placesOf(line) / width)), 0);
}

function placesOf(line: string): number {
  let places = 0;
  for (const char of line) places += char >= "\u1100" ? WIDE : LETTER;
  return places;
}
