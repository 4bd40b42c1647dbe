import { newPlainCell, type PlainCell, type PlainRow, readPlainCell } from "./plain-cells.ts";
import { type PlainAttributes, readPlainAttributes, skipBlanks } from "./plain-xml.ts";
import type { Shortcut } from "./record-shortcut.ts";
import type { RowBuilder } from "./row-builder.ts";

const ROW = '<row r="';
const ROW_END = "</row>";
const MAX_DIGITS = 7;
const ZERO = 48;
const NINE = 57;
const QUOTE = 34;
/** Second character of an end tag, and of no start tag. */
const SLASH = 47;

/** Reads rows as Excel, LibreOffice, openpyxl and similar programs spell them. */
export function createRowShortcut(builder: RowBuilder): Shortcut {
  /** Filled again for each row; those beyond the row's own cells are left from rows before. */
  const cells: PlainCell[] = [];
  let count = 0;
  let tag: PlainAttributes | undefined;

  const readCells = (row: PlainRow, start: number): number => {
    let at = skipBlanks(row.text, start);
    while (row.text.charCodeAt(at + 1) !== SLASH) {
      const cell = cells[count] ?? newPlainCell();
      cells[count] = cell;
      count += 1;
      const cellEnd = readPlainCell(row, at, cell);
      if (cellEnd === -1) return -1;
      at = skipBlanks(row.text, cellEnd);
    }
    return row.text.startsWith(ROW_END, at) ? at + ROW_END.length : -1;
  };

  const build = (number: number, attributes: PlainAttributes["attributes"]) => {
    builder.beginRow(number, attributes);
    for (let index = 0; index < count; index += 1) {
      const cell = cells[index] ?? newPlainCell();
      builder.beginCell(cell.column);
      builder.endCell(cell);
    }
    builder.endRow();
  };

  return {
    ending: ROW_END,
    recordsEnded: builder.rowsEnded,
    read(text, start, end) {
      const rowAt = skipBlanks(text, start);
      if (!text.startsWith(ROW, rowAt)) return -1;
      const numberAt = rowAt + ROW.length;
      const numberEnd = endOfDigits(text, numberAt);
      if (numberEnd === -1) return -1;
      tag = readPlainAttributes(text, numberEnd + 1, tag);
      if (tag === undefined || "r" in tag.attributes) return -1;
      const number = text.slice(numberAt, numberEnd);
      const tagEnd = numberEnd + 1 + tag.spelled.length;
      count = 0;
      const rowEnd = tag.empty ? tagEnd : readCells({ text, end, number }, tagEnd);
      if (rowEnd !== -1) build(Number(number), tag.attributes);
      return rowEnd;
    },
  };
}

/** The position of the quote after one to seven digits; -1 for anything else. */
function endOfDigits(text: string, at: number): number {
  for (let index = at; index <= at + MAX_DIGITS; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) continue;
    return code === QUOTE && index > at ? index : -1;
  }
  return -1;
}
