import type { Fill, Style } from "exceljs";
import type { PaymentState } from "../../domain/distribution/ledger.ts";

function fill(argb: string): Fill {
  return { type: "pattern", pattern: "solid", fgColor: { argb } };
}

/** Text whatever is in it: `=1+1` stays `=1+1` and `00123` keeps its zeros, also when edited. */
const TEXT_FORMAT = "@";

export const HEADER_STYLE: Partial<Style> = {
  font: { bold: true, color: { argb: "FFFFFFFF" } },
  fill: fill("FF1F3A5F"),
  alignment: { vertical: "middle" },
};

/** A cell that must be mended, and one that should be looked at. */
export const PROBLEM_FILL = fill("FFFFB3AD");
export const WARNING_FILL = fill("FFFFEDB8");

export const LABEL_STYLE: Partial<Style> = { font: { bold: true }, numFmt: TEXT_FORMAT };
export const TEXT_STYLE: Partial<Style> = { numFmt: TEXT_FORMAT };
export const WRAPPED_TEXT_STYLE: Partial<Style> = {
  numFmt: TEXT_FORMAT,
  alignment: { wrapText: true, vertical: "top" },
};
export const NUMBER_STYLE: Partial<Style> = { numFmt: "#,##0", alignment: { horizontal: "right" } };
export const LINK_STYLE: Partial<Style> = {
  font: { underline: true, color: { argb: "FF0563C1" } },
  alignment: { vertical: "top" },
};
export const TIME_STYLE: Partial<Style> = {
  numFmt: "yyyy-mm-dd hh:mm:ss",
  alignment: { horizontal: "left" },
};

/** Tells states apart at a glance; the word in the cell says the same without colour. */
export const STATE_STYLES: Readonly<Record<PaymentState, Partial<Style>>> = {
  paid: { ...TEXT_STYLE, fill: fill("FFDDF2E0") },
  rejected: { ...TEXT_STYLE, fill: fill("FFF9D4D0") },
  unknown: { ...TEXT_STYLE, fill: fill("FFFFEDB8") },
  sending: { ...TEXT_STYLE, fill: fill("FFDCE9F9") },
  pending: { ...TEXT_STYLE, fill: fill("FFEDEDED") },
};
