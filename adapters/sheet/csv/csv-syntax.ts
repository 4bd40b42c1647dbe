import { parse } from "csv-parse/sync";
import { LAST_HEADER_ROW, readHeader } from "../../../domain/sheet/find-header.ts";
import type { RawCell, RawRow } from "../../../domain/sheet/raw-sheet.ts";
import { LIMITS, overLimit } from "../read-limits.ts";

/** How a CSV is read, apart from its delimiter. Quotes that don't match are errors, not text. */
export const CSV_SYNTAX = {
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  max_record_size: LIMITS.csvRecordCharacters,
};

export type Delimiter = "," | "\t" | ";";

const DELIMITERS: readonly Delimiter[] = [",", "\t", ";"];
/** A first line by which a file tells Excel its delimiter. */
export const SEP_LINE = /^\ufeff?"?sep=(.)"?(?:\r\n|\r|\n)/i;

/**
 * The character that parts the fields: the one with which a header row is found, else the one the
 * file's ending stands for, else the most frequent.
 */
export function detectDelimiter(sample: string, ending: string): Delimiter {
  const told = DELIMITERS.find((one) => one === SEP_LINE.exec(sample)?.[1]);
  if (told !== undefined) return told;
  const withHeader = DELIMITERS.filter((one) => findsHeader(sample, one));
  const [only, another] = withHeader;
  if (only !== undefined && another === undefined) return only;
  if (ending === "tsv") return "\t";
  return mostFrequent(sample);
}

function findsHeader(sample: string, delimiter: Delimiter): boolean {
  try {
    const options = { ...CSV_SYNTAX, delimiter, to: LAST_HEADER_ROW };
    const records: string[][] = parse(quoteForcedText(sample, delimiter), options);
    return records.some((record, index) => readHeader(toRawRow(record, index + 1)).kind !== "none");
  } catch {
    // With the wrong delimiter quotes need not match.
    return false;
  }
}

function mostFrequent(sample: string): Delimiter {
  const counts = DELIMITERS.map((one) => [one, sample.split(one).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** A record as a row of the sheet; fields without text are no cells. */
export function toRawRow(record: readonly string[], number: number): RawRow {
  if (record.length > LIMITS.columns) {
    throw overLimit(`${LIMITS.columns.toLocaleString("en-US")} columns`);
  }
  const cells: RawCell[] = [];
  for (const [column, text] of record.entries()) {
    if (text.length > LIMITS.cellCharacters) throw overLimit("32,767 characters in a cell");
    if (text !== "") cells.push({ column, kind: "text", text });
  }
  return { number, hidden: false, cells, fields: record.length };
}

/**
 * Some programs keep Excel from reading a text as a number by a formula, `="00123"`, and forget the
 * quotes that a CSV needs around it. Puts them there and leaves all else in these lines as it is.
 */
function quoteForcedText(lines: string, delimiter: Delimiter): string {
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
