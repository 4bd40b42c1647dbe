import { parseDecimal } from "./decimal.ts";
import { showText } from "./problem-table.ts";

/** Signs that may stand before or after an amount of points without changing how much it is. */
const BEFORE = String.raw`(?:[₩￦\\+]|krw|pts?|points?|p|포인트)`;
const AFTER = "(?:[₩￦]|krw|pts?|points?|p|점|원|포인트)";
const NUMBER = String.raw`((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:E\+?\d{1,3})?)`;
const AMOUNT = new RegExp(`^(?:${BEFORE}\\s*){0,2}${NUMBER}(?:\\s*${AFTER})?$`, "i");
const MAX_CHARACTERS = 80;

/**
 * The whole, positive amount that a person reads in what a cell shows: its digits without leading
 * zeros; nothing where a sign, currency, unit or anything else makes it another or an unclear one.
 */
export function shownAmount(shown: string): string | undefined {
  if (shown.length > MAX_CHARACTERS) return undefined;
  const number = AMOUNT.exec(shown.trim())?.[1];
  if (number === undefined) return undefined;
  const decimal = parseDecimal(number.replaceAll(",", ""));
  return decimal.kind === "whole" ? decimal.digits : undefined;
}

/** What a cell shows, for messages. */
export function tellShown(shown: string | undefined): { shownKo: string; shownEn: string } {
  if (shown === undefined) return { shownKo: "알 수 없는 값", shownEn: "something unclear" };
  const text = showText(shown.trim());
  if (text === "") return { shownKo: "빈칸", shownEn: "nothing" };
  return { shownKo: `‘${text}’`, shownEn: `“${text}”` };
}
