import { parseDecimal } from "./decimal.ts";
import type { Finding } from "./problem-table.ts";
import type { RawValue } from "./raw-sheet.ts";
import type { SheetRules } from "./sheet-rules.ts";

export type ReasonReading =
  | { readonly ok: true; readonly reason?: string }
  | { readonly ok: false; readonly problem: Finding };

/** Reads the optional reason: any text, trimmed; numbers and dates as text. */
export function readReason(cell: RawValue, rules: SheetRules): ReasonReading {
  if (cell.kind === "formula_without_value") {
    return { ok: false, problem: { code: "reason_formula_without_value" } };
  }
  if (cell.kind === "unreadable") {
    return { ok: false, problem: { code: "cell_unreadable", details: { why: cell.why } } };
  }
  if (cell.kind === "error") {
    return { ok: false, problem: { code: "reason_is_error", value: cell.text } };
  }
  const reason = (cell.kind === "number" ? spell(cell.source) : cell.text).trim();
  if (reason === "") return { ok: true };
  if (reason.length > rules.maxReasonLength) {
    const details = { limit: rules.maxReasonLength };
    return { ok: false, problem: { code: "reason_too_long", value: reason, details } };
  }
  return { ok: true, reason };
}

/** One spelling whatever program saved the number, so that the digest does not depend on it. */
function spell(source: string): string {
  const decimal = parseDecimal(source);
  if (decimal.kind !== "whole") return String(Number(source));
  return decimal.negative ? `-${decimal.digits}` : decimal.digits;
}
