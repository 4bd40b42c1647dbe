import { LIMITS, overLimit } from "../read-limits.ts";
import type { Delimiter } from "./delimiter.ts";

/**
 * Some programs keep Excel from reading a text as a number by a formula, `="00123"`, and forget the
 * quotes that a CSV needs around it. Puts them there and leaves all else in these lines as it is.
 */
export function quoteForcedText(lines: string, delimiter: Delimiter): string {
  if (!lines.includes('="')) return lines;
  const ends = `[${delimiter}\r\n]`;
  const field = new RegExp(`(^|${ends})="([^"\r\n]*)"(?=${ends}|$)`, "g");
  return lines.replace(field, '$1"=""$2"""');
}

/** The same for a text in pieces, which are cut anew where lines end. */
export async function* forcedTextQuoted(
  pieces: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const end = Math.max(piece.lastIndexOf("\n"), piece.lastIndexOf("\r"));
    if (end > 0) yield quoteForcedText(rest + piece.slice(0, end), delimiter);
    rest = end > 0 ? piece.slice(end) : rest + piece;
    if (rest.length > LIMITS.csvRecordCharacters) throw overLimit("characters in a row");
  }
  if (rest !== "") yield quoteForcedText(rest, delimiter);
}
