import type { CellRange } from "./raw-sheet.ts";

/** How the value of a cell comes about. */
export interface Formula {
  /** Without the equals sign, as the file stores it. */
  readonly text: string;
  /** How far the cell stands from the one the text was written for: references move along. */
  readonly down: number;
  readonly right: number;
}

/** A longer formula is not looked at: none that sums up a column is. */
export const MAX_FORMULA_CHARACTERS = 512;

/** A corner of a block; a row or column that is not named is the tab's first or last. */
interface Corner {
  readonly row?: number;
  readonly column?: number;
  /** Whether it stays where it is when the formula moves. */
  readonly rowIsFixed: boolean;
  readonly columnIsFixed: boolean;
}

/** A block of cells as a formula names it. */
export interface FormulaRange {
  readonly sheet: string | undefined;
  readonly corners: readonly [Corner, Corner];
}

export type FormulaToken =
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "open" | "close" | "comma" | "value" }
  | { readonly kind: "operator"; readonly sign: string }
  | { readonly kind: "range"; readonly range: FormulaRange }
  /** A column of a table, by its header. */
  | { readonly kind: "column"; readonly header: string; readonly sameRow: boolean }
  | { readonly kind: "name"; readonly name: string };

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_383;
const CELL = /^(\$?)([A-Z]{1,3})(\$?)(\d{1,7})$/i;
const COLUMN = /^(\$?)([A-Z]{1,3})$/i;
const ROW = /^(\$?)(\d{1,7})$/;
/** A workbook elsewhere: none of its cells is one of ours. */
const ELSEWHERE = "\0";

/** Where the reading of a formula stands. */
interface Reading {
  readonly text: string;
  readonly tokens: FormulaToken[];
  at: number;
  /** The tab that was named last; what follows stands on it. */
  sheet: string | undefined;
}

/** Takes a formula apart, character by character: nothing in it is looked at twice. */
export function readFormula(text: string): readonly FormulaToken[] {
  const reading: Reading = { text, tokens: [], at: 0, sheet: undefined };
  while (reading.at < text.length) {
    const char = text.charAt(reading.at);
    if (char === '"') readText(reading);
    else if (char === "'") readSheetName(reading);
    else if (char === "[") readBrackets(reading);
    else if (isWordAt(text, reading.at)) readWord(reading);
    else readSign(reading, char);
  }
  return reading.tokens;
}

const SIGNS: Readonly<Record<string, FormulaToken>> = {
  "(": { kind: "open" },
  ")": { kind: "close" },
  ",": { kind: "comma" },
  ";": { kind: "comma" },
};

function readSign(reading: Reading, sign: string): void {
  const token = SIGNS[sign];
  if (token !== undefined) reading.tokens.push(token);
  else if ("+-*/^%&=<>".includes(sign)) reading.tokens.push({ kind: "operator", sign });
  reading.at += 1;
}

function readText(reading: Reading): void {
  reading.tokens.push({ kind: "value" });
  reading.at = endOfQuoted(reading, '"');
}

function readSheetName(reading: Reading): void {
  const { text, at } = reading;
  const end = endOfQuoted(reading, "'");
  const name = text.slice(at + 1, end - 1).replaceAll("''", "'");
  reading.sheet = name.includes("[") ? ELSEWHERE : name;
  reading.at = text.charAt(end) === "!" ? end + 1 : end;
}

/** Returns the position after the closing quote; two quotes in a row are one of the text. */
function endOfQuoted({ text, at }: Reading, quote: string): number {
  let end = text.indexOf(quote, at + 1);
  while (end !== -1 && text.charAt(end + 1) === quote) end = text.indexOf(quote, end + 2);
  return end === -1 ? text.length : end + 1;
}

/** `[포인트]` is a column of a table, `[1]` before a name another workbook. */
function readBrackets(reading: Reading): void {
  const { text, at } = reading;
  const end = endOfBrackets(text, at);
  if (isWordAt(text, end)) reading.sheet = ELSEWHERE;
  else reading.tokens.push(columnToken(text.slice(at + 1, end - 1)));
  reading.at = end;
}

function endOfBrackets(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "'") at += 1;
    else if (char === "[") depth += 1;
    else if (char === "]") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** Letters of any script, digits and `$ . ? \\ _`: what words and references are made of. */
function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 128) return true;
  const lower = code | 32;
  if ((code >= 48 && code <= 57) || (lower >= 97 && lower <= 122)) return true;
  return code === 36 || code === 46 || code === 63 || code === 92 || code === 95;
}

function wordAt(text: string, start: number): string {
  let end = start;
  while (end < text.length && isWordAt(text, end)) end += 1;
  return text.slice(start, end);
}

const FUTURE_PREFIX = /^(?:_xlfn\.|_xlws\.|_xludf\.)+/i;

function readWord(reading: Reading): void {
  const { text, at } = reading;
  const word = wordAt(text, at);
  reading.at += word.length;
  switch (text.charAt(reading.at)) {
    case "(":
      reading.tokens.push({
        kind: "function",
        name: word.replace(FUTURE_PREFIX, "").toUpperCase(),
      });
      reading.at += 1;
      return;
    case "!":
      reading.sheet ??= word;
      reading.at += 1;
      return;
    case "[":
      readBrackets(reading);
      return;
    default:
      readOperand(reading, word);
  }
}

/** A cell, a range, a number or a name. */
function readOperand(reading: Reading, word: string): void {
  const { text, tokens, sheet } = reading;
  reading.sheet = undefined;
  const other = text.charAt(reading.at) === ":" ? wordAt(text, reading.at + 1) : "";
  const one = cornerOf(word);
  const last = other === "" ? one : cornerOf(other);
  if (one !== undefined && last !== undefined && (other !== "" || CELL.test(word))) {
    tokens.push({ kind: "range", range: { sheet, corners: [one, last] } });
    if (other !== "") reading.at += 1 + other.length;
    return;
  }
  const isValue = /^(?:\d|true$|false$)/i.test(word);
  tokens.push(isValue ? { kind: "value" } : { kind: "name", name: word.toLowerCase() });
}

/** `포인트`, `#Totals`, `[#All],[포인트]`, `@포인트`. */
function columnToken(inside: string): FormulaToken {
  const sameRow = inside.startsWith("@") || /#this row/i.test(inside);
  const names = inside
    .split(/[[\],]+/)
    .map((name) => name.replace(/^@/, "").replaceAll("'", "").trim())
    .filter((name) => name !== "" && !name.startsWith("#"));
  return { kind: "column", header: names[0] ?? "", sameRow };
}

function cornerOf(word: string): Corner | undefined {
  const [, columnFixed, letters, rowFixed, digits] = CELL.exec(word) ?? [];
  if (letters !== undefined && digits !== undefined) {
    return {
      row: Number(digits),
      column: columnIndex(letters),
      rowIsFixed: rowFixed === "$",
      columnIsFixed: columnFixed === "$",
    };
  }
  const [, fixed, only] = COLUMN.exec(word) ?? [];
  const fixedBoth = { rowIsFixed: true, columnIsFixed: true };
  if (only !== undefined) {
    return { ...fixedBoth, column: columnIndex(only), columnIsFixed: fixed === "$" };
  }
  const [, rowIsFixed, row] = ROW.exec(word) ?? [];
  if (row === undefined) return undefined;
  return { ...fixedBoth, row: Number(row), rowIsFixed: rowIsFixed === "$" };
}

/** The cells that a range means in a formula that was moved. */
export function cellsOf(
  { corners: [one, other] }: FormulaRange,
  { down, right }: Pick<Formula, "down" | "right">,
): CellRange {
  const rowOf = ({ row, rowIsFixed }: Corner, otherwise: number) =>
    row === undefined ? otherwise : row + (rowIsFixed ? 0 : down);
  const columnOf = ({ column, columnIsFixed }: Corner, otherwise: number) =>
    column === undefined ? otherwise : column + (columnIsFixed ? 0 : right);
  return {
    firstRow: Math.min(rowOf(one, 1), rowOf(other, 1)),
    lastRow: Math.max(rowOf(one, LAST_ROW), rowOf(other, LAST_ROW)),
    firstColumn: Math.min(columnOf(one, 0), columnOf(other, 0)),
    lastColumn: Math.max(columnOf(one, LAST_COLUMN), columnOf(other, LAST_COLUMN)),
  };
}

function columnIndex(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
