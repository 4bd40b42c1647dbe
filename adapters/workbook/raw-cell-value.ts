import type { CellValue } from "exceljs";
import type { RawValue } from "../../domain/sheet/raw-sheet.ts";
import { dateSerial } from "./date-serial.ts";
import { spelt } from "./spelt-text.ts";

export interface WrittenValue {
  readonly value: CellValue;
  readonly numFmt: string;
}

const TEXT_FORMAT = "@";
const GENERAL = "General";
/** Longer format codes are refused by Excel. */
const MAX_FORMAT_CHARACTERS = 255;
/** Shows something else than the number stored, whatever that is. */
export const UNKNOWN_FORMAT = '"?0"0';

type CellError = "#NULL!" | "#DIV/0!" | "#VALUE!" | "#REF!" | "#NAME?" | "#NUM!" | "#N/A";
const ERRORS: readonly string[] = [
  ...["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"],
];

/**
 * What is written for a cell that was read: the same value of the same kind, so that a cell that
 * could not be paid can't be paid as it stands now either. A formula becomes its value (but for those
 * of a totals row); one without
 * a value, and what no workbook can hold, become error values.
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
