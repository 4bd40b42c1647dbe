import { type Header, meaningOf } from "./find-header.ts";
import type { IdShapes } from "./id-shapes.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { RawCell, RawRow } from "./raw-sheet.ts";
import { cellText, type RowCells } from "./row-cells.ts";
import { isExample, isNote } from "./row-looks.ts";
import type { RowsAbove } from "./rows-above.ts";
import type { TabTotals } from "./tab-totals.ts";
import { findTotals } from "./totals-row.ts";

export interface OddityContext {
  readonly header: Header;
  /** To know a total without a label by. */
  readonly above: RowsAbove;
  readonly ids: Pick<IdShapes, "standsOut" | "standsOutOfScheme">;
  readonly totals: TabTotals;
}

/** Rows that people put into tables and that must never be taken for payments. */
export function findOddity(
  row: RawRow,
  cells: RowCells,
  context: OddityContext,
): PlacedFinding | undefined {
  const { user, points } = cells;
  if (user === undefined && points === undefined) return undefined;
  return repeatedHeader(cells) ?? findTotals(row, cells, context) ?? oddUser(cells) ?? notes(cells);
}

function at(cell: RawCell, code: PlacedFinding["code"]): PlacedFinding {
  return { code, value: cellText(cell), column: cell.column };
}

function repeatedHeader({ user, points }: RowCells): PlacedFinding | undefined {
  if (user?.kind !== "text" || points?.kind !== "text") return undefined;
  if (meaningOf(points.text) !== "points" || meaningOf(user.text) !== "userId") return undefined;
  return at(user, "repeated_header");
}

function oddUser({ user, points }: RowCells): PlacedFinding | undefined {
  if (user?.kind !== "text") return undefined;
  if (isExample(user.text)) return at(user, "example_row");
  return points === undefined && isNote(user.text) ? at(user, "note_row") : undefined;
}

function notes({ user, points }: RowCells): PlacedFinding | undefined {
  const isAlone = user === undefined && points?.kind === "text";
  return isAlone && isNote(points.text) ? at(points, "note_row") : undefined;
}
