import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { PAYMENT_STATES } from "../../domain/distribution/ledger.ts";
import type { ResultLine } from "../../domain/report/result-workbook-layout.ts";

/** Lines kept on disk, in order, to be read more than once. */
export interface LineSpool {
  lines(): AsyncIterable<ResultLine>;
  remove(): Promise<void>;
}

const lineSchema: z.ZodType<ResultLine> = z.object({
  row: z.int(),
  userId: z.string(),
  points: z.int(),
  reason: z.string(),
  state: z.enum(PAYMENT_STATES),
  why: z.string(),
  transactionId: z.string(),
  time: z.number().exactOptional(),
});

/**
 * Writes the lines to a temporary file. A workbook begins with its summary and its failures, which
 * are only known at the end, and a million lines do not fit in memory.
 */
export async function spoolLines(
  lines: AsyncIterable<ResultLine>,
  temporaryDirectory: string,
): Promise<LineSpool> {
  const directory = await mkdtemp(join(temporaryDirectory, "paysheet-result-"));
  const path = join(directory, "lines.ndjson");
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await pipeline(Readable.from(inBlocks(lines)), createWriteStream(path));
  } catch (error) {
    await remove();
    throw error;
  }
  return { lines: () => readLines(path), remove };
}

const BLOCK_LINES = 500;

async function* inBlocks(lines: AsyncIterable<ResultLine>): AsyncGenerator<string> {
  let block: string[] = [];
  for await (const line of lines) {
    block.push(`${JSON.stringify(line)}\n`);
    if (block.length < BLOCK_LINES) continue;
    yield block.join("");
    block = [];
  }
  yield block.join("");
}

async function* readLines(path: string): AsyncGenerator<ResultLine> {
  const input = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of input) yield lineSchema.parse(JSON.parse(line));
}
