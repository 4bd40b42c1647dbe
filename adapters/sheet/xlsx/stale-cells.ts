import type { CellRange } from "../../../domain/sheet/raw-sheet.ts";
import { overLimit } from "../read-limits.ts";
import { parseRange } from "./cell-reference.ts";
import type { CellXml } from "./cell-value.ts";

/** That reach the row at hand; sheets have a few, and each is looked at for each cell. */
const MAX_RANGES = 200;

/** The cells of a workbook whose results are stale: those of formulas that fill many cells, too. */
export function createStaleCells() {
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
