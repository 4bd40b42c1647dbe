import type { RawCell, RawRow } from "../../../domain/sheet/raw-sheet.ts";
import { LIMITS, overLimit, unusual } from "../read-limits.ts";
import { type CellXml, toRawCell, type WorkbookFacts } from "./cell-value.ts";
import { isRowHidden } from "./hidden-places.ts";
import { createStaleCells } from "./stale-cells.ts";

/** Puts the rows of a tab together, and refuses what another program could read differently. */
export interface RowBuilder {
  /** `number` from 1, 0 for one that is none; a row without follows the one above. */
  beginRow(number: number | undefined, attributes: Readonly<Record<string, string>>): void;
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
  /** How many rows and cells, empty ones too, were begun since the last call. */
  takeCounts(): { readonly rows: number; readonly cells: number };
}

export function createRowBuilder(facts: WorkbookFacts): RowBuilder {
  let rows: RawRow[] = [];
  let rowsEnded = 0;
  let rowNumber = 0;
  let rowHidden = false;
  /** Filled again for each row: an array that grows takes up six times the memory of three cells. */
  const cells: RawCell[] = [];
  let filled = 0;
  let column = -1;
  let characters = 0;
  let cellCount = 0;
  const staleCells = facts.resultsAreStale ? createStaleCells() : undefined;
  const told = { rows: 0, cells: 0 };
  return {
    beginRow(number, attributes) {
      const next = number ?? rowNumber + 1;
      if (next <= rowNumber) throw unusual("rows out of order");
      if (next > LIMITS.rows) throw overLimit(`${LIMITS.rows.toLocaleString("en-US")} rows`);
      rowNumber = next;
      rowHidden = isRowHidden(attributes);
      filled = 0;
      characters = 0;
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
      if (staleCells?.covers(cell, rowNumber)) cell.hasFormula = true;
      const read = toRawCell(cell, facts);
      if (read === undefined) return;
      if (read.kind === "text") {
        characters += read.text.length;
        if (characters > LIMITS.rowCharacters) throw overLimit("characters in a row");
      }
      cells[filled] = read;
      filled += 1;
    },
    endRow() {
      rowsEnded += 1;
      if (filled === 0) return;
      rows.push({ number: rowNumber, hidden: rowHidden, cells: cells.slice(0, filled) });
    },
    rowNumber: () => rowNumber,
    rowsEnded: () => rowsEnded,
    takeRows() {
      const taken = rows;
      rows = [];
      return taken;
    },
    takeCounts() {
      const counts = { rows: rowsEnded - told.rows, cells: cellCount - told.cells };
      told.rows = rowsEnded;
      told.cells = cellCount;
      return counts;
    },
  };
}
