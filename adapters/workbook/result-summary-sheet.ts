import type { CellValue, Style, stream, Worksheet } from "exceljs";
import type { SummaryRow } from "../../presentation/workbook/result-summary.ts";
import {
  type ResultLook,
  stateWord,
  tabName,
} from "../../presentation/workbook/result-workbook-layout.ts";
import { workbookWordsOf } from "../../presentation/workbook/words.ts";
import { streamedTab } from "./exceljs-workbook.ts";
import { spelt } from "./spelt-text.ts";
import {
  COUNT_STYLE,
  HEADER_STYLE,
  LABEL_STYLE,
  LEAD_STYLE,
  SECTION_STYLE,
  STATE_STYLES,
  TEXT_STYLE,
  TIME_STYLE,
  TITLE_STYLE,
  WRAPPED_TEXT_STYLE,
} from "./styles.ts";
import { LINE_HEIGHT, linesOf } from "./text-size.ts";

const WIDTHS = [28, 16, 18, 62];
const LAST_COLUMN = "D";
/** Cells that are merged don't grow with their text. */
const NOTE_WIDTH = WIDTHS.reduce((sum, width) => sum + width, 0);

/** Writes a tab that people read, on one printed page. */
export function writeSummarySheet(
  workbook: stream.xlsx.WorkbookWriter,
  tab: "summary" | "receipt",
  rows: readonly SummaryRow[],
  look: ResultLook,
): void {
  const sheet = workbook.addWorksheet(tabName(tab, look), {
    views: [{ showGridLines: false }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 1 },
  });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  const write = createRowWriter(sheet, look);
  for (const row of rows) write(row);
  sheet.commit();
}

type Item = readonly [column: number, value: CellValue, style: Partial<Style>];

function createRowWriter(sheet: Worksheet, look: ResultLook): (row: SummaryRow) => void {
  const words = workbookWordsOf(look.language).summary;
  const tab = streamedTab(sheet);
  const addRow = (items: readonly Item[], height?: number): number => {
    const row = sheet.addRow([]);
    for (const [column, value, style] of items) {
      const cell = row.getCell(column);
      cell.value = typeof value === "string" ? spelt(value) : value;
      cell.style = style;
    }
    if (height !== undefined) row.height = height;
    row.commit();
    return row.number;
  };
  const addAcross = (from: string, items: readonly Item[], height?: number): void => {
    const row = addRow(items, height);
    tab.merge(`${from}${row}:${LAST_COLUMN}${row}`);
  };
  return (row) => {
    switch (row.kind) {
      case "title":
        return addAcross("A", [[1, row.text, TITLE_STYLE]], LINE_HEIGHT * 2);
      case "lead":
        return addAcross("A", [[1, row.text, LEAD_STYLE]], LINE_HEIGHT * 1.5);
      case "section":
        return addAcross("A", [[1, row.text, SECTION_STYLE]], LINE_HEIGHT * 1.5);
      case "note":
        return addAcross(
          "A",
          [[1, row.text, WRAPPED_TEXT_STYLE]],
          LINE_HEIGHT * linesOf(row.text, NOTE_WIDTH),
        );
      case "blank":
        return void addRow([], LINE_HEIGHT);
      case "fact":
        return addAcross("B", [
          [1, row.label, LABEL_STYLE],
          [2, row.text, TEXT_STYLE],
        ]);
      case "time":
        return addAcross("B", [
          [1, row.label, LABEL_STYLE],
          [2, new Date(row.time), TIME_STYLE],
        ]);
      case "headers":
        return void addRow(row.texts.map((text, index) => [index + 1, text, HEADER_STYLE]));
      case "state":
        return void addRow([
          [1, stateWord(row.state, look), STATE_STYLES[row.state]],
          [2, row.count, COUNT_STYLE],
          [3, row.points, COUNT_STYLE],
        ]);
      case "total":
        return void addRow([
          [1, words.total, LABEL_STYLE],
          [2, row.count, { ...COUNT_STYLE, ...LABEL_STYLE, numFmt: "#,##0" }],
          [3, row.points, { ...COUNT_STYLE, ...LABEL_STYLE, numFmt: "#,##0" }],
        ]);
      case "sum":
        return void addRow([
          [1, row.label, LABEL_STYLE],
          [2, row.count, COUNT_STYLE],
          [3, row.points, COUNT_STYLE],
        ]);
      case "finding":
        return void addRow(
          [
            [1, row.row, TEXT_STYLE],
            [2, row.points ?? "", COUNT_STYLE],
            [3, row.evidence, WRAPPED_TEXT_STYLE],
            [4, row.words, WRAPPED_TEXT_STYLE],
          ],
          LINE_HEIGHT * linesOf(row.words, WIDTHS[3] ?? 0),
        );
      case "reason":
        return void addRow([
          ...(row.state === undefined
            ? []
            : ([[1, stateWord(row.state, look), STATE_STYLES[row.state]]] as const)),
          [2, row.count, COUNT_STYLE],
          [3, row.code, TEXT_STYLE],
          [4, row.words, WRAPPED_TEXT_STYLE],
        ]);
    }
  };
}
