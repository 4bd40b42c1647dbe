import type { CellValue, Row, Style, stream, Worksheet } from "exceljs";
import { optional } from "../../domain/optional.ts";
import type { ResultLine } from "../../presentation/workbook/result-line.ts";
import {
  addedColumns,
  type ListSheet,
  type ResultColumn,
  type ResultLook,
  stateWord,
  tabName,
} from "../../presentation/workbook/result-workbook-layout.ts";
import { intakeOf } from "./exceljs-workbook.ts";
import type { SpooledLine } from "./line-spool.ts";
import { type CopiedCell, writtenValue } from "./raw-cell-value.ts";
import type { SheetColumn } from "./sheet-columns.ts";
import {
  ADDED_HEADER_STYLE,
  COUNT_STYLE,
  createMarkedStyles,
  NUMBER_STYLE,
  SHEET_HEADER_STYLE,
  STATE_STYLES,
  TEXT_STYLE,
  TIME_STYLE,
} from "./styles.ts";
import { LINE_HEIGHT, linesOf } from "./text-size.ts";

interface ListSheetOptions extends ResultLook {
  /** IANA zone of the times in it. */
  readonly timeZone: string;
  readonly sheetColumns: readonly SheetColumn[];
  readonly signal: AbortSignal;
}

/** How often to look whether the other end keeps up. */
const ROWS_BETWEEN_LOOKS = 200;
/** In characters. */
const USUAL_WIDTH = 10;
const MAX_HEADER_LINES = 5;

/** Writes one tab of payments, no faster than it is taken. */
export async function writeListSheet(
  workbook: stream.xlsx.WorkbookWriter,
  name: ListSheet,
  lines: AsyncIterable<SpooledLine>,
  options: ListSheetOptions,
): Promise<void> {
  const { sheetColumns, signal } = options;
  const added = addedColumns(name, options);
  const sheet = workbook.addWorksheet(tabName(name, options), {
    views: [{ state: "frozen", ySplit: 1 }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  const intake = intakeOf(sheet, signal);
  writeHeader(sheet, sheetColumns, added);
  const writeOwn = createOwnCellsWriter(sheetColumns);
  let written = 0;
  for await (const spooled of lines) {
    const row = sheet.addRow([]);
    writeOwn(row, spooled);
    for (const [nr, column] of added.entries()) {
      writeAdded(row, sheetColumns.length + nr + 1, column, spooled.line, options);
    }
    row.commit();
    written += 1;
    if (written % ROWS_BETWEEN_LOOKS === 0) await intake.taken();
  }
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: written + 1, column: sheetColumns.length + added.length },
  };
  sheet.commit();
}

function writeHeader(
  sheet: Worksheet,
  sheetColumns: readonly SheetColumn[],
  added: readonly ResultColumn[],
): void {
  sheet.columns = [
    ...sheetColumns.map(({ width, hidden }) => ({ hidden, ...optional("width", width) })),
    ...added.map(({ width }) => ({ width })),
  ];
  const row = sheet.addRow([]);
  row.height = LINE_HEIGHT * Math.max(...[...sheetColumns, ...added].map(linesOfHeader));
  for (const [nr, { header }] of sheetColumns.entries()) {
    setText(row, nr + 1, header, SHEET_HEADER_STYLE);
  }
  for (const [nr, { header }] of added.entries()) {
    setText(row, sheetColumns.length + nr + 1, header, ADDED_HEADER_STYLE);
  }
  row.commit();
}

/** Rows written in a stream don't grow with their text by themselves in every program. */
function linesOfHeader({ header, width = USUAL_WIDTH }: Pick<SheetColumn, "header" | "width">) {
  return Math.min(MAX_HEADER_LINES, linesOf(header, width));
}

function writeAdded(
  row: Row,
  place: number,
  { key, kind }: ResultColumn,
  line: ResultLine,
  look: ResultLook,
): void {
  const value = line[key];
  if (value === undefined) return;
  switch (kind) {
    case "text":
      setText(row, place, String(value), TEXT_STYLE);
      break;
    case "number":
      setCell(row, place, Number(value), COUNT_STYLE);
      break;
    case "time":
      setCell(row, place, new Date(Number(value)), TIME_STYLE);
      break;
    case "state":
      setText(row, place, stateWord(line.state, look), STATE_STYLES[line.state]);
      break;
  }
}

/**
 * Writes the cells of the sheet's own columns: who and how much as the ledger says it, ids as text,
 * so that a check reads back exactly this payment; all else as it stood in the sheet.
 */
function createOwnCellsWriter(
  columns: readonly SheetColumn[],
): (row: Row, spooled: SpooledLine) => void {
  const user = placeOf("userId", columns);
  const points = placeOf("points", columns);
  const reason = placeOf("reason", columns);
  const isCopied = columns.some(({ source }) => source !== undefined);
  const places = new Map(columns.map(({ source }, index) => [source, index + 1]));
  places.delete(columns[user - 1]?.source);
  const styleOf = createMarkedStyles();

  /** The format of points that were a number in the sheet, and not text. */
  const copyCells = (row: Row, cells: readonly CopiedCell[], worth: number): string | undefined => {
    let format: string | undefined;
    for (const cell of cells) {
      const place = places.get(cell[0]);
      if (place === undefined) continue;
      if (cell.length === 2) setText(row, place, cell[1], TEXT_STYLE);
      else setCell(row, place, cell[1], styleOf(cell[2], "none"));
      if (place === points && cell[1] === worth) format = cell[2];
    }
    return format;
  };
  return (row, { line, cells = [] }) => {
    const format = isCopied ? copyCells(row, cells, line.points) : undefined;
    setText(row, user, line.userId, TEXT_STYLE);
    const pointsStyle = format === undefined ? NUMBER_STYLE : styleOf(format, "none");
    setCell(row, points, line.points, pointsStyle);
    if (!isCopied) setText(row, reason, line.reason, TEXT_STYLE);
  };
}

function placeOf(meaning: SheetColumn["meaning"], columns: readonly SheetColumn[]): number {
  return columns.findIndex((column) => column.meaning === meaning) + 1;
}

/** What Excel takes in a cell. */
const MAX_CELL_LENGTH = 32_767;

/** A string is written as text, never as a formula, whatever it begins with. Places are from 1. */
function setText(row: Row, place: number, text: string, style: Partial<Style>): void {
  if (text === "") return;
  const cut = text.slice(0, MAX_CELL_LENGTH).toWellFormed();
  setCell(row, place, writtenValue({ kind: "text", text: cut }).value, style);
}

function setCell(row: Row, place: number, value: CellValue, style: Partial<Style>): void {
  const cell = row.getCell(place);
  cell.value = value;
  cell.style = style;
}
