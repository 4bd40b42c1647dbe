import type { Formula } from "../../../domain/sheet/formula.ts";
import type { CellRange, RawCell, RawRow } from "../../../domain/sheet/raw-sheet.ts";
import { LIMITS, overLimit, unusual } from "../read-limits.ts";
import { parseRange } from "./cell-reference.ts";
import { type CellXml, toRawCell, type WorkbookFacts } from "./cell-value.ts";
import { isRowHidden } from "./hidden-places.ts";

/** Puts the rows of a tab together, and refuses what another program could read differently. */
export interface RowBuilder {
  /** `number` from 1, 0 for one that is none; a row without follows the one above. */
  beginRow(number: number | undefined, attributes: RowAttributes): void;
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
  takeCounts(): Counts;
}

interface Counts {
  readonly rows: number;
  readonly cells: number;
  readonly filledRows: number;
  /** Of the texts of cells. */
  readonly characters: number;
}

/** Attributes of a row that matter here. */
type RowAttributes = Readonly<Partial<Record<"hidden" | "outlineLevel", string>>>;

export function createRowBuilder(facts: WorkbookFacts): RowBuilder {
  let rows: RawRow[] = [];
  let rowsEnded = 0;
  let rowNumber = 0;
  /** Of the row begun last; rows one after another often share them. */
  let rowAttributes: RowAttributes | undefined;
  let rowHidden = false;
  let outlineLevel = 0;
  /** Filled again for each row: an array that grows takes up six times the memory of three cells. */
  const cells: RawCell[] = [];
  let filled = 0;
  let column = -1;
  let characters = 0;
  let cellCount = 0;
  const staleCells = facts.resultsAreStale ? createStaleCells() : undefined;
  const told = { rows: 0, cells: 0 };
  /** Since the budget was last charged for them. */
  let filledRows = 0;
  let allCharacters = 0;
  const formulaOf = createFormulas();
  return {
    beginRow(number, attributes) {
      const next = number ?? rowNumber + 1;
      if (next <= rowNumber) throw unusual("rows out of order");
      if (next > LIMITS.rows) throw overLimit(`${LIMITS.rows.toLocaleString("en-US")} rows`);
      rowNumber = next;
      if (attributes !== rowAttributes) {
        rowAttributes = attributes;
        rowHidden = isRowHidden(attributes);
        outlineLevel = Number(attributes["outlineLevel"] ?? 0);
      }
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
      cells[filled] = cell.hasFormula ? withFormula(read, formulaOf(cell, rowNumber)) : read;
      filled += 1;
    },
    endRow() {
      rowsEnded += 1;
      if (filled === 0) return;
      filledRows += 1;
      allCharacters += characters;
      const row = { number: rowNumber, hidden: rowHidden, cells: cells.slice(0, filled) };
      rows.push(outlineLevel > 0 ? { ...row, outlineLevel } : row);
    },
    rowNumber: () => rowNumber,
    rowsEnded: () => rowsEnded,
    takeRows() {
      const taken = rows;
      rows = [];
      return taken;
    },
    takeCounts() {
      const counts = {
        rows: rowsEnded - told.rows,
        cells: cellCount - told.cells,
        filledRows,
        characters: allCharacters,
      };
      filledRows = 0;
      allCharacters = 0;
      told.rows = rowsEnded;
      told.cells = cellCount;
      return counts;
    },
  };
}

function withFormula(cell: RawCell, formula: Formula | undefined): RawCell {
  return formula === undefined ? cell : { ...cell, formula };
}

/** More than a sheet has; of any beyond, the cells that share them have no formula to look at. */
const MAX_SHARED_FORMULAS = 10_000;

/** The formulas of cells; one that cells share stands in the first of them. */
function createFormulas() {
  const shared = new Map<string, { readonly text: string; row: number; column: number }>();
  return ({ formula, formulaGroup, column }: CellXml, row: number): Formula | undefined => {
    if (formulaGroup === undefined) {
      return formula === undefined ? undefined : { text: formula, down: 0, right: 0 };
    }
    if (formula !== undefined && shared.size < MAX_SHARED_FORMULAS) {
      shared.set(formulaGroup, { text: formula, row, column });
    }
    const first = shared.get(formulaGroup);
    if (first === undefined) return undefined;
    return { text: first.text, down: row - first.row, right: column - first.column };
  };
}

/** The blocks that reach the current row; sheets have few, and each is checked for each cell. */
const MAX_RANGES = 200;

/** The cells of a workbook whose results are stale: those of formulas that fill many cells, too. */
function createStaleCells() {
  let ranges: CellRange[] = [];
  return {
    /** Whether a formula gave the cell's value. Asked for each cell, in the order of rows. */
    covers({ column, hasFormula, formulaRange }: CellXml, row: number): boolean {
      if (formulaRange !== undefined) {
        const range = parseRange(formulaRange);
        ranges = ranges.filter(({ lastRow }) => lastRow >= row);
        if (range !== undefined) ranges.push(range);
        if (ranges.length > MAX_RANGES) throw overLimit(`${MAX_RANGES} array formulas in a row`);
      }
      return hasFormula || ranges.some((range) => isWithin(range, row, column));
    },
  };
}

function isWithin(range: CellRange, row: number, column: number): boolean {
  const { firstRow, lastRow, firstColumn, lastColumn } = range;
  return firstRow <= row && row <= lastRow && firstColumn <= column && column <= lastColumn;
}
