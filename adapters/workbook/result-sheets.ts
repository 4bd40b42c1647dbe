import type { Row, stream, Worksheet } from "exceljs";
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
import { LINE_HEIGHT, linesOf } from "./line-height.ts";
import type { SpooledLine } from "./line-spool.ts";
import { createOwnCellsWriter } from "./own-cells.ts";
import { setCell, setText } from "./set-cell.ts";
import type { SheetColumn } from "./sheet-columns.ts";
import { intakeOf } from "./sheet-intake.ts";
import {
  ADDED_HEADER_STYLE,
  COUNT_STYLE,
  SHEET_HEADER_STYLE,
  STATE_STYLES,
  TEXT_STYLE,
  TIME_STYLE,
} from "./styles.ts";

export interface ListSheetOptions extends ResultLook {
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
