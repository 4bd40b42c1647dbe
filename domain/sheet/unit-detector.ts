import { normalised } from "./clean-text.ts";
import type { Header } from "./find-header.ts";
import { normaliseHeader } from "./header-names.ts";
import type { PlacedFinding } from "./problem-table.ts";
import type { RawCell, RawRow } from "./raw-sheet.ts";

/** A unit, and the row it stands in. */
type UnitFinding = PlacedFinding & { readonly row: number };

interface UnitDetector {
  /** The rows up to the header; what they say is known once that was seen. */
  seeAbove(row: RawRow): readonly UnitFinding[];
  /** A row below the header: what stands beside the table, or in place of a payment. */
  seeBelow(row: RawRow, isPayment: boolean): UnitFinding | undefined;
}

/** Finds a unit outside of the points column that changes what its numbers mean. */
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

/** As much of a text as is looked at: a line about units is short. */
const MAX_LOOKED_AT = 200;
const MAX_UNIT_CHARACTERS = 20;

/** `천`, `만`, `1,000`, but not `1`: the numbers stand for other ones. */
const SCALE = /^(?:[\d,.]*(?:천|만|십|백|억)|[\d,.]+)/;
const ONE = /^1(?:\D|$)/;
const SCALE_OR_CURRENCY =
  /thousand|million|hundred|billion|\bk\b|\bmn\b|'000|1,?000|usd|\$|달러|유로|위안|엔화|\bjpy\b|\beur\b|\bcny\b|€|%|퍼센트/;
/** What is done with numbers of that unit, not what they are written in. */
const ROUNDING = /^[\s로]*(?:절사|반올림|절상|올림|내림|버림|콤마|쉼표|구분|지급|사용)/;
/** Ends `천원 단위`, or says that it is how numbers are written. */
const WRITTEN = /^[\s로]*(?:입니다|임|이며|표기|표시|기준|기재|작성|환산|[)\]}>.,]|$)/;
const BEFORE_UNIT = /(?:천|만|억)\s?(?:원|포인트|p|점)?\s?$/;
const ALONE =
  /^[\s([{<※*]*(?:단위\s*)?(?:(?:천|만|십만|백만|천만|억)\s?(?:원|포인트|p|점)?|usd|us\$|\$|k|%|(?:in )?(?:thousands?|millions?|000s|'000))[\s)\]}>]*$/;
const IN_SCALE =
  /\bin\s+(?:krw\s+)?(?:thousands?|millions?|hundreds?|'?000s?\b|usd\b|us\$|\$|dollars?)|[x×]\s?1,?000|\((?:krw |won )?'?000s?\)|\(thousands?\)|\(millions?\)/;
const UNIT_WORD = /단\s?위|\bunits?\b/;
const BEGINS_WITH_UNIT = /^[\s([{<※*-]*(?:단\s?위|units?\b|in\s)/;
const PERHAPS = /단\s?위|[천만억]|unit|thousand|million|hundred|000|usd|[$%k]/i;

/**
 * What a text outside of the points column says that changes what its numbers mean, as `(단위: 천원)`
 * does; nothing for `단위: 원` and for a text that names no unit.
 */
function outsideUnitIn(text: string): string | undefined {
  if (!PERHAPS.test(text.slice(0, MAX_LOOKED_AT))) return undefined;
  const looked = foldUnitText(text);
  const changes = ALONE.test(looked) || IN_SCALE.test(looked) || saysUnit(looked);
  return changes ? text.slice(0, MAX_LOOKED_AT).trim() : undefined;
}

/** Whether a text is about a unit and nothing else, and not a name followed by its own unit. */
function isUnitMark(text: string): boolean {
  const looked = foldUnitText(text);
  return BEGINS_WITH_UNIT.test(looked) || ALONE.test(looked);
}

function foldUnitText(text: string): string {
  return normalised(text.slice(0, MAX_LOOKED_AT), "NFKC").toLowerCase();
}

function saysUnit(text: string): boolean {
  const found = UNIT_WORD.exec(text);
  if (found === null) return false;
  const after = text.slice(found.index + found[0].length);
  const before = text.slice(Math.max(0, found.index - MAX_UNIT_CHARACTERS), found.index);
  if (ROUNDING.test(after)) return false;
  if (BEFORE_UNIT.test(before) && WRITTEN.test(after)) return true;
  const [unit = ""] = after.replace(/^[\s:=은는이가([-]+/, "").split(/[)\]}>]/);
  return unit
    .slice(0, MAX_UNIT_CHARACTERS)
    .split(/,\s|[/·&]|및/)
    .some((one) => isAnotherUnit(one.trim()));
}

function isAnotherUnit(unit: string): boolean {
  if (SCALE_OR_CURRENCY.test(unit)) return true;
  return SCALE.test(unit) && !ONE.test(unit);
}
