import type { Fill, Font, Style } from "exceljs";
import type { PaymentState } from "../../domain/distribution/ledger.ts";

function fill(argb: string): Fill {
  return { type: "pattern", pattern: "solid", fgColor: { argb } };
}

/** The workbook's own font; of the theme, which names another one for Hangul. */
const FONT: Partial<Font> = { name: "Calibri", family: 2, scheme: "minor", size: 11 };

/** Text whatever is in it: `=1+1` stays `=1+1` and `00123` keeps its zeros, also when edited. */
const TEXT_FORMAT = "@";

export const HEADER_STYLE: Partial<Style> = {
  font: { ...FONT, bold: true, color: { argb: "FFFFFFFF" } },
  fill: fill("FF1F3A5F"),
  alignment: { vertical: "middle" },
};

/** Headers of the sheet's own columns, and of those that a result adds to them. */
export const SHEET_HEADER_STYLE: Partial<Style> = {
  ...HEADER_STYLE,
  numFmt: TEXT_FORMAT,
  alignment: { vertical: "middle", wrapText: true },
};
export const ADDED_HEADER_STYLE: Partial<Style> = {
  ...SHEET_HEADER_STYLE,
  fill: fill("FF3F5B4B"),
};

/** Marks of a cell with a problem, and of one with a warning. */
const PROBLEM_FILL = fill("FFFFB3AD");
const WARNING_FILL = fill("FFFFEDB8");

export const LABEL_STYLE: Partial<Style> = { font: { ...FONT, bold: true }, numFmt: TEXT_FORMAT };
export const TEXT_STYLE: Partial<Style> = { numFmt: TEXT_FORMAT };
export const WRAPPED_TEXT_STYLE: Partial<Style> = {
  numFmt: TEXT_FORMAT,
  alignment: { wrapText: true, vertical: "top" },
};
export const NUMBER_STYLE: Partial<Style> = { numFmt: "#,##0", alignment: { horizontal: "right" } };
/** A number without a text's alignment, in the summary. */
export const COUNT_STYLE: Partial<Style> = { ...NUMBER_STYLE, alignment: { horizontal: "left" } };
export const TITLE_STYLE: Partial<Style> = {
  numFmt: TEXT_FORMAT,
  font: { ...FONT, bold: true, size: 18 },
  alignment: { vertical: "middle" },
};
export const LEAD_STYLE: Partial<Style> = {
  numFmt: TEXT_FORMAT,
  font: { ...FONT, size: 12 },
  alignment: { vertical: "middle" },
};
export const SECTION_STYLE: Partial<Style> = {
  numFmt: TEXT_FORMAT,
  font: { ...FONT, bold: true, size: 13, color: { argb: "FF1F3A5F" } },
  alignment: { vertical: "middle" },
};
export const LINK_STYLE: Partial<Style> = {
  font: { ...FONT, underline: true, color: { argb: "FF0563C1" } },
  alignment: { vertical: "top" },
};
export const TIME_STYLE: Partial<Style> = {
  numFmt: "yyyy-mm-dd hh:mm:ss",
  alignment: { horizontal: "left" },
};

const STATE_STYLE: Partial<Style> = {
  ...TEXT_STYLE,
  alignment: { horizontal: "left", indent: 1 },
};
/** Colours of the states; the word in the cell says the same. */
export const STATE_STYLES: Readonly<Record<PaymentState, Partial<Style>>> = {
  paid: { ...STATE_STYLE, fill: fill("FFDDF2E0") },
  rejected: { ...STATE_STYLE, fill: fill("FFF9D4D0") },
  unknown: { ...STATE_STYLE, fill: fill("FFFFEDB8") },
  sending: { ...STATE_STYLE, fill: fill("FFDCE9F9") },
  accepted: { ...STATE_STYLE, fill: fill("FFDCE9F9") },
  withdrawn: { ...STATE_STYLE, fill: fill("FFEDEDED") },
  pending: { ...STATE_STYLE, fill: fill("FFEDEDED") },
};

export type MarkKind = "none" | "problem" | "warning";

/** Styles by number format and mark; the same object each time, which is how exceljs knows them. */
export function createMarkedStyles(): (numFmt: string, mark: MarkKind) => Partial<Style> {
  const known = new Map<string, Partial<Style>>();
  return (numFmt, mark) => {
    const key = `${mark} ${numFmt}`;
    const style = known.get(key) ?? styleOf(numFmt, mark);
    known.set(key, style);
    return style;
  };
}

function styleOf(numFmt: string, mark: MarkKind): Partial<Style> {
  if (mark === "none") return { numFmt };
  return { numFmt, fill: mark === "problem" ? PROBLEM_FILL : WARNING_FILL };
}
