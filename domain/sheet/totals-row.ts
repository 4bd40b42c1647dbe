import type { PlacedFinding } from "./problem-table.ts";
import type { RawCell, RawRow } from "./raw-sheet.ts";
import { cellText, type RowCells } from "./row-cells.ts";
import type { OddityContext } from "./row-oddity.ts";
import { type TotalsLabel, totalsLabelOf } from "./totals-label.ts";

/** By what a row was recognized as a total, in words for the marketer. */
const SIGNS = {
  table: {
    whyKo: "엑셀 표의 요약 행입니다",
    whyEn: "it is the totals row of an Excel table",
  },
  formula: {
    whyKo: "같은 열의 다른 행을 합친 수식입니다. 지급할 행이 맞다면 수식 대신 값을 입력해 주세요",
    whyEn:
      "its formula sums up other rows of the column: if it is a payment after all, enter the value instead",
  },
  label: { whyKo: "합계를 뜻하는 이름입니다", whyEn: "its name says so" },
  outline: {
    whyKo: "개요(부분합) 그룹의 합계와 같습니다",
    whyEn: "it has the sum of the outline's group above it",
  },
  sum: {
    whyKo: "위 행들의 합계와 같습니다",
    whyEn: "it has the sum of the rows above",
  },
  figures: {
    whyKo: "위 행들의 건수와 합계·평균입니다",
    whyEn: "it has the number of the rows above and their sum or average",
  },
} as const;

/** What says that a row sums up others, if anything does: the tab itself, or a name. */
export function findTotals(
  row: RawRow,
  cells: RowCells,
  context: OddityContext,
): PlacedFinding | undefined {
  return byTable(row, cells, context) ?? byLabel(cells, context) ?? byFormula(row, cells, context);
}

function total(cell: RawCell | undefined, sign: keyof typeof SIGNS): PlacedFinding | undefined {
  if (cell === undefined) return undefined;
  const details = SIGNS[sign];
  return { code: "totals_row", value: cellText(cell), column: cell.column, details };
}

function byTable(
  { number }: RawRow,
  { user, points }: RowCells,
  { totals }: OddityContext,
): PlacedFinding | undefined {
  return totals.isTableTotals(number) ? total(user ?? points, "table") : undefined;
}

function byFormula(
  { number }: RawRow,
  { user, points }: RowCells,
  { totals }: OddityContext,
): PlacedFinding | undefined {
  const isTotal = (cell: RawCell | undefined) => cell !== undefined && totals.isTotal(cell, number);
  return isTotal(points) || isTotal(user) ? total(user ?? points, "formula") : undefined;
}

/**
 * The label may stand in the user's column or to its left or right; a reason is free text. To the
 * right of a user it may as well be a kind of payment: the row itself must look like a total then.
 */
function byLabel(cells: RowCells, context: OddityContext): PlacedFinding | undefined {
  const { user, points, reason, other } = cells;
  if (user !== undefined && labelOf(user) !== undefined) return total(user, "label");
  if (user === undefined) {
    const label = [other, reason, points].find((one) => one?.kind === "text" && labelOf(one));
    return total(label, "label");
  }
  if (other === undefined) return undefined;
  const label = labelOf(other);
  if (label === undefined) return undefined;
  const isFirst = label === "whole" && other.column < user.column;
  return isFirst || looksLikeTotal(cells, label, context) ? total(other, "label") : undefined;
}

function labelOf(cell: RawCell): TotalsLabel | undefined {
  return cell.kind === "text" ? totalsLabelOf(cell.text) : undefined;
}

function looksLikeTotal(
  { user, points }: RowCells,
  label: TotalsLabel,
  { above, ids }: OddityContext,
): boolean {
  const text = cellText(user);
  const amount = Number(cellText(points).replaceAll(",", ""));
  if (above.isSum(amount, 1) || above.areFigures(text, amount)) return true;
  return label === "whole" && (above.isCount(text) || ids.standsOut(text));
}

/** A user among users of another kind must have the sum of so many rows to be taken for a total. */
const MIN_SUMMED_ROWS = 3;

/** What the numbers of a row alone say: that they are those of the rows above. */
export function findTotalsByFigures(
  { outlineLevel = 0 }: RawRow,
  { user, points }: RowCells,
  { above, ids }: Pick<OddityContext, "above" | "ids">,
  amount: number,
): PlacedFinding | undefined {
  if (above.isSumOfGroup(amount, outlineLevel)) return total(user ?? points, "outline");
  if (user === undefined) return above.isSum(amount, 1) ? total(points, "sum") : undefined;
  if (!above.mayBeFigures(amount)) return undefined;
  const text = cellText(user);
  if (above.areFigures(text.replace(/(?:명|건|개|인)$/, ""), amount) && ids.standsOut(text)) {
    return total(user, "figures");
  }
  const isSum = above.isSum(amount, MIN_SUMMED_ROWS) && ids.standsOutOfScheme(text);
  return isSum ? total(user, "sum") : undefined;
}
