import type { Header } from "./find-header.ts";
import { normaliseHeader } from "./header-names.ts";
import { isUnitMark, outsideUnitIn } from "./outside-unit.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { RawCell, RawRow } from "./raw-sheet.ts";

/** A unit, and the row it stands in. */
export type UnitFinding = PlacedFinding & { readonly row: number };

export interface UnitDetector {
  /** The rows up to the header; what they say is known once that was seen. */
  seeAbove(row: RawRow): readonly UnitFinding[];
  /** A row below the header: what stands beside the table, or in place of a payment. */
  seeBelow(row: RawRow, isPayment: boolean): UnitFinding | undefined;
}

/** Watches for a unit outside of the points column that changes what its numbers mean. */
export function createUnitDetector({
  row: headerRow,
  points,
  userId,
  reason,
}: Header): UnitDetector {
  const above: { readonly row: number; readonly cell: RawCell }[] = [];
  let named: readonly number[] = [];
  let firstColumn = 0;
  let lastColumn = Number.POSITIVE_INFINITY;
  let unitColumn = -1;
  let told = false;

  const readHeader = (row: RawRow): readonly UnitFinding[] => {
    named = row.cells.flatMap((cell) => (isNamed(cell) ? [cell.column] : []));
    firstColumn = named[0] ?? 0;
    lastColumn = named.at(-1) ?? lastColumn;
    unitColumn = row.cells.find(isUnitHeader)?.column ?? -1;
    const marks = row.cells.filter((cell) => cell.kind === "text" && isUnitMark(cell.text));
    const unitsAbove = above.filter((one) => !isOfAnotherColumn(one));
    return [
      ...unitsAbove.flatMap(({ row: number, cell }) => findUnit(cell, number)),
      ...marks.flatMap((cell) => findUnit(cell, row.number)),
    ];
  };

  /** `매출 (단위: 천원)` right above a column that is none of ours. */
  const isOfAnotherColumn = ({ row, cell }: { readonly row: number; readonly cell: RawCell }) => {
    const { column } = cell;
    if (row !== headerRow - 1 || column === points.column || column === named[0]) return false;
    return cell.kind === "text" && named.includes(column) && !isUnitMark(cell.text);
  };

  const isOurs = ({ column }: RawCell) =>
    column === points.column || column === userId.column || column === reason?.column;
  const isBeside = ({ column }: RawCell) =>
    column === unitColumn || column < firstColumn || column > lastColumn;

  /** As nearly all payments are: nothing of theirs stands beside the table. */
  const isWithin = ({ cells }: RawRow) => {
    const first = cells[0]?.column ?? 0;
    const last = cells[cells.length - 1]?.column ?? 0;
    return unitColumn === -1 && first >= firstColumn && last <= lastColumn;
  };

  /** Of a payment only what stands beside the table: the other columns have units of their own. */
  const cellsToLookAt = (row: RawRow, isPayment: boolean) =>
    isPayment
      ? cellsAtTheEdge(row, unitColumn).filter(isBeside)
      : row.cells.filter((cell) => !isOurs(cell));

  return {
    seeAbove(row) {
      if (row.number === headerRow) return readHeader(row);
      for (const cell of row.cells) {
        if (findUnit(cell, row.number).length > 0) above.push({ row: row.number, cell });
      }
      return [];
    },
    seeBelow(row, isPayment) {
      if (told || (isPayment && isWithin(row))) return undefined;
      // One is enough: a column of units says the same in every row.
      const [found] = cellsToLookAt(row, isPayment).flatMap((cell) => findUnit(cell, row.number));
      told = found !== undefined;
      return found;
    },
  };
}

/** Of a payment's cells those that may stand beside the table: few, as there may be a million rows. */
function cellsAtTheEdge({ cells }: RawRow, unitColumn: number): readonly RawCell[] {
  const edges = [cells[0], cells.at(-1)].filter((cell) => cell !== undefined);
  if (unitColumn === -1) return edges;
  return [...edges, ...cells.filter(({ column }) => column === unitColumn)];
}

function findUnit(cell: RawCell, row: number): readonly UnitFinding[] {
  const unit = cell.kind === "text" ? outsideUnitIn(cell.text) : undefined;
  if (unit === undefined) return [];
  return [{ code: "unit_outside_column", value: unit, column: cell.column, row }];
}

/** A column called `단위` has a name; a cell that says `단위: 천원` is none. */
function isNamed(cell: RawCell): boolean {
  return cell.kind !== "text" || isUnitHeader(cell) || !isUnitMark(cell.text);
}

function isUnitHeader(cell: RawCell): boolean {
  return cell.kind === "text" && /^(?:단위|units?)$/.test(normaliseHeader(cell.text).name);
}
