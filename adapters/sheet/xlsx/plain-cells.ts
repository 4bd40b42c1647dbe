import { type CellXml, formulaRangeOf } from "./cell-value.ts";
import {
  endOfPlainText,
  type PlainAttributes,
  plainText,
  readPlainAttributes,
} from "./plain-xml.ts";

/** The row a cell is read from. */
export interface PlainRow {
  readonly text: string;
  /** Where the last record of the text ends; nothing beyond is looked at. */
  readonly end: number;
  /** Its number, as spelled. */
  readonly number: string;
}

/** A cell, and the tags of the cell in its place in the row before, likely to be the same. */
export interface PlainCell extends CellXml {
  tag: PlainAttributes | undefined;
  textTag: PlainAttributes | undefined;
}

export function newPlainCell(): PlainCell {
  return {
    column: -1,
    type: undefined,
    style: undefined,
    hasFormula: false,
    formulaRange: undefined,
    formula: undefined,
    formulaGroup: undefined,
    value: undefined,
    inline: undefined,
    tag: undefined,
    textTag: undefined,
  };
}

const CELL = '<c r="';
const CELL_END = "</c>";
const VALUE = "<v>";
const VALUE_END = `</v>${CELL_END}`;
const FORMULA = "<f";
const FORMULA_END = "</f>";
const INLINE = "<is><t";
const INLINE_END = `</t></is>${CELL_END}`;

const A = 65;
const Z = 90;
const QUOTE = 34;
const MAX_LETTERS = 3;

/** Reads the ordinary cell at `start` into `cell`; returns where it ends, or -1. */
export function readPlainCell(row: PlainRow, start: number, cell: PlainCell): number {
  const { text, number } = row;
  if (!text.startsWith(CELL, start)) return -1;
  const numberAt = readColumn(text, start + CELL.length, cell);
  const quoteAt = numberAt + number.length;
  if (!text.startsWith(number, numberAt) || text.charCodeAt(quoteAt) !== QUOTE) return -1;
  const tag = readPlainAttributes(text, quoteAt + 1, cell.tag);
  if (tag === undefined || "r" in tag.attributes) return -1;
  if (tag !== cell.tag) {
    cell.tag = tag;
    cell.type = tag.attributes["t"];
    cell.style = tag.attributes["s"];
  }
  if (cell.hasFormula) forgetFormula(cell);
  cell.value = undefined;
  cell.inline = undefined;
  const at = quoteAt + 1 + tag.spelled.length;
  return tag.empty ? at : readContent(row, at, cell);
}

function forgetFormula(cell: PlainCell): void {
  cell.hasFormula = false;
  cell.formulaRange = undefined;
  cell.formula = undefined;
  cell.formulaGroup = undefined;
}

/** Notes the column that the letters at `at` name, -1 for none; returns where they end. */
function readColumn(text: string, at: number, cell: PlainCell): number {
  let column = 0;
  let index = at;
  for (; index < at + MAX_LETTERS; index += 1) {
    const code = text.charCodeAt(index);
    if (!(code >= A && code <= Z)) break;
    column = column * 26 + (code - A + 1);
  }
  cell.column = column - 1;
  return index;
}

/** What stands between the cell's tags, and the end tag. */
function readContent(row: PlainRow, start: number, cell: PlainCell): number {
  const { text } = row;
  let at = start;
  if (text.startsWith(FORMULA, at)) {
    at = readPlainFormula(row, at + FORMULA.length, cell);
    if (at === -1) return -1;
  }
  if (text.startsWith(VALUE, at)) return readValue(row, at + VALUE.length, cell);
  if (text.startsWith(INLINE, at)) return readInline(row, at + INLINE.length, cell);
  return text.startsWith(CELL_END, at) ? at + CELL_END.length : -1;
}

/** `<f>SUM(A1:A9)</f>` or `<f t="shared" si="0"/>`. */
function readPlainFormula({ text, end }: PlainRow, start: number, cell: PlainCell): number {
  const tag = readPlainAttributes(text, start);
  if (tag === undefined) return -1;
  cell.hasFormula = true;
  cell.formulaRange = formulaRangeOf(tag.attributes);
  cell.formulaGroup = tag.attributes["si"];
  const at = start + tag.spelled.length;
  if (tag.empty) return at;
  const stop = endOfPlainText(text, at, end);
  if (stop === -1 || !text.startsWith(FORMULA_END, stop)) return -1;
  if (stop > at) cell.formula = plainText(text, at, stop);
  return stop + FORMULA_END.length;
}

function readValue({ text, end }: PlainRow, at: number, cell: PlainCell): number {
  const stop = endOfPlainText(text, at, end);
  if (stop === -1 || !text.startsWith(VALUE_END, stop)) return -1;
  cell.value = plainText(text, at, stop);
  return stop + VALUE_END.length;
}

function readInline({ text, end }: PlainRow, start: number, cell: PlainCell): number {
  const tag = readPlainAttributes(text, start, cell.textTag);
  if (tag === undefined || tag.empty) return -1;
  cell.textTag = tag;
  const at = start + tag.spelled.length;
  const stop = endOfPlainText(text, at, end);
  if (stop === -1 || !text.startsWith(INLINE_END, stop)) return -1;
  cell.inline = plainText(text, at, stop);
  return stop + INLINE_END.length;
}
