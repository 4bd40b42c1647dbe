import type { Cell, CellValue, Row, stream, Worksheet } from "exceljs";
import type { Language } from "../../domain/language.ts";
import type { Mark, MarkedRow } from "../../domain/sheet/marked-cells.ts";
import type { Problem } from "../../domain/sheet/problem.ts";
import {
  type CellRange,
  cellName,
  type RawCell,
  type RawRow,
  type RawTab,
} from "../../domain/sheet/raw-sheet.ts";
import { intakeOf, type StreamedTab, streamedTab } from "./exceljs-workbook.ts";
import { writtenValue } from "./raw-cell-value.ts";
import { spelt } from "./spelt-text.ts";
import { createMarkedStyles, type MarkKind } from "./styles.ts";
import { columnsOf } from "./text-size.ts";

/** How often to look whether the other end keeps up. */
const ROWS_BETWEEN_LOOKS = 200;
/** exceljs leaves out rows that hold nothing but colour, unless they have a height. */
const ROW_HEIGHT = 15;
const COMMENT_FONT = { size: 10 };

export interface MarkedTabOptions {
  readonly name: string;
  readonly marks: readonly MarkedRow[];
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Writes the tab as it was read, with what was found in its cells marked. */
export async function writeMarkedTab(
  workbook: stream.xlsx.WorkbookWriter,
  tab: RawTab,
  { name, marks, language, signal }: MarkedTabOptions,
): Promise<void> {
  const sheet = workbook.addWorksheet(name, { state: tab.visible ? "visible" : "hidden" });
  const intake = intakeOf(sheet, signal);
  const writer = createRowWriter(sheet, language);
  const queue = createMarkQueue(marks);
  const rows = tab.readRows();
  let written = 0;
  for await (const batch of rows.batches) {
    if (written === 0) sheet.columns = columnsOf(batch, rows);
    for (const row of batch) {
      for (const marked of queue.before(row.number)) writer.write(blankRow(marked.row), marked);
      writer.write(row, queue.at(row.number));
      written += 1;
      if (written % ROWS_BETWEEN_LOOKS === 0) await intake.taken();
    }
  }
  for (const marked of queue.before(Number.POSITIVE_INFINITY)) {
    writer.write(blankRow(marked.row), marked);
  }
  for (const range of rows.mergedRanges()) writer.tab.merge(rangeName(range));
  sheet.commit();
}

/** The marked rows in order, each handed out once. */
function createMarkQueue(marks: readonly MarkedRow[]) {
  let next = 0;
  return {
    *before(row: number): Generator<MarkedRow> {
      for (let marked = marks[next]; marked !== undefined && marked.row < row; ) {
        yield marked;
        next += 1;
        marked = marks[next];
      }
    },
    at(row: number): MarkedRow | undefined {
      if (marks[next]?.row !== row) return undefined;
      next += 1;
      return marks[next - 1];
    },
  };
}

function blankRow(number: number): RawRow {
  return { number, hidden: false, cells: [] };
}

function rangeName({ firstRow, lastRow, firstColumn, lastColumn }: CellRange): string {
  return `${cellName(firstRow, firstColumn)}:${cellName(lastRow, lastColumn)}`;
}

interface RowWriter {
  readonly tab: StreamedTab;
  write(row: RawRow, marked: MarkedRow | undefined): void;
}

function createRowWriter(sheet: Worksheet, language: Language): RowWriter {
  const tab = streamedTab(sheet);
  const styleOf = createMarkedStyles();

  const writeCell = (cell: Cell, raw: RawCell, mark: Mark | undefined, isSum: boolean) => {
    const { value, numFmt } = writtenValue(raw);
    cell.value = isSum ? asSum(value, Number(cell.row), raw.column) : value;
    cell.style = styleOf(numFmt, kindOf(mark));
    if (mark !== undefined) cell.note = noteOf(mark, language);
  };
  const writeBlanks = (row: Row, cells: readonly RawCell[], { marks }: MarkedRow) => {
    const filled = new Set(cells.map(({ column }) => column));
    for (const [column, mark] of marks) {
      if (filled.has(column)) continue;
      const cell = row.getCell(column + 1);
      cell.style = styleOf(formatWhenFilledIn(mark), kindOf(mark));
      cell.note = noteOf(mark, language);
    }
  };
  return {
    tab,
    write({ number, hidden, cells }, marked) {
      tab.skipTo(number);
      const row = sheet.getRow(number);
      const isSum = sumsOf(cells, marked);
      for (const raw of cells) {
        const mark = marked?.marks.get(raw.column);
        writeCell(row.getCell(raw.column + 1), raw, mark, isSum(raw));
      }
      if (marked !== undefined) writeBlanks(row, cells, marked);
      if (cells.length === 0) row.height = ROW_HEIGHT;
      if (hidden) row.hidden = true;
      row.commit();
    },
  };
}

/**
 * Which cells of a totals row are written as sums. Names and tables do not come with the values,
 * and without them the row might no longer be recognized as a total.
 */
function sumsOf(cells: readonly RawCell[], marked: MarkedRow | undefined) {
  const found = [...(marked?.marks.values() ?? [])].flatMap(({ problems }) => problems);
  const isTotal = found.some(({ code }) => code === "totals_row");
  const hasFormula = cells.some(({ formula }) => formula !== undefined);
  return ({ kind, formula }: RawCell): boolean => {
    if (!isTotal) return false;
    return hasFormula ? formula !== undefined : kind === "number";
  };
}

/** The value that was read, as the sum of the rows above it. */
function asSum(value: CellValue, row: number, column: number): CellValue {
  if (typeof value !== "number" && typeof value !== "string") return value;
  const range = `${cellName(1, column)}:${cellName(row - 1, column)}`;
  return { formula: `SUM(${range})`, result: value };
}

function kindOf(mark: Mark | undefined): MarkKind {
  if (mark === undefined) return "none";
  return mark.problems.length > 0 ? "problem" : "warning";
}

/** A user id that is entered here must stay text. */
function formatWhenFilledIn({ problems }: Mark): string {
  return problems.some(({ code }) => code.startsWith("user_id")) ? "@" : "General";
}

function noteOf({ problems, warnings }: Mark, language: Language) {
  const lines = [...problems, ...warnings].map(({ message }: Problem) => message[language]);
  return { texts: [{ font: COMMENT_FONT, text: spelt(lines.join("\n\n")) }] };
}
