import type { Header, HeaderColumn } from "./find-header.ts";
import type { RawCell, TabTables } from "./raw-sheet.ts";
import { createTotalCheck } from "./totals-formula.ts";

/** What the tab itself says of its totals: by its tables and by its formulas. */
export interface TabTotals {
  isTableTotals(row: number): boolean;
  /** Whether the cell's formula sums up the rows of its own column, the points or the users. */
  isTotal(cell: RawCell, row: number): boolean;
}

export function createTabTotals(
  tabName: string | undefined,
  header: Header,
  { totals, names }: TabTables,
): TabTotals {
  const summed = ({ column, text }: HeaderColumn) => {
    const sums = createTotalCheck({ tabName, headerRow: header.row, column, header: text, names });
    return { column, sums };
  };
  const columns = [summed(header.points), summed(header.userId)];
  const rows = totals.filter(({ firstColumn, lastColumn }) =>
    columns.some(({ column }) => firstColumn <= column && column <= lastColumn),
  );
  return {
    isTableTotals: (row) =>
      rows.length > 0 && rows.some(({ firstRow, lastRow }) => firstRow <= row && row <= lastRow),
    isTotal({ column, formula }, row) {
      if (formula === undefined) return false;
      const own = columns.find((one) => one.column === column);
      return own?.sums(formula, row) ?? false;
    },
  };
}
