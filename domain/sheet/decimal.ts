/** A number as spelled in a file, read without going through a binary float. */
export type Decimal =
  | { readonly kind: "whole"; readonly digits: string; readonly negative: boolean }
  | { readonly kind: "fraction" }
  | { readonly kind: "not_a_number" };

const SPELLING = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$|^([+-]?)\.(\d+)$/;
/** What nearly all cells hold: nothing to work out. */
const PLAIN = /^[1-9]\d{0,15}$/;
/** Beyond this, the digits of a whole number are not spelled out: no double is larger. */
const MAX_WHOLE_DIGITS = 310;

/** Reads XML Schema doubles and the like: `1000`, `1000.0`, `1E+3`, `1.5`. Exact at any length. */
export function parseDecimal(source: string): Decimal {
  if (PLAIN.test(source)) return { kind: "whole", digits: source, negative: false };
  const match = SPELLING.exec(source);
  if (match === null) return { kind: "not_a_number" };
  const [, sign, whole = "", fraction = "", exponentText = "0"] = match;
  if (match[6] !== undefined) return /^0+$/.test(match[6]) ? zero() : { kind: "fraction" };
  const digits = whole + fraction;
  if (/^0*$/.test(digits)) return zero();
  const pointAt = whole.length + Number(exponentText);
  if (pointAt > MAX_WHOLE_DIGITS) return { kind: "not_a_number" };
  if (pointAt <= 0 || /[1-9]/.test(digits.slice(pointAt))) return { kind: "fraction" };
  const shifted = digits.slice(0, pointAt).padEnd(pointAt, "0").replace(/^0+/, "");
  return { kind: "whole", digits: shifted, negative: sign === "-" };
}

function zero(): Decimal {
  return { kind: "whole", digits: "0", negative: false };
}
