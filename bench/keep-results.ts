import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "./machine.ts";
import { replaceSection } from "./markdown-table.ts";

const RESULTS = join(import.meta.dirname, "results");
const DOCUMENT = join(import.meta.dirname, "..", "docs", "performance.md");

export interface BenchRecord {
  readonly bench: string;
  readonly command: string;
  readonly date: string;
  readonly machine: Machine;
  readonly results: unknown;
  readonly versions?: Readonly<Record<string, string>>;
}

/** Keeps a bench's figures in bench/results, and its text in its place in docs/performance.md. */
export async function keepResults(record: BenchRecord, section: string): Promise<void> {
  const path = join(RESULTS, `${record.bench}.json`);
  await writeFile(path, `${JSON.stringify(record, undefined, 2)}\n`);
  const document = await readFile(DOCUMENT, "utf8");
  await writeFile(DOCUMENT, replaceSection(document, record.bench, section));
}
