import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createGzip } from "node:zlib";
import type { ResultLine } from "../../presentation/workbook/result-line.ts";
import type { ListSheet } from "../../presentation/workbook/result-workbook-layout.ts";
import type { CopiedCell } from "./raw-cell-value.ts";

/** A payment's outcome, and its row of the sheet where that could be read. */
export interface SpooledLine {
  readonly line: ResultLine;
  readonly cells?: readonly CopiedCell[] | undefined;
}

/** Lines kept on disk, in order, once for each tab that lists them. */
export interface LineSpool {
  lines(sheet: ListSheet): AsyncIterable<SpooledLine>;
  remove(): Promise<void>;
}

const SHEETS = ["failed", "unknown", "all"] as const satisfies readonly ListSheet[];

/**
 * Writes the lines to temporary files. A workbook begins with its summary and its failures, which
 * are only known at the end, and a million lines do not fit in memory.
 */
export async function spoolLines(
  lines: AsyncIterable<SpooledLine>,
  temporaryDirectory: string,
): Promise<LineSpool> {
  const directory = await mkdtemp(join(temporaryDirectory, "paysheet-result-"));
  const remove = () => rm(directory, { recursive: true, force: true });
  const pathOf = (sheet: ListSheet) => join(directory, `${sheet}.ndjson.gz`);
  const files = {
    failed: createSpoolFile(pathOf("failed")),
    unknown: createSpoolFile(pathOf("unknown")),
    all: createSpoolFile(pathOf("all")),
  };
  try {
    for await (const spooled of lines) {
      await files.all.add(spooled);
      const { state, isRetried } = spooled.line;
      const isUnpaid = state === "rejected" || state === "withdrawn";
      if (isUnpaid && !isRetried) await files.failed.add(spooled);
      if (state === "unknown") await files.unknown.add(spooled);
    }
    for (const sheet of SHEETS) await files[sheet].end();
  } catch (error) {
    for (const sheet of SHEETS) await files[sheet].abandon();
    await remove();
    throw error;
  }
  return { lines: (sheet) => readLines(pathOf(sheet)), remove };
}

const BLOCK_LINES = 500;

function createSpoolFile(path: string) {
  // Lambda's disk is small: a million lines take a tenth of it this way.
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const written = pipeline(gzip, createWriteStream(path));
  written.catch(() => {});
  let block: string[] = [];
  const flush = async () => {
    const text = block.join("");
    block = [];
    if (!gzip.write(text)) await once(gzip, "drain");
  };
  return {
    async add(line: SpooledLine): Promise<void> {
      block.push(`${JSON.stringify(line)}\n`);
      if (block.length === BLOCK_LINES) await flush();
    },
    async end(): Promise<void> {
      if (block.length > 0) await flush();
      gzip.end();
      await written;
    },
    async abandon(): Promise<void> {
      gzip.destroy();
      await written.catch(() => {});
    },
  };
}

async function* readLines(path: string): AsyncGenerator<SpooledLine> {
  const gunzip = createGunzip();
  // Errors of the file are thrown to the reader, by the stream below.
  pipeline(createReadStream(path), gunzip).catch(() => {});
  let rest = "";
  for await (const text of gunzip.setEncoding("utf8")) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield parseLine(line);
  }
}

/** Not checked: this process wrote it. */
function parseLine(text: string): SpooledLine {
  return JSON.parse(text);
}
