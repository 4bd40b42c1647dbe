/**
 * What XML can't hold, what it would change, and what the format would read as an escaped
 * character, which is spelt as one itself.
 */
const NEEDS_SPELLING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /_(?=x[0-9A-Fa-f]{4}_)|[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu;

/** Text as a cell must spell it (`_x0007_`) so that exactly this text is read back. */
export function spelt(text: string): string {
  return text.replaceAll(
    NEEDS_SPELLING,
    (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );
}
