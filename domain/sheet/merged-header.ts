import type { CellRange, RawCell, RawRow } from "./raw-sheet.ts";

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
