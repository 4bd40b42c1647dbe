import { type Header, meaningOf } from "./find-header.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { RawCell } from "./raw-sheet.ts";
import { type PointsRules, readPoints } from "./read-points.ts";
import { cellText, type RowCells } from "./row-cells.ts";
import { isExample, isNote, isTotalsLabel } from "./row-looks.ts";

interface OddityContext {
  readonly header: Header;
  readonly rules: PointsRules;
  /** Sum of the payments above, to know a total without a label by. */
  readonly sumAbove: number;
}

/** Rows that people put into tables and that must never be taken for payments. */
export function findOddity(cells: RowCells, context: OddityContext): PlacedFinding | undefined {
  const { user, points } = cells;
  if (user === undefined && points === undefined) return undefined;
  return (
    repeatedHeader(cells) ??
    totalsLabel(cells) ??
    oddUser(cells) ??
    (user === undefined && points !== undefined ? pointsAlone(points, context) : undefined)
  );
}

function at(cell: RawCell, code: PlacedFinding["code"]): PlacedFinding {
  return { code, value: cellText(cell), column: cell.column };
}

function repeatedHeader({ user, points }: RowCells): PlacedFinding | undefined {
  if (user?.kind !== "text" || points?.kind !== "text") return undefined;
  if (meaningOf(points.text) !== "points" || meaningOf(user.text) !== "userId") return undefined;
  return at(user, "repeated_header");
}

/** The label may stand in the user's column or to its left or right; a reason is free text. */
function totalsLabel({ user, reason, other }: RowCells): PlacedFinding | undefined {
  const [first, second] = user === undefined ? [other, reason] : [user, other];
  if (first !== undefined && isTotalsLabel(cellText(first))) return at(first, "totals_row");
  if (second !== undefined && isTotalsLabel(cellText(second))) return at(second, "totals_row");
  return undefined;
}

function oddUser({ user, points }: RowCells): PlacedFinding | undefined {
  if (user?.kind !== "text") return undefined;
  if (isExample(user.text)) return at(user, "example_row");
  return points === undefined && isNote(user.text) ? at(user, "note_row") : undefined;
}

function pointsAlone(points: RawCell, context: OddityContext): PlacedFinding | undefined {
  const text = cellText(points);
  if (points.kind === "text" && isTotalsLabel(text)) return at(points, "totals_row");
  if (points.kind === "text" && isNote(text)) return at(points, "note_row");
  const rules = { ...context.rules, maxPointsPerPayment: Number.MAX_SAFE_INTEGER };
  const reading = readPoints(points, rules);
  const isSum = reading.ok && context.sumAbove > 0 && reading.points === context.sumAbove;
  return isSum ? at(points, "totals_row") : undefined;
}
