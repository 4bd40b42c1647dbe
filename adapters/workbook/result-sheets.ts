import type { CellValue, Row, Style, stream } from "exceljs";
import {
  type Language,
  RESULT_COLUMNS,
  RESULT_SHEETS,
  type ResultColumn,
  type ResultLine,
  STATE_WORDS,
  type SummaryLine,
} from "../../domain/report/result-workbook-layout.ts";
import { intakeOf } from "./sheet-intake.ts";
import {
  HEADER_STYLE,
  LABEL_STYLE,
  NUMBER_STYLE,
  STATE_STYLES,
  TEXT_STYLE,
  TIME_STYLE,
} from "./styles.ts";

type Writer = stream.xlsx.WorkbookWriter;

/** What Excel takes in a cell. */
const MAX_CELL_LENGTH = 32_767;
/** How often to look whether the other end keeps up. */
const ROWS_BETWEEN_LOOKS = 200;

export function writeSummarySheet(
  workbook: Writer,
  lines: readonly SummaryLine[],
  language: Language,
): void {
  const sheet = workbook.addWorksheet(RESULT_SHEETS.summary[language]);
  sheet.columns = [{ width: 20 }, { width: 48 }];
  for (const { label, value } of lines) {
    const row = sheet.addRow([]);
    setCell(row, 1, label, LABEL_STYLE);
    switch (value.kind) {
      case "text":
        setCell(row, 2, value.text, TEXT_STYLE);
        break;
      case "number":
        setCell(row, 2, value.number, { ...NUMBER_STYLE, alignment: { horizontal: "left" } });
        break;
      case "time":
        setCell(row, 2, new Date(value.time), TIME_STYLE);
        break;
    }
    row.commit();
  }
  sheet.commit();
}

/** Writes one sheet of payments, no faster than it is taken. */
export async function writePaymentsSheet(
  workbook: Writer,
  name: keyof typeof RESULT_SHEETS,
  lines: AsyncIterable<ResultLine>,
  { language, signal }: { readonly language: Language; readonly signal: AbortSignal },
): Promise<void> {
  const sheet = workbook.addWorksheet(RESULT_SHEETS[name][language], {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  const intake = intakeOf(sheet, signal);
  sheet.columns = RESULT_COLUMNS.map(({ width }) => ({ width }));
  const header = sheet.addRow([]);
  for (const [nr, column] of RESULT_COLUMNS.entries()) {
    setCell(header, nr + 1, column.header[language], HEADER_STYLE);
  }
  header.commit();
  let written = 0;
  for await (const line of lines) {
    const row = sheet.addRow([]);
    for (const [nr, column] of RESULT_COLUMNS.entries()) {
      const { value, style } = cellOf(column, line, language);
      setCell(row, nr + 1, value, style);
    }
    row.commit();
    written += 1;
    if (written % ROWS_BETWEEN_LOOKS === 0) await intake.taken();
  }
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: written + 1, column: RESULT_COLUMNS.length },
  };
  sheet.commit();
}

function cellOf(
  { key, kind }: ResultColumn,
  line: ResultLine,
  language: Language,
): { readonly value: CellValue; readonly style: Partial<Style> } {
  const value = line[key] ?? "";
  if (value === "") return { value, style: TEXT_STYLE };
  switch (kind) {
    case "text":
      return { value: String(value), style: TEXT_STYLE };
    case "number":
      return { value: Number(value), style: NUMBER_STYLE };
    case "time":
      return { value: new Date(value), style: TIME_STYLE };
    case "state":
      return { value: STATE_WORDS[line.state][language], style: STATE_STYLES[line.state] };
  }
}

/** A string is written as text, never as a formula, whatever it begins with. */
function setCell(row: Row, nr: number, value: CellValue, style: Partial<Style>): void {
  if (value === "") return;
  const cell = row.getCell(nr);
  cell.value = typeof value === "string" ? value.slice(0, MAX_CELL_LENGTH) : value;
  cell.style = style;
}
