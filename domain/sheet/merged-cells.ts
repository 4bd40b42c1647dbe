import type { Header } from "./find-header.ts";
import { type CellRange, cellName, type RawCell, type RawRow } from "./raw-sheet.ts";

interface MergedFinding {
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
    const isPaid = [header.userId, header.points, ...header.extras].some(({ column }) =>
      covers(column),
    );
    if (!isPaid && !covers(header.reason?.column)) return [];
    const cell = cellName(range.firstRow, range.firstColumn);
    const details = { range: `${cell}:${cellName(range.lastRow, range.lastColumn)}` };
    return [{ code: isPaid ? "merged_cells" : "merged_reason", cell, details } as const];
  });
}

function isOneCell({ firstRow, lastRow, firstColumn, lastColumn }: CellRange): boolean {
  return firstRow === lastRow && firstColumn === lastColumn;
}

/**
 * The rows of a header in several rows, each with what cells show in it that are merged from a row
 * above: `회원ID` over two rows beside `포인트` under `지급 정보` is one header with both.
 */
export function withMergedFromAbove(
  rows: readonly RawRow[],
  ranges: readonly CellRange[],
): readonly RawRow[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return rows.flatMap((row) => {
    const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
    const own = cells.size;
    for (const { firstRow, lastRow, firstColumn } of ranges) {
      if (firstRow >= row.number || lastRow < row.number || cells.has(firstColumn)) continue;
      const above = byNumber.get(firstRow)?.cells.find(({ column }) => column === firstColumn);
      if (above !== undefined) cells.set(firstColumn, above);
    }
    return cells.size === own ? [] : [{ ...row, cells: [...cells.values()].sort(byColumn) }];
  });
}

function byColumn(one: RawCell, other: RawCell): number {
  return one.column - other.column;
}
