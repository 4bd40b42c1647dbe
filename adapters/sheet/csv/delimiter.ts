import { parse } from "csv-parse/sync";
import { LAST_HEADER_ROW, readHeader } from "../../../domain/sheet/find-header.ts";
import { CSV_SYNTAX, toRawRow } from "./csv-records.ts";
import { quoteForcedText } from "./forced-text.ts";

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
