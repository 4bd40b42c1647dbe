import { shownAmount, tellShown } from "./amount-shown.ts";
import { cleanText, withoutTextMark } from "./clean-text.ts";
import { parseDecimal } from "./decimal.ts";
import type { NumberFormat } from "./number-format.ts";
import type { Finding } from "./problem-table.ts";
import type { RawValue } from "./raw-sheet.ts";
import type { SheetRules } from "./sheet-rules.ts";

export type PointsReading =
  | { readonly ok: true; readonly points: number; readonly warning?: Finding }
  | { readonly ok: false; readonly problem: Finding };

export interface PointsRules extends Pick<SheetRules, "maxPointsPerPayment"> {
  /** See {@link RawSheet.commaMayBeDecimal}. */
  readonly commaMayBeDecimal: boolean;
}

const UNIT = /\s?(?:p|pt|pts|point|points|점|원|포인트|krw)$/i;
/** Korean Excel writes ₩ as a backslash into a CSV: its code page has no other sign for it. */
const WON = /^([-−–△▲+]?)\s?(?:[₩￦\\]|krw)\s?/i;
/** Excel's accounting formats show a zero so. */
const ZERO_DASH = /^[-−–—]$/;
const PLAIN = /^(?:0|[1-9]\d*)$/;
/** Commas in groups of three can be read in one way only, except where commas are decimal. */
const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+$/;
const NEGATIVE = /^(?:[-−–△▲]\s?[\d,.]+|\((?:[₩￦\\]\s?)?[\d,.]+\))$/;
const DECIMAL = /^\d+\.(?:\d{1,2}|\d{4,})$|^\d{1,3}(?:,\d{3})+\.\d+$/;
const NUMBER_LIKE = /^[+\d][\d.,' ]*(?:[만천백억kKmM]\S*|E[+-]?\d+)?$/i;
/** A longer text is no number, and is not examined. */
const MAX_CHARACTERS = 200;
const ERROR_TEXT = /^#/;

/** Reads a cell that holds something as whole, positive points, or says why not. */
export function readPoints(cell: RawValue, rules: PointsRules): PointsReading {
  switch (cell.kind) {
    case "text":
      return showsOther(cell) ?? readText(cell.text, rules);
    case "number":
      return readNumber(cell.source, cell.format, rules);
    case "date":
      return refuse({ code: "points_is_date", value: cell.text });
    case "boolean":
      return refuse({ code: "points_is_boolean", value: cell.text });
    case "error":
      return refuse({ code: "points_is_error", value: cell.text });
    case "formula_without_value":
      return refuse({ code: "points_formula_without_value" });
    case "unreadable":
      return refuse({ code: "cell_unreadable", details: { why: cell.why } });
  }
}

function refuse(problem: Finding): PointsReading {
  return { ok: false, problem };
}

function readNumber(source: string, format: NumberFormat, rules: PointsRules): PointsReading {
  const decimal = parseDecimal(source);
  if (decimal.kind === "not_a_number") {
    return refuse({ code: "points_not_a_number", value: source });
  }
  if (decimal.kind === "fraction") return refuse({ code: "points_not_whole", value: source });
  if (decimal.negative) return refuse({ code: "points_not_positive", value: source });
  const { digits } = decimal;
  if (digits === "0") return refuse({ code: "points_not_positive", value: source });
  if (digits.length > format.exactDigits) {
    const shown = format.show(Number(digits));
    if (shown === undefined || shownAmount(shown) !== digits)
      return misleading(digits, shown, format);
  }
  return checkRange(digits, source, rules);
}

function misleading(
  value: string,
  shown: string | undefined,
  { code }: NumberFormat,
): PointsReading {
  const details = { format: code, ...tellShown(shown) };
  return refuse({ code: "points_format_misleading", value, details });
}

/** Text under a format that adds to it or hides it. */
function showsOther({ text, format }: RawValue & { kind: "text" }): PointsReading | undefined {
  if (format === undefined) return undefined;
  const shown = format.show(text);
  const isSame =
    shown !== undefined && cleanText(shown).replace(UNIT, "") === cleanText(text).replace(UNIT, "");
  return isSame ? undefined : misleading(text, shown, format);
}

function readText(text: string, rules: PointsRules): PointsReading {
  if (text.length > MAX_CHARACTERS) return refuse({ code: "points_not_a_number", value: text });
  const cleaned = withoutTextMark(cleanText(text));
  if (cleaned === "") return refuse({ code: "points_missing", value: text });
  const bare = PLAIN.test(cleaned) ? cleaned : bareAmount(cleaned);
  const grouped = GROUPED.test(bare);
  if (PLAIN.test(bare) || (grouped && !rules.commaMayBeDecimal)) {
    const reading = checkRange(bare.replaceAll(",", ""), text, rules);
    if (!reading.ok || cleaned === text) return reading;
    const details = { after: reading.points };
    return { ...reading, warning: { code: "points_normalised", value: text, details } };
  }
  if (ERROR_TEXT.test(bare)) return refuse({ code: "points_is_error", value: text });
  if (NEGATIVE.test(bare) || ZERO_DASH.test(bare))
    return refuse({ code: "points_not_positive", value: text });
  if (DECIMAL.test(bare)) return refuse({ code: "points_not_whole", value: text });
  if (NUMBER_LIKE.test(bare)) return refuse({ code: "points_unclear", value: text });
  return refuse({ code: "points_not_a_number", value: text });
}

/** Without won and unit; a sign may stand on either side of ₩. */
function bareAmount(cleaned: string): string {
  return cleaned.replace(UNIT, "").replace(WON, "$1");
}

function checkRange(digits: string, value: string, rules: PointsRules): PointsReading {
  const limit = rules.maxPointsPerPayment;
  // Compared by length first: a longer number would be rounded on its way to a double.
  const points = digits.length > 16 ? Number.POSITIVE_INFINITY : Number(digits);
  if (points === 0) return refuse({ code: "points_not_positive", value });
  if (points > limit) {
    const details = { limit: limit.toLocaleString("en-US") };
    return refuse({ code: "points_too_large", value, details });
  }
  return { ok: true, points };
}
