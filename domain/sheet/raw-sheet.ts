import type { Formula } from "./formula.ts";
import type { NumberFormat } from "./number-format.ts";

/** What a cell holds before any rule has looked at it. Empty cells are left out of their row. */
export type RawCell = { readonly column: number; readonly formula?: Formula } & RawValue;

export type RawValue =
  /**
   * Text as stored, with escapes and entities resolved; never the empty string. The format is there
   * only where it may show something else than the text.
   */
  | { readonly kind: "text"; readonly text: string; readonly format?: NumberFormat }
  /** A number as the file spells it (`1E+21`, `1000.0`): binary floats would hide lost digits. */
  | { readonly kind: "number"; readonly source: string; readonly format: NumberFormat }
  | { readonly kind: "boolean"; readonly text: string }
  /** A number or ISO text that is shown as a date; `text` is that date, for people. */
  | { readonly kind: "date"; readonly text: string }
  /** An error value such as `#REF!`. */
  | { readonly kind: "error"; readonly text: string }
  /** A formula the saving program left without its result, or with one it calls stale. */
  | { readonly kind: "formula_without_value" }
  /** Can't be read; `why` says in few words why not. */
  | { readonly kind: "unreadable"; readonly why: string };

export interface RawRow {
  /** As Excel shows it, from 1; strictly rising in a tab, with gaps. */
  readonly number: number;
  readonly hidden: boolean;
  /** How deep the row stands in an outline, from 1; absent outside of any. */
  readonly outlineLevel?: number;
  /** In rising column order. */
  readonly cells: readonly RawCell[];
  /** How many fields a line of text has, the empty ones counted; absent where cells have places. */
  readonly fields?: number;
}

/** A block of cells, both ends included; rows from 1, columns from 0. */
export interface CellRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** One pass over the rows of a tab. */
export interface RawRows {
  /** Rows in order, a batch at a time. Leaving the loop early releases what the pass holds. */
  readonly batches: AsyncIterable<readonly RawRow[]>;
  /** Merged cells; complete once all batches were read. */
  mergedRanges(): readonly CellRange[];
  /** Columns the tab hides; complete once the first batch was read. */
  isColumnHidden(column: number): boolean;
}

/** What is said of a tab beside its cells. */
export interface TabTables {
  /** Rows that tables of the tab keep for their totals. */
  readonly totals: readonly CellRange[];
  /** References that tables and names of the workbook stand for, by the name in lower case. */
  readonly names: ReadonlyMap<string, string>;
}

export interface RawTab {
  /** Absent for files without tabs (.csv). */
  readonly name: string | undefined;
  readonly visible: boolean;
  readRows(): RawRows;
  /** Absent for files that have none. */
  readTables?(): Promise<TabTables>;
}

/** A file opened for reading, whatever its format. */
export interface RawSheet {
  /** In the order of the tabs on the screen. */
  readonly tabs: readonly RawTab[];
  /** True when a comma may be a decimal comma, so that `1,000` is unclear. */
  readonly commaMayBeDecimal: boolean;
  /** True when commas part the fields, so that `1,000` without quotes falls into two. */
  readonly commaPartsFields: boolean;
}

/** `0` → `A`, `26` → `AA`. */
function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
  }
  return name;
}

/** A1 reference of a cell. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row}`;
}

/** The row, from 1, and column, from 0, that an A1 reference means. */
export function parseCellName(
  name: string,
): { readonly row: number; readonly column: number } | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(name) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits), column: column - 1 };
}
