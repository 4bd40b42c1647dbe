import { runBench } from "../bench-run.ts";
import { markdownTable } from "../markdown-table.ts";
import { showSpread } from "../spread.ts";
import { sheetReaders } from "./sheet-readers.ts";
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

/** Reads files of three writers and more rows than most sheets have, beside other readers. */
export function runSheetsBench(quick: boolean): Promise<void> {
  return runBench({
    name: "sheets",
    quick,
    async measure(folder, tell) {
      const readers = await sheetReaders(tell);
      const sizes = quick ? QUICK : FULL;
      const results = await benchSheets({ folder, readers, forms: WORKBOOK_FORMS, sizes, tell });
      const versions = Object.fromEntries(readers.map(({ name, version }) => [name, version]));
      const peers = readers.map(({ name, version }) => `${name} ${version}`).join("; ");
      const rows = results.map((result) => tableRow(result, results));
      return { results, versions, text: `${peers}.\n\n${markdownTable(HEADER, rows)}` };
    },
  });
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
