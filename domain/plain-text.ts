/**
 * What nobody sees and what turns the direction of the text around it: controls, line ends, format
 * characters (zero-width ones and those of direction among them), private and lone surrogates, and
 * letters that are blank.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]|\u034f/gu;
const LINE_ENDS_AND_TABS = /[\t-\r\u0085\u2028\u2029]+/gu;

/**
 * People's text on one line as everybody sees it, in the composed spelling of its letters: two that
 * look alike are alike. Empty when there is nothing to see.
 */
export function plainLine(text: string): string {
  return text
    .replace(LINE_ENDS_AND_TABS, " ")
    .replace(UNSEEN, "")
    .replace(/\p{Zs}+/gu, " ")
    .normalize("NFC")
    .trim();
}

const UTF8 = new TextEncoder();

/** The text, cut between characters where it is longer than so many bytes of UTF-8. */
export function cutBytes(text: string, maxBytes: number): string {
  const { read } = UTF8.encodeInto(text, new Uint8Array(maxBytes));
  return text.slice(0, read);
}
