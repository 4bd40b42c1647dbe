import type { CellValue } from "exceljs";
import type { RawCell, RawValue } from "../../domain/sheet/raw-sheet.ts";
import { spelt } from "./spelt-text.ts";

interface WrittenValue {
  readonly value: CellValue;
  readonly numFmt: string;
}

const TEXT_FORMAT = "@";
const GENERAL = "General";
/** Longer format codes are refused by Excel. */
const MAX_FORMAT_CHARACTERS = 255;
/** Shows something else than the number stored, whatever that is. */
const UNKNOWN_FORMAT = '"?0"0';

type CellError = "#NULL!" | "#DIV/0!" | "#VALUE!" | "#REF!" | "#NAME?" | "#NUM!" | "#N/A";
const ERRORS: readonly string[] = [
  ...["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"],
];

/**
 * What is written for a cell that was read: the same value of the same kind, so that a cell that
 * could not be paid can't be paid as it stands now either. A formula becomes its value, except for
 * those of a totals row; one without a value, and what no workbook can hold, become error values.
 */
export function writtenValue(cell: RawValue): WrittenValue {
  switch (cell.kind) {
    case "text":
      return { value: textValue(cell.text), numFmt: cell.format?.code ?? TEXT_FORMAT };
    case "number":
      return numberValue(cell.source, cell.format.code);
    case "boolean":
      return { value: cell.text === "TRUE", numFmt: GENERAL };
    case "date":
      return dateValue(cell.text);
    case "error":
      return errorValue(isCellError(cell.text) ? cell.text : "#VALUE!");
    case "formula_without_value":
      return errorValue("#N/A");
    case "unreadable":
      return errorValue("#VALUE!");
  }
}

/** Spaces at the ends are kept by other programs in rich text only, as exceljs writes it. */
function textValue(text: string): CellValue {
  const written = spelt(text);
  return text === text.trim() ? written : { richText: [{ text: written }] };
}

function numberValue(source: string, code: string): WrittenValue {
  const value = Number(source);
  if (!Number.isFinite(value)) return errorValue("#VALUE!");
  const isUnknown = code.startsWith("numFmtId ") || code.length > MAX_FORMAT_CHARACTERS;
  return { value, numFmt: isUnknown ? UNKNOWN_FORMAT : code || GENERAL };
}

function dateValue(text: string): WrittenValue {
  const date = dateSerial(text);
  if (date !== undefined) return { value: date.serial, numFmt: date.format };
  const serial = Number(text);
  if (!Number.isFinite(serial)) return errorValue("#VALUE!");
  return { value: serial, numFmt: "yyyy-mm-dd" };
}

function errorValue(error: CellError): WrittenValue {
  return { value: { error }, numFmt: GENERAL };
}

function isCellError(text: string): text is CellError {
  return ERRORS.includes(text);
}

const DAY_S = 86_400;
const EPOCH_MS = Date.UTC(1899, 11, 30);
/** The leap day of 1900 that never was, kept by Excel for the sake of Lotus. */
const FALSE_LEAP_DAY = 60;

const DATE = /^(-?\d{4,6}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/;
const TIME = /^\d{2}:\d{2}:\d{2}$/;

interface DateSerial {
  /** Days since Excel's epoch of 1900. */
  readonly serial: number;
  readonly format: string;
}

/** A date as our reader spells it (`2026-11-21 09:00:00`), as the number that Excel keeps. */
function dateSerial(text: string): DateSerial | undefined {
  if (TIME.test(text)) return { serial: dayPart(text), format: "hh:mm:ss" };
  const [, date, time] = DATE.exec(text) ?? [];
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - EPOCH_MS) / (DAY_S * 1000));
  if (!Number.isFinite(days)) return undefined;
  const serial = days + (time === undefined ? 0 : dayPart(time));
  return {
    serial: serial <= FALSE_LEAP_DAY ? serial - 1 : serial,
    format: time === undefined ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm:ss",
  };
}

function dayPart(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return (hours * 3600 + minutes * 60 + seconds) / DAY_S;
}

/** A cell of the uploaded sheet as it is written once more; small, since there are millions. */
export type CopiedCell =
  | readonly [column: number, text: string]
  | readonly [column: number, value: number | boolean, numFmt: string];

/** The cells of a row; see {@link copiedCell}. */
export function copiedCells(cells: readonly RawCell[]): readonly CopiedCell[] {
  return cells.map(copiedCell).filter((cell) => cell !== undefined);
}

/**
 * A cell as it was shown or typed: numbers keep their format, formulas become their values, errors
 * the text of them. Nothing for a formula that was saved without its value, or what can't be read.
 */
function copiedCell(cell: RawCell): CopiedCell | undefined {
  const { column } = cell;
  switch (cell.kind) {
    case "text":
    case "error":
      return [column, cell.text];
    case "formula_without_value":
    case "unreadable":
      return undefined;
    case "number":
    case "boolean":
    case "date": {
      const { value, numFmt } = writtenValue(cell);
      if (typeof value !== "number" && typeof value !== "boolean") {
        return [column, cell.kind === "number" ? cell.source : cell.text];
      }
      return [column, value, numFmt === UNKNOWN_FORMAT ? "General" : numFmt];
    }
  }
}
