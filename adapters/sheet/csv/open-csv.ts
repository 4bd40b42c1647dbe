import { CsvError, parse } from "csv-parse";
import type { RawRow, RawSheet } from "../../../domain/sheet/raw-sheet.ts";
import { SheetUnreadableError } from "../../../domain/sheet/sheet-unreadable.ts";
import { LIMITS, overLimit, type TimeBudget } from "../read-limits.ts";
import {
  CSV_SYNTAX,
  type Delimiter,
  detectDelimiter,
  forcedTextQuoted,
  SEP_LINE,
  toRawRow,
} from "./csv-syntax.ts";
import { detectEncoding, readText, type TextEncoding } from "./text-encoding.ts";

const SAMPLE_CHARACTERS = 100_000;

interface CsvFile {
  readonly path: string;
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
}

/**
 * Opens a text file with separators as a sheet of one nameless tab.
 * @throws {SheetUnreadableError} when its encoding is unclear.
 */
export async function openCsv(path: string, ending: string, budget: TimeBudget): Promise<RawSheet> {
  const encoding = await detectEncoding(path, budget);
  const sample = await readSample(path, encoding, budget);
  const delimiter = detectDelimiter(sample, ending);
  const file: CsvFile = { path, encoding, delimiter };
  const readRows = () => ({
    batches: readRecords(file, budget),
    mergedRanges: () => [],
    isColumnHidden: () => false,
  });
  return {
    tabs: [{ name: undefined, visible: true, readRows }],
    // Where semicolons part the fields, commas usually part decimals.
    commaMayBeDecimal: delimiter === ";",
    commaPartsFields: delimiter === ",",
  };
}

/** Enough of the text to hold the rows a header can stand in. */
async function readSample(path: string, encoding: TextEncoding, budget: TimeBudget) {
  let sample = "";
  for await (const text of readText(path, encoding, budget)) {
    sample += text;
    if (sample.length > SAMPLE_CHARACTERS) break;
  }
  return sample;
}

async function* readRecords(file: CsvFile, budget: TimeBudget): AsyncGenerator<readonly RawRow[]> {
  let rows: RawRow[] = [];
  let number = 0;
  const parser = parse({
    ...CSV_SYNTAX,
    delimiter: file.delimiter,
    on_record(record: string[]) {
      number += 1;
      if (number > LIMITS.rows) throw overLimit(`${LIMITS.rows.toLocaleString("en-US")} rows`);
      rows.push(toRawRow(record, number));
      // The parser builds an error, stack and all, for each row that is not as long as the first,
      // even when told to relax: 20 µs each. Treating every row as the first avoids that.
      Object.assign(parser.info, { records: 0 });
      // Rows are taken from here; nothing passes through the stream, so nothing piles up in it.
      return null;
    },
  });
  parser.on("error", () => {
    // Thrown by the write that caused it.
  });
  parser.resume();
  try {
    let first = true;
    const pieces = readText(file.path, file.encoding, budget);
    for await (const text of forcedTextQuoted(pieces, file.delimiter)) {
      const piece = first ? text.replace(SEP_LINE, "") : text;
      first = false;
      if (piece !== "") await written((done) => parser.write(piece, done));
      if (rows.length > 0) yield rows;
      rows = [];
    }
    await written((done) => parser.end(done));
    if (rows.length > 0) yield rows;
  } catch (error) {
    throw toUnreadable(error, number + 1);
  } finally {
    parser.destroy();
  }
}

function written(write: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    write((error) => (error ? reject(error) : resolve()));
  });
}

function toUnreadable(error: unknown, row: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === "CSV_MAX_RECORD_SIZE") return overLimit("characters in a row");
  return new SheetUnreadableError({ code: "csv_malformed", details: { row } }, { cause: error });
}
