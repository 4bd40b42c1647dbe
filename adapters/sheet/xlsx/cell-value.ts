import type { NumberFormat } from "../../../domain/sheet/number-format.ts";
import type { RawCell } from "../../../domain/sheet/raw-sheet.ts";
import { LIMITS, overLimit, unusual } from "../read-limits.ts";
import type { SharedStrings } from "./shared-strings.ts";
import { unescapeText } from "./spreadsheet-ml.ts";
import type { CellFormats } from "./styles.ts";

/** What the XML of one cell said. */
export interface CellXml {
  /** From 0. */
  column: number;
  /** The `t` attribute. */
  type: string | undefined;
  /** The `s` attribute. */
  style: string | undefined;
  hasFormula: boolean;
  /** The cells that an array formula or data table in this one fills; see {@link formulaRangeOf}. */
  formulaRange: string | undefined;
  /** Content of `<f>`; absent where it is empty, as in all but the first of a shared formula. */
  formula: string | undefined;
  /** The `si` attribute of `<f>`: which shared formula it is. */
  formulaGroup: string | undefined;
  /** Content of `<v>`; absent without one. */
  value: string | undefined;
  /** Content of `<is>`; absent without one. */
  inline: string | undefined;
}

/** By the attributes of `<f>`. */
export function formulaRangeOf(attributes: Readonly<Record<string, string>>): string | undefined {
  const { t, ref } = attributes;
  return t === "array" || t === "dataTable" ? ref : undefined;
}

export interface WorkbookFacts {
  readonly strings: SharedStrings;
  readonly styles: CellFormats;
  readonly uses1904: boolean;
  /** The workbook says that its formulas are to be calculated anew. */
  readonly resultsAreStale: boolean;
}

/** The value of a cell; nothing when it is empty. */
export function toRawCell(xml: CellXml, facts: WorkbookFacts): RawCell | undefined {
  if (xml.hasFormula && facts.resultsAreStale) return withoutValue(xml);
  if (xml.inline !== undefined && xml.type !== "inlineStr") throw unusual("inline text");
  switch (xml.type) {
    case undefined:
    case "n":
      return toNumber(xml, facts);
    case "s":
      return sharedText(xml, facts);
    case "str":
      if (xml.value === undefined && xml.hasFormula) return withoutValue(xml);
      return toText(xml, unescapeText(xml.value ?? ""), facts);
    case "inlineStr":
      if (xml.value !== undefined) throw unusual("inline text");
      return toText(xml, unescapeText(xml.inline ?? ""), facts);
    default:
      return toRareValue(xml, xml.type);
  }
}

function toRareValue(xml: CellXml, type: string): RawCell | undefined {
  const text = xml.value?.trim() ?? "";
  if (text === "") return xml.hasFormula ? withoutValue(xml) : undefined;
  switch (type) {
    case "b":
      return {
        column: xml.column,
        kind: "boolean",
        text: text === "1" || text === "true" ? "TRUE" : "FALSE",
      };
    case "e":
      return { column: xml.column, kind: "error", text };
    case "d":
      return { column: xml.column, kind: "date", text };
    default:
      return unreadable(xml, `cell type ${type.slice(0, 20)}`);
  }
}

function toNumber(xml: CellXml, facts: WorkbookFacts): RawCell | undefined {
  const source = xml.value?.trim() ?? "";
  if (source === "") return xml.hasFormula ? withoutValue(xml) : undefined;
  if (source.length > LIMITS.cellCharacters) throw overLimit("32,767 characters in a cell");
  const format = formatOf(xml, facts);
  if (format === undefined) return unreadable(xml, "cell style");
  if (format.kind !== "date") return { column: xml.column, kind: "number", source, format };
  return { column: xml.column, kind: "date", text: formatSerialDate(source, facts.uses1904) };
}

function sharedText(xml: CellXml, facts: WorkbookFacts): RawCell | undefined {
  if (xml.value === undefined || xml.value.trim() === "") {
    return xml.hasFormula ? withoutValue(xml) : undefined;
  }
  const text = facts.strings(indexOf(xml.value));
  return text === undefined ? unreadable(xml, "shared string index") : toText(xml, text, facts);
}

function formatOf({ style }: CellXml, { styles }: WorkbookFacts): NumberFormat | undefined {
  return styles(style === undefined ? 0 : Number(style));
}

const ZERO = 48;
const NINE = 57;

/** A whole number as spelled; -1 for anything else. Runs for every text, hence by character code. */
function indexOf(spelled: string): number {
  let index = 0;
  for (let at = 0; at < spelled.length; at += 1) {
    const code = spelled.charCodeAt(at);
    if (code < ZERO || code > NINE)
      return spelled.trim() === spelled ? -1 : indexOf(spelled.trim());
    index = index * 10 + (code - ZERO);
  }
  return spelled === "" ? -1 : index;
}

function toText(xml: CellXml, text: string, facts: WorkbookFacts): RawCell | undefined {
  if (text.length > LIMITS.cellCharacters) throw overLimit("32,767 characters in a cell");
  if (text === "") return undefined;
  const format = xml.style === undefined ? undefined : formatOf(xml, facts);
  const { column } = xml;
  if (format === undefined || format.plainText) return { column, kind: "text", text };
  return { column, kind: "text", text, format };
}

/** Only the cell: it may belong to no payment. */
function unreadable({ column }: CellXml, why: string): RawCell {
  return { column, kind: "unreadable", why };
}

function withoutValue({ column }: CellXml): RawCell {
  return { column, kind: "formula_without_value" };
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The leap day of 1900 that never was, kept by Excel for the sake of Lotus. */
const FALSE_LEAP_DAY = 60;

/** A date as people write it (`2026-11-21`, `2026-11-21 09:00:00`), from days since the epoch. */
function formatSerialDate(source: string, uses1904: boolean): string {
  const serial = Number(source);
  if (!Number.isFinite(serial) || Math.abs(serial) > 3_000_000) return source;
  const epoch = uses1904 ? EPOCH_1904 : EPOCH_1900;
  const shift = !uses1904 && serial < FALSE_LEAP_DAY ? 1 : 0;
  const iso = new Date(epoch + Math.round((serial + shift) * 86_400) * 1000).toISOString();
  const [date = source, time = ""] = iso.split(/[TZ.]/);
  if (serial >= 0 && serial < 1) return time;
  return (serial * DAY_MS) % DAY_MS === 0 ? date : `${date} ${time}`;
}
