import type { NumberFormat } from "../../../domain/sheet/number-format.ts";
import type { RawCell } from "../../../domain/sheet/raw-sheet.ts";
import { damaged, LIMITS, overLimit, unusual } from "../read-limits.ts";
import { formatSerialDate } from "./serial-date.ts";
import type { SharedStrings } from "./shared-strings.ts";
import { unescapeText } from "./unescape-text.ts";

/** What the XML of one cell said. */
export interface CellXml {
  /** From 0. */
  column: number;
  /** The `t` attribute. */
  type: string | undefined;
  /** The `s` attribute. */
  style: string | undefined;
  hasFormula: boolean;
  /** Content of `<f>`; absent where it is empty, as in all but the first of a shared formula. */
  formula: string | undefined;
  /** The `si` attribute of `<f>`: which shared formula it is. */
  formulaGroup: string | undefined;
  /** Content of `<v>`; absent without one. */
  value: string | undefined;
  /** Content of `<is>`; absent without one. */
  inline: string | undefined;
}

export interface WorkbookFacts {
  readonly strings: SharedStrings;
  readonly styles: readonly NumberFormat[];
  readonly uses1904: boolean;
}

/** The value of a cell; nothing when it is empty. */
export function toRawCell(xml: CellXml, facts: WorkbookFacts): RawCell | undefined {
  if (xml.inline !== undefined && xml.type !== "inlineStr") throw unusual("inline text");
  switch (xml.type) {
    case undefined:
    case "n":
      return toNumber(xml, facts);
    case "s":
      return sharedText(xml, facts);
    case "str":
      if (xml.value === undefined && xml.hasFormula) return withoutValue(xml);
      return toText(xml, unescapeText(xml.value ?? ""));
    case "inlineStr":
      if (xml.value !== undefined) throw unusual("inline text");
      return toText(xml, unescapeText(xml.inline ?? ""));
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
      throw unusual(`cell type ${type.slice(0, 20)}`);
  }
}

function toNumber(xml: CellXml, facts: WorkbookFacts): RawCell | undefined {
  const source = xml.value?.trim() ?? "";
  if (source === "") return xml.hasFormula ? withoutValue(xml) : undefined;
  if (source.length > LIMITS.cellCharacters) throw overLimit("32,767 characters in a cell");
  const format = facts.styles[xml.style === undefined ? 0 : Number(xml.style)];
  if (format === undefined) throw damaged("cell style");
  if (format.kind !== "date") return { column: xml.column, kind: "number", source, format };
  return { column: xml.column, kind: "date", text: formatSerialDate(source, facts.uses1904) };
}

function sharedText(xml: CellXml, facts: WorkbookFacts): RawCell | undefined {
  if (xml.value === undefined) {
    return xml.hasFormula ? withoutValue(xml) : undefined;
  }
  const text = facts.strings(indexOf(xml.value));
  if (text === undefined) throw damaged("shared string index");
  return toText(xml, text);
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

function toText(xml: CellXml, text: string): RawCell | undefined {
  if (text.length > LIMITS.cellCharacters) throw overLimit("32,767 characters in a cell");
  return text === "" ? undefined : { column: xml.column, kind: "text", text };
}

function withoutValue({ column }: CellXml): RawCell {
  return { column, kind: "formula_without_value" };
}
