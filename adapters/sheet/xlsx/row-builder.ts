import type { RawCell, RawRow } from "../../../domain/sheet/raw-sheet.ts";
import { LIMITS, overLimit, unusual } from "../read-limits.ts";
import { type CellXml, toRawCell, type WorkbookFacts } from "./cell-value.ts";

/** Puts the rows of a tab together, and refuses what another program could read differently. */
export interface RowBuilder {
  /** `number` from 1, 0 for one that is none; a row without follows the one above. */
  beginRow(number: number | undefined, hidden: string | undefined): void;
  /** `column` from 0, -1 for a reference that is none; a cell without follows the one before. */
  beginCell(column: number | undefined): void;
  /** Ends the cell that was begun, and notes its column in it. */
  endCell(cell: CellXml): void;
  endRow(): void;
  /** Of the row begun last. */
  rowNumber(): number;
  rowsEnded(): number;
  /** The rows with content that ended since the last call. */
  takeRows(): RawRow[];
}

export function createRowBuilder(facts: WorkbookFacts): RowBuilder {
  let rows: RawRow[] = [];
  let rowsEnded = 0;
  let rowNumber = 0;
  let rowHidden = false;
  let cells: RawCell[] = [];
  let column = -1;
  let cellCount = 0;
  return {
    beginRow(number, hidden) {
      const next = number ?? rowNumber + 1;
      if (next <= rowNumber) throw unusual("rows out of order");
      if (next > LIMITS.rows) throw overLimit(`${LIMITS.rows.toLocaleString("en-US")} rows`);
      rowNumber = next;
      rowHidden = isTrue(hidden);
      cells = [];
      column = -1;
    },
    beginCell(at) {
      const next = at ?? column + 1;
      if (next <= column) throw unusual("cells out of order");
      if (next >= LIMITS.columns) {
        throw overLimit(`${LIMITS.columns.toLocaleString("en-US")} columns`);
      }
      column = next;
      cellCount += 1;
      if (cellCount > LIMITS.cells) {
        throw overLimit(`${LIMITS.cells.toLocaleString("en-US")} cells`);
      }
    },
    endCell(cell) {
      cell.column = column;
      const read = toRawCell(cell, facts);
      if (read !== undefined) cells.push(read);
    },
    endRow() {
      rowsEnded += 1;
      if (cells.length > 0) rows.push({ number: rowNumber, hidden: rowHidden, cells });
    },
    rowNumber: () => rowNumber,
    rowsEnded: () => rowsEnded,
    takeRows() {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

export function isTrue(attribute: string | undefined): boolean {
  return attribute === "1" || attribute === "true";
}
