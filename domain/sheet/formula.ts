/** How the value of a cell comes about. */
export interface Formula {
  /** Without the equals sign, as the file stores it. */
  readonly text: string;
  /** How far the cell stands from the one the text was written for: references move along. */
  readonly down: number;
  readonly right: number;
}

/** Excel's own limit; a longer one is no formula. */
export const MAX_FORMULA_CHARACTERS = 8_192;

/** A block of cells as a formula names it; absent ends are those of the tab. */
export interface FormulaRange {
  readonly sheet: string | undefined;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
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
const WORD = /[\p{L}\p{N}_.$\\?]/u;
const CELL = /^(\$?)([A-Z]{1,3})(\$?)(\d{1,7})$/i;
const COLUMN = /^(\$?)([A-Z]{1,3})$/i;
const ROW = /^(\$?)(\d{1,7})$/;
/** A workbook elsewhere: none of its cells is one of ours. */
const ELSEWHERE = "\0";

/** Where the reading of a formula stands. */
interface Reading {
  readonly text: string;
  readonly move: Move;
  readonly tokens: FormulaToken[];
  at: number;
  /** The tab that was named last; what follows stands on it. */
  sheet: string | undefined;
}

type Move = Pick<Formula, "down" | "right">;

/** Takes a formula apart, character by character: nothing in it is looked at twice. */
export function readFormula({ text, down, right }: Formula): readonly FormulaToken[] {
  const reading: Reading = { text, move: { down, right }, tokens: [], at: 0, sheet: undefined };
  while (reading.at < text.length) {
    const char = text.charAt(reading.at);
    if (char === '"') readText(reading);
    else if (char === "'") readSheetName(reading);
    else if (char === "[") readBrackets(reading);
    else if (WORD.test(char)) readWord(reading);
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

/** Behind the quote that ends what begins with one; two of them are one of the text. */
function endOfQuoted({ text, at }: Reading, quote: string): number {
  let end = text.indexOf(quote, at + 1);
  while (end !== -1 && text.charAt(end + 1) === quote) end = text.indexOf(quote, end + 2);
  return end === -1 ? text.length : end + 1;
}

/** `[포인트]` is a column of a table, `[1]` before a word another workbook. */
function readBrackets(reading: Reading): void {
  const { text, at } = reading;
  const end = endOfBrackets(text, at);
  if (WORD.test(text.charAt(end))) reading.sheet = ELSEWHERE;
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

function wordAt(text: string, start: number): string {
  let end = start;
  while (end < text.length && WORD.test(text.charAt(end))) end += 1;
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
  const { text, move, tokens, sheet } = reading;
  reading.sheet = undefined;
  const other = text.charAt(reading.at) === ":" ? wordAt(text, reading.at + 1) : "";
  const range = rangeOf(word, other === "" ? word : other, move);
  if (range !== undefined && (other !== "" || CELL.test(word))) {
    tokens.push({ kind: "range", range: { sheet, ...range } });
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

function rangeOf(first: string, last: string, move: Move): Omit<FormulaRange, "sheet"> | undefined {
  const one = cornerOf(first, move);
  const other = cornerOf(last, move);
  if (one === undefined || other === undefined) return undefined;
  return {
    firstRow: Math.min(one.row ?? 1, other.row ?? 1),
    lastRow: Math.max(one.row ?? LAST_ROW, other.row ?? LAST_ROW),
    firstColumn: Math.min(one.column ?? 0, other.column ?? 0),
    lastColumn: Math.max(one.column ?? LAST_COLUMN, other.column ?? LAST_COLUMN),
  };
}

interface Corner {
  readonly row?: number;
  readonly column?: number;
}

function cornerOf(word: string, { down, right }: Move): Corner | undefined {
  const [, columnFixed, letters, rowFixed, digits] = CELL.exec(word) ?? [];
  if (letters !== undefined && digits !== undefined) {
    return {
      row: Number(digits) + (rowFixed === "$" ? 0 : down),
      column: columnIndex(letters) + (columnFixed === "$" ? 0 : right),
    };
  }
  const [, fixed, only] = COLUMN.exec(word) ?? [];
  if (only !== undefined) return { column: columnIndex(only) + (fixed === "$" ? 0 : right) };
  const [, rowIsFixed, row] = ROW.exec(word) ?? [];
  return row === undefined ? undefined : { row: Number(row) + (rowIsFixed === "$" ? 0 : down) };
}

function columnIndex(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
