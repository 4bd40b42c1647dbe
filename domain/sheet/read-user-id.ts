import { tellShown } from "./amount-shown.ts";
import { cleanText, withoutTextMark } from "./clean-text.ts";
import { parseDecimal } from "./decimal.ts";
import type { NumberFormat } from "./number-format.ts";
import type { Finding } from "./problem-table.ts";
import type { RawValue } from "./raw-sheet.ts";
import type { SheetRules } from "./sheet-rules.ts";
import { checkUserIdPattern } from "./user-id-pattern.ts";

export type UserIdReading =
  | { readonly ok: true; readonly userId: string; readonly warning?: Finding }
  | { readonly ok: false; readonly problem: Finding };

/** Excel keeps 15 digits of a number; what stands beyond is made up. */
const MAX_EXACT_DIGITS = 15;
/** A General cell shows longer numbers in scientific notation. */
const MAX_GENERAL_DIGITS = 11;
const ERROR_TEXT = /^#(REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|#+)$/i;
const SCIENTIFIC_TEXT = /^\d(?:\.\d+)?E\+\d+$/i;
/** A whole number that passed through a float column on its way into a CSV. */
const FLOAT_TEXT = /^\d+\.0+$/;
/** What programs and people write where they have no id. */
const PLACEHOLDER = /^(?:nan|null|none|nil|undefined|n\/?a|[-–—?.]+|없음|미정|탈퇴|해당\s?없음)$/i;
/** Most ids: nothing to tidy in them, and nothing that any of the patterns above and below finds. */
const ORDINARY = /^(?:[A-Za-z_-]*\d[\w-]*|[A-Za-z][\w.+-]*@[\w.-]+)$/;
/** How many characters of a cell one of an id may take. */
const MOST_SPELLED = 4;
const LINE_BREAK_OR_CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Reads a cell that holds something as a user id, exactly as a person sees it, or says why not. */
export function readUserId(cell: RawValue, rules: SheetRules): UserIdReading {
  switch (cell.kind) {
    case "text":
      return showsOther(cell) ?? readText(cell.text, rules);
    case "number":
      return readNumber(cell.source, cell.format, rules);
    case "date":
      return refuse({ code: "user_id_is_date", value: cell.text });
    case "boolean":
      return refuse({ code: "user_id_is_boolean", value: cell.text });
    case "error":
      return refuse({ code: "user_id_is_error", value: cell.text });
    case "formula_without_value":
      return refuse({ code: "user_id_formula_without_value" });
    case "unreadable":
      return refuse({ code: "cell_unreadable", details: { why: cell.why } });
  }
}

function refuse(problem: Finding): UserIdReading {
  return { ok: false, problem };
}

function readText(text: string, rules: SheetRules): UserIdReading {
  if (isDateText(text)) return refuse({ code: "user_id_is_date", value: text });
  if (ORDINARY.test(text)) return checkForm(text, rules);
  // Cut off before anything goes over it: spaces and split syllables make an id this much longer.
  if (text.length > MOST_SPELLED * rules.maxUserIdLength) return tooLong(text, rules);
  const userId = withoutTextMark(cleanText(text));
  if (userId === "") return refuse({ code: "user_id_missing", value: text });
  if (isDateText(userId)) return refuse({ code: "user_id_is_date", value: text });
  if (ERROR_TEXT.test(userId)) return refuse({ code: "user_id_is_error", value: text });
  if (SCIENTIFIC_TEXT.test(userId)) return refuse({ code: "user_id_scientific", value: text });
  if (FLOAT_TEXT.test(userId)) return refuse({ code: "user_id_not_whole", value: text });
  if (PLACEHOLDER.test(userId)) return refuse({ code: "user_id_placeholder", value: text });
  if (LINE_BREAK_OR_CONTROL.test(userId)) {
    return refuse({ code: "user_id_line_break", value: text });
  }
  const checked = checkForm(userId, rules);
  if (!checked.ok || userId === text) return checked;
  return {
    ...checked,
    warning: { code: "user_id_normalised", value: text, details: { after: userId } },
  };
}

function readNumber(source: string, format: NumberFormat, rules: SheetRules): UserIdReading {
  const decimal = parseDecimal(source);
  if (decimal.kind === "not_a_number") return refuse({ code: "user_id_is_error", value: source });
  if (decimal.kind === "fraction" || decimal.negative) {
    return refuse({ code: "user_id_not_whole", value: source });
  }
  const { digits } = decimal;
  if (digits.length > MAX_EXACT_DIGITS) {
    return refuse({ code: "user_id_too_many_digits", value: digits });
  }
  const inGeneral = format.kind === "general" && digits.length > MAX_GENERAL_DIGITS;
  if (format.kind === "scientific" || inGeneral) {
    return refuse({ code: "user_id_scientific", value: shownScientific(digits) });
  }
  if (!showsDigits(digits, format)) return unclear(digits, format.show(Number(digits)), format);
  return checkForm(digits.padStart(format.minDigits, "0"), rules);
}

/** A format may show nothing, or a dash, for 0 alone. */
function showsDigits(digits: string, { kind, exactDigits, show }: NumberFormat): boolean {
  if (kind === "general") return digits.length <= exactDigits;
  if (kind !== "digits" || digits.length > exactDigits) return false;
  return digits !== "0" || /^0+$/.test(show(0)?.replaceAll(",", "").trim() ?? "");
}

function unclear(value: string, shown: string | undefined, { code }: NumberFormat): UserIdReading {
  const details = { format: code, ...tellShown(shown) };
  return refuse({ code: "user_id_format_unclear", value, details });
}

/** Text under a format that adds to it or hides it. */
function showsOther({ text, format }: RawValue & { kind: "text" }): UserIdReading | undefined {
  if (format === undefined) return undefined;
  const shown = format.show(text);
  const isSame = shown !== undefined && cleanText(shown) === cleanText(text);
  return isSame ? undefined : unclear(text, shown, format);
}

/** As Excel shows it in a General cell, for the marketer to recognise. */
function shownScientific(digits: string): string {
  return Number(digits)
    .toExponential(5)
    .replace(/\.?0*e\+(\d)$/, "E+0$1")
    .replace(/\.?0*e\+/, "E+");
}

function tooLong(value: string, { maxUserIdLength: limit }: SheetRules): UserIdReading {
  return refuse({ code: "user_id_too_long", value, details: { limit } });
}

function checkForm(userId: string, rules: SheetRules): UserIdReading {
  if (userId.length > rules.maxUserIdLength) return tooLong(userId, rules);
  const problem = checkUserIdPattern(userId, rules.userIdPattern);
  if (problem !== undefined) return refuse(problem);
  if (!userId.includes(" ")) return { ok: true, userId };
  return { ok: true, userId, warning: { code: "user_id_inner_space", value: userId } };
}

/** No date that Excel writes is longer. */
const MOST_CHARACTERS = 24;
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const MONTH_NUMBER = "(?:0?[1-9]|1[0-2])";
const TIME = "(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?: ?[AaPp][Mm])?";
const PATTERNS = [
  `\\d{4}([-/.] ?)${MONTH_NUMBER}\\1${DAY}\\.?(?:[ T]${TIME})?`,
  `${MONTH_NUMBER}([/.])${DAY}\\2(?:\\d{4}|\\d{2})(?: ${TIME})?`,
  `${DAY}([/.])${MONTH_NUMBER}\\3(?:\\d{4}|\\d{2})(?: ${TIME})?`,
  `${DAY}[-/ ]${MONTH}(?:[-/ ,]{1,2}\\d{2,4})?`,
  `${MONTH}-\\d{2}(?:\\d{2})?`,
  `${MONTH} \\d{1,2}, ?\\d{4}`,
  `(?:\\d{2,4}년 ?)?${MONTH_NUMBER}월 ?${DAY}일`,
  `\\d{2,4}년 ?${MONTH_NUMBER}월`,
  `(?:오전 |오후 )?${TIME}`,
];
const DATE = new RegExp(`^(?:${PATTERNS.join("|")})$`);
/** Every date has one of these characters; most ids have none. */
const PERHAPS = /[-/.:월,]/;
const SMALL_A = 97;
const SMALL_Z = 122;

/**
 * Whether a text is a date or a time, spelled as Excel spells those that it made of something else:
 * `1-3` becomes `03-Jan`, `1월 03일` or `2026-01-03`.
 */
function isDateText(text: string): boolean {
  const first = text.charCodeAt(0);
  // No date begins with a small letter, as many ids do.
  if (first >= SMALL_A && first <= SMALL_Z) return false;
  return text.length <= MOST_CHARACTERS && PERHAPS.test(text) && DATE.test(text.trim());
}
