/** Characters nobody sees: zero-width, direction marks, soft hyphen, byte order mark. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** More combining marks than a name or an id has; ordering very many takes far too long. */
const TOO_MANY_MARKS = /(?:\p{M}\P{M}*){17}/u;
const FEW_CHARACTERS = 17;

/** Normalised, unless that would take too long: no name or id looks like that. */
export function normalised(text: string, form: "NFC" | "NFKC"): string {
  if (text.length > FEW_CHARACTERS && TOO_MANY_MARKS.test(text)) return text;
  return text.normalize(form);
}

/** Most texts need nothing done: printable ASCII or Hangul syllables without outer spaces. */
const CLEAN_ALREADY = /^[!-~\uac00-\ud7a3](?:[ -~\uac00-\ud7a3]*[!-~\uac00-\ud7a3])?$/;

/**
 * Text as it was meant: no outer spaces, nothing invisible, full-width ASCII as ASCII, Hangul
 * composed (macOS splits it). Case and inner spaces stay.
 */
export function cleanText(text: string): string {
  if (CLEAN_ALREADY.test(text)) return text;
  const seen = text
    .replace(INVISIBLE, "")
    .replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(ODD_SPACES, " ");
  return normalised(seen, "NFC").trim();
}

/** The way some programs force text in a CSV: `="00123"`. */
const FORCED_TEXT = /^="([^"]*)"$/;
/** The apostrophe typed before a number to keep it text, and one after it if it was quoted. */
const APOSTROPHES = /^['‘’`´]+([^'‘’`´]*)['‘’`´]*$/;

/** A cleaned text without the mark that only said "this is text": `="00123"` and `'00123` are 00123. */
export function withoutTextMark(cleaned: string): string {
  const first = cleaned.charCodeAt(0);
  // Most texts begin with a letter or a digit.
  if (first >= 0x30 && first <= 0x39) return cleaned;
  const text = FORCED_TEXT.exec(cleaned)?.[1] ?? APOSTROPHES.exec(cleaned)?.[1];
  return text === undefined ? cleaned : cleanText(text);
}
