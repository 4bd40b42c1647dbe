/** A number as spelled in a file, read without going through a binary float. */
export type Decimal =
  | { readonly kind: "whole"; readonly digits: string; readonly negative: boolean }
  | { readonly kind: "fraction" }
  | { readonly kind: "not_a_number" };

const SPELLING = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$|^([+-]?)\.(\d+)$/;
/** What nearly all cells hold: nothing to work out. */
const PLAIN = /^[1-9]\d{0,15}$/;
/** As many as Excel shows: what binary floats leave beyond (`1243.0000000000002`) nobody sees. */
const SHOWN_DIGITS = 15;
/** Beyond this, the digits of a whole number are not spelled out: no double is larger. */
const MAX_WHOLE_DIGITS = 310;

/**
 * Reads XML Schema doubles and the like: `1000`, `1000.0`, `1E+3`, `1.5`. Whole numbers are exact at
 * any length; one with decimals is rounded to the 15 significant digits that Excel shows.
 */
export function parseDecimal(source: string): Decimal {
  if (PLAIN.test(source)) return { kind: "whole", digits: source, negative: false };
  const match = SPELLING.exec(source);
  if (match === null) return { kind: "not_a_number" };
  const [, sign, whole = "", fraction = "", exponentText = "0"] = match;
  if (match[6] !== undefined) return /^0+$/.test(match[6]) ? zero() : { kind: "fraction" };
  const spelled = whole + fraction;
  const digits = spelled.replace(/^0+/, "");
  if (digits === "") return zero();
  const pointAt = whole.length + Number(exponentText) - (spelled.length - digits.length);
  if (pointAt > MAX_WHOLE_DIGITS) return { kind: "not_a_number" };
  const shown = hasFraction(digits, pointAt) ? roundAsShown(digits, pointAt) : { digits, pointAt };
  if (hasFraction(shown.digits, shown.pointAt)) return { kind: "fraction" };
  const shifted = shown.digits.slice(0, shown.pointAt).padEnd(shown.pointAt, "0");
  return { kind: "whole", digits: shifted, negative: sign === "-" };
}

function hasFraction(digits: string, pointAt: number): boolean {
  return pointAt <= 0 || /[1-9]/.test(digits.slice(pointAt));
}

/** Half up, as Excel does; the point moves when all digits are nines. */
function roundAsShown(digits: string, pointAt: number): { digits: string; pointAt: number } {
  const up = (digits[SHOWN_DIGITS] ?? "0") >= "5" ? 1n : 0n;
  const rounded = String(BigInt(digits.slice(0, SHOWN_DIGITS)) + up);
  const moved = rounded.length > Math.min(digits.length, SHOWN_DIGITS) ? 1 : 0;
  return { digits: rounded, pointAt: pointAt + moved };
}

function zero(): Decimal {
  return { kind: "whole", digits: "0", negative: false };
}
