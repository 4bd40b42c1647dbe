import { cleanText } from "./clean-text.ts";

/** The way some programs force text in a CSV: `="00123"`. */
const FORCED_TEXT = /^="([^"]*)"$/;
/** What people type before a number to keep it text, and what stands behind it where it was quoted. */
const APOSTROPHES = /^['‘’`´]+([^'‘’`´]*)['‘’`´]*$/;

/** A cleaned text without the mark that only said "this is text": `="00123"` and `'00123` are 00123. */
export function withoutTextMark(cleaned: string): string {
  const first = cleaned.charCodeAt(0);
  // Most texts begin with a letter or a digit.
  if (first >= 0x30 && first <= 0x39) return cleaned;
  const text = FORCED_TEXT.exec(cleaned)?.[1] ?? APOSTROPHES.exec(cleaned)?.[1];
  return text === undefined ? cleaned : cleanText(text);
}
