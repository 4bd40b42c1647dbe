import type { Header } from "./find-header.ts";
import { type CellRange, cellName } from "./raw-sheet.ts";

export interface MergedFinding {
  readonly code: "merged_cells" | "merged_reason";
  /** The block's first cell. */
  readonly cell: string;
  readonly details: { readonly range: string };
}

/**
 * A merged block shows one value for many cells, or hides others: it can't be read as rows. One that
 * ends above the first row with a user or points is part of the header, or of nothing.
 */
export function findMergedCells(
  ranges: readonly CellRange[],
  header: Header,
  firstRow: number,
): MergedFinding[] {
  return ranges.flatMap((range) => {
    if (range.lastRow < firstRow || isOneCell(range)) return [];
    const covers = (column: number | undefined) =>
      column !== undefined && range.firstColumn <= column && column <= range.lastColumn;
    const isPaid = covers(header.userId.column) || covers(header.points.column);
    if (!isPaid && !covers(header.reason?.column)) return [];
    const cell = cellName(range.firstRow, range.firstColumn);
    const details = { range: `${cell}:${cellName(range.lastRow, range.lastColumn)}` };
    return [{ code: isPaid ? "merged_cells" : "merged_reason", cell, details } as const];
  });
}

function isOneCell({ firstRow, lastRow, firstColumn, lastColumn }: CellRange): boolean {
  return firstRow === lastRow && firstColumn === lastColumn;
}
