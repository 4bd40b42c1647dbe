/** Characters nobody sees: zero-width, direction marks, soft hyphen, byte order mark. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** Most texts need nothing done: printable ASCII or Hangul syllables without outer spaces. */
const CLEAN_ALREADY = /^[!-~\uac00-\ud7a3](?:[ -~\uac00-\ud7a3]*[!-~\uac00-\ud7a3])?$/;

/**
 * Text as it was meant: no outer spaces, nothing invisible, full-width ASCII as ASCII, Hangul
 * composed (macOS splits it). Case and inner spaces stay.
 */
export function cleanText(text: string): string {
  if (CLEAN_ALREADY.test(text)) return text;
  return text
    .replace(INVISIBLE, "")
    .replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(ODD_SPACES, " ")
    .normalize("NFC")
    .trim();
}
