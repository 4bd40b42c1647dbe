import { cleanText } from "./clean-text.ts";
import type { Header, HeaderColumn } from "./find-header.ts";
import {
  cellsOf,
  type Formula,
  type FormulaRange,
  type FormulaToken,
  MAX_FORMULA_CHARACTERS,
  readFormula,
} from "./formula.ts";
import type { RawCell, TabTables } from "./raw-sheet.ts";

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

/** The column whose rows a formula may sum up, and what it may be called. */
interface SummedColumn {
  readonly tabName: string | undefined;
  readonly headerRow: number;
  readonly column: number;
  /** The header's text. */
  readonly header: string;
  /** What names mean, by lower case: a reference such as `Sheet1!$B$2:$B$9`. */
  readonly names: ReadonlyMap<string, string>;
}

/** Functions that make one number of many cells. */
const AGGREGATES = new Set([
  ...["SUM", "SUBTOTAL", "AGGREGATE", "SUMPRODUCT", "SUMIF", "SUMIFS", "DSUM"],
  ...["AVERAGE", "AVERAGEA", "AVERAGEIF", "AVERAGEIFS", "MEDIAN", "COUNT", "COUNTA"],
  ...["MAX", "MAXA", "MIN", "MINA"],
]);
/** Functions that leave a total a total; what follows their first argument says how it is shown. */
const WRAPPERS = new Set([
  ...["IFERROR", "IFNA", "IF", "ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "TRUNC", "CEILING"],
  ...["FLOOR", "MROUND", "N", "VALUE", "TEXT", "FIXED", "TRIM", "CONCATENATE", "CONCAT", "ABS"],
]);

/** Formulas whose reading is kept: rows share them, and there may be a million. */
const REMEMBERED = 256;
/** Of a name that stands for more blocks than this, the first. */
const MAX_BLOCKS = 10;

/**
 * Whether a formula in a row sums up other rows of the column: an aggregate over them, however
 * wrapped, or the rows added one by one. What only begins with a total is none:
 * `=1000000-SUM(B2:B8)` is the rest for the last user, `=SUM(B2:B9)*0.1` a leader's share of the
 * team's points.
 */
function createTotalCheck(column: SummedColumn): (formula: Formula, row: number) => boolean {
  const known = new Map<string, readonly FormulaToken[]>();
  const read = (text: string): readonly FormulaToken[] => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const tokens = text.length > MAX_FORMULA_CHARACTERS ? [] : readFormula(text);
    if (known.size < REMEMBERED) known.set(text, tokens);
    return tokens;
  };
  return (formula, row) => {
    const tokens = read(formula.text);
    const covers = coversOf(column, { formula, row, read });
    return isAggregate(tokens, covers) || isChain(tokens, covers);
  };
}

type Covers = (token: FormulaToken) => boolean;

function coversOf(
  { tabName, headerRow, column, header, names }: SummedColumn,
  place: {
    readonly formula: Formula;
    readonly row: number;
    readonly read: (text: string) => readonly FormulaToken[];
  },
): Covers {
  const { formula, row, read } = place;
  const inRange = (range: FormulaRange, move: Pick<Formula, "down" | "right">) => {
    const { sheet } = range;
    if (sheet !== undefined && sheet.toLowerCase() !== tabName?.toLowerCase()) return false;
    const { firstRow, lastRow, firstColumn, lastColumn } = cellsOf(range, move);
    if (column < firstColumn || column > lastColumn) return false;
    const first = Math.max(firstRow, headerRow + 1);
    return first <= lastRow && (first !== row || lastRow !== row);
  };
  return (token) => {
    if (token.kind === "range") return inRange(token.range, formula);
    if (token.kind === "column") {
      return !token.sameRow && (token.header === "" || sameText(token.header, header));
    }
    const meant = token.kind === "name" ? names.get(token.name) : undefined;
    if (meant === undefined) return false;
    return read(meant)
      .slice(0, MAX_BLOCKS)
      .some((one) => one.kind === "range" && inRange(one.range, NOT_MOVED));
  };
}

const NOT_MOVED = { down: 0, right: 0 };

function sameText(one: string, other: string): boolean {
  return cleanText(one).toLowerCase() === cleanText(other).toLowerCase();
}

interface Frame {
  readonly kind: "aggregate" | "wrapper" | "other" | "brackets";
  /** Which argument is being read, from 0. */
  argument: number;
}

/** What was found in a formula so far. */
interface Findings {
  readonly frames: Frame[];
  /** An aggregate of other rows. */
  aggregate: boolean;
  /** A sign outside of aggregates that makes another number of them. */
  scaled: boolean;
  /** A number, cell or function outside of aggregates. */
  operand: boolean;
}

/** Excel nests functions 64 deep. */
const MAX_DEPTH = 64;

function isAggregate(tokens: readonly FormulaToken[], covers: Covers): boolean {
  const found: Findings = { frames: [], aggregate: false, scaled: false, operand: false };
  for (const token of tokens) {
    takeToken(token, found, covers);
    if (found.frames.length > MAX_DEPTH) return false;
  }
  return found.aggregate && !(found.scaled && found.operand);
}

function takeToken(token: FormulaToken, found: Findings, covers: Covers): void {
  const { frames } = found;
  switch (token.kind) {
    case "function":
      openFrame(kindOf(token.name), found);
      break;
    case "open":
      openFrame("brackets", found);
      break;
    case "close":
      frames.pop();
      break;
    case "comma":
      for (const frame of frames.slice(-1)) frame.argument += 1;
      break;
    case "operator":
      if (isOutside(frames) && "-*/^%".includes(token.sign)) found.scaled = true;
      break;
    default:
      if (isInAggregate(frames)) found.aggregate ||= covers(token);
      else if (isOutside(frames)) found.operand = true;
  }
}

function openFrame(kind: Frame["kind"], found: Findings): void {
  if (kind === "other" && isOutside(found.frames)) found.operand = true;
  found.frames.push({ kind, argument: 0 });
}

function kindOf(name: string): Frame["kind"] {
  if (AGGREGATES.has(name)) return "aggregate";
  return WRAPPERS.has(name) ? "wrapper" : "other";
}

function isInAggregate(frames: readonly Frame[]): boolean {
  return frames.some(({ kind }) => kind === "aggregate");
}

/** Neither in an aggregate nor in what only says how a wrapper shows it. */
function isOutside(frames: readonly Frame[]): boolean {
  return !frames.some(
    ({ kind, argument }) => kind === "aggregate" || (kind === "wrapper" && argument > 0),
  );
}

/** `B2+B3+B4`. */
function isChain(tokens: readonly FormulaToken[], covers: Covers): boolean {
  let cells = 0;
  for (const token of tokens) {
    if (token.kind === "open" || token.kind === "close") continue;
    if (token.kind === "operator" && token.sign === "+") continue;
    if (token.kind !== "range" || !covers(token)) return false;
    cells += 1;
  }
  return cells > 1;
}
