import type { Header } from "./find-header.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { RawRow } from "./raw-sheet.ts";
import { cellText, type RowCells } from "./row-cells.ts";

const FIRST_GROUP = /^\s*\d{1,3}$/;
const NEXT_GROUP = /^\d{3}\s*(?:p|점|원)?\s*$/i;

/**
 * A comma inside a value that was saved without quotes: `u1,1,000` would pay 1 point for the
 * reason 000. Only text parted by commas can break like this.
 */
export function findSplitFields(
  row: RawRow,
  { points, reason }: RowCells,
  header: Header,
): PlacedFinding | undefined {
  const last = row.cells.at(-1);
  if (last !== undefined && last.column > header.lastColumn && cellText(last).trim() !== "") {
    return { code: "extra_fields", value: cellText(last), column: last.column };
  }
  if (points === undefined || reason?.column !== points.column + 1) return undefined;
  const [first, next] = [cellText(points), cellText(reason)];
  if (!FIRST_GROUP.test(first) || !NEXT_GROUP.test(next)) return undefined;
  return { code: "points_split", value: `${first},${next}`, column: points.column };
}
