import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMachine, type Machine, showMachine } from "../machine.ts";
import { markdownTable, replaceSection } from "../markdown-table.ts";
import { showSpread } from "../spread.ts";
import { type SheetReaderProgram, sheetReaders } from "./sheet-readers.ts";
import { benchSheets, type SheetsResult } from "./sheets-bench.ts";
import { WORKBOOK_FORMS } from "./workbook-forms.ts";

const FULL = [
  { rows: 10_000, runs: 5 },
  { rows: 100_000, runs: 5 },
  // All rows a workbook can hold below its header; minutes a turn, hence fewer.
  { rows: 1_048_575, runs: 3 },
];
const QUICK = [
  { rows: 1_000, runs: 1 },
  { rows: 10_000, runs: 3 },
];
const RESULTS = join(import.meta.dirname, "..", "results", "sheets.json");
const DOCUMENT = join(import.meta.dirname, "..", "..", "docs", "performance.md");
const HEADER = [
  "rows",
  "file",
  "reader",
  "runs",
  "wall, s",
  "user CPU, s",
  "peak memory, MB",
  "CPU a row, µs",
  "CPU to exceljs streaming",
];

/** Prints the table; the full bench also writes it to bench/results and docs/performance.md. */
export async function runSheetsBench(quick: boolean): Promise<void> {
  const tell = (line: string) => void process.stdout.write(`${line}\n`);
  const command = `npm run bench -- sheets${quick ? " --quick" : ""}`;
  const date = new Date().toISOString().slice(0, 10);
  const machine = describeMachine();
  const readers = await sheetReaders(tell);
  const folder = await mkdtemp(join(tmpdir(), "paysheet-bench-"));
  try {
    const results = await benchSheets({
      folder,
      readers,
      forms: WORKBOOK_FORMS,
      sizes: quick ? QUICK : FULL,
      tell,
    });
    const section = describe({ command, date, machine, readers, results });
    tell(`\n${section}`);
    if (quick) return;
    const versions = Object.fromEntries(readers.map(({ name, version }) => [name, version]));
    const record = { bench: "sheets", command, date, machine, versions, results };
    await writeFile(RESULTS, `${JSON.stringify(record, undefined, 2)}\n`);
    const document = await readFile(DOCUMENT, "utf8");
    await writeFile(DOCUMENT, replaceSection(document, "sheets", section));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describe(bench: {
  readonly command: string;
  readonly date: string;
  readonly machine: Machine;
  readonly readers: readonly SheetReaderProgram[];
  readonly results: readonly SheetsResult[];
}): string {
  const versions = bench.readers.map(({ name, version }) => `${name} ${version}`).join("; ");
  const rows = bench.results.map((result) => tableRow(result, bench.results));
  return [
    `\`${bench.command}\`, ${bench.date}: ${showMachine(bench.machine)}.`,
    `${versions}.`,
    "",
    markdownTable(HEADER, rows),
  ].join("\n");
}

function tableRow(result: SheetsResult, all: readonly SheetsResult[]): string[] {
  const { rows, file, reader, runs, outcome } = result;
  const start = [rows.toLocaleString("en-US"), file, reader, String(runs)];
  if (!outcome.ok) return [...start, outcome.why.replaceAll(/[|\s]+/g, " ")];
  const peer = all.find(
    (one) => one.rows === rows && one.file === file && one.reader === "exceljs, streaming",
  );
  const ratio = peer?.outcome.ok
    ? (outcome.userCpuMs.median / peer.outcome.userCpuMs.median).toFixed(2)
    : "";
  return [
    ...start,
    showSpread(outcome.wallMs, { divisor: 1_000, digits: 2 }),
    showSpread(outcome.userCpuMs, { divisor: 1_000, digits: 2 }),
    showSpread(outcome.peakRssMb, { divisor: 1, digits: 0 }),
    ((outcome.userCpuMs.median * 1_000) / rows).toFixed(1),
    outcome.complete ? ratio : "rows or points MISSING",
  ];
}
