import type { Header, HeaderColumn } from "./find-header.ts";
import type { RawCell, TabTables } from "./raw-sheet.ts";
import { isTotalOf, type SummedColumn } from "./totals-formula.ts";

/** What the tab itself says of its totals: by its tables and by its formulas. */
export interface TabTotals {
  isTableTotals(row: number): boolean;
  /** Whether the cell's formula sums up the rows of its own column, the points or the users. */
  isTotal(cell: RawCell, row: number): boolean;
}

/** Formulas that were looked at lately: rows share them, and there may be a million. */
const REMEMBERED = 64;

export function createTabTotals(
  tabName: string | undefined,
  header: Header,
  { totals, names }: TabTables,
): TabTotals {
  const summed = ({ column, text }: HeaderColumn): SummedColumn => {
    return { tabName, headerRow: header.row, column, header: text, names };
  };
  const columns = [summed(header.points), summed(header.userId)];
  const rows = totals.filter(({ firstColumn, lastColumn }) =>
    columns.some(({ column }) => firstColumn <= column && column <= lastColumn),
  );
  const withoutTotal = new Set<string>();
  return {
    isTableTotals: (row) =>
      rows.length > 0 && rows.some(({ firstRow, lastRow }) => firstRow <= row && row <= lastRow),
    isTotal({ column, formula }, row) {
      if (formula === undefined || withoutTotal.has(formula.text)) return false;
      const of = columns.find((one) => one.column === column);
      if (of === undefined) return false;
      if (!mayBeTotal(formula.text)) {
        if (withoutTotal.size < REMEMBERED) withoutTotal.add(formula.text);
        return false;
      }
      return isTotalOf(of, formula, row);
    },
  };
}

const MAY_BE_TOTAL = /SUM|TOTAL|AGGREGATE|AVERAGE|MEDIAN|COUNT|MAX|MIN|\+/i;

function mayBeTotal(text: string): boolean {
  return MAY_BE_TOTAL.test(text);
}
