import { runBench } from "../bench-run.ts";
import { COSTS_HEADER, showCosts } from "../costs.ts";
import { markdownTable } from "../markdown-table.ts";
import { showVersions, versionsOf } from "../programs.ts";
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
  ...COSTS_HEADER,
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
      const table = markdownTable(
        HEADER,
        results.map((result) => tableRow(result, results)),
      );
      return `${showVersions(versionsOf(readers))}\n\n${table}`;
    },
  });
}

function tableRow(result: SheetsResult, all: readonly SheetsResult[]): string[] {
  const { rows, file, reader, runs, outcome } = result;
  const start = [rows.toLocaleString("en-US"), file, reader, String(runs)];
  if (!outcome.ok) return [...start, outcome.why];
  const peer = all.find(
    (one) => one.rows === rows && one.file === file && one.reader === "exceljs, streaming",
  );
  const ratio = peer?.outcome.ok
    ? (outcome.userCpuMs.median / peer.outcome.userCpuMs.median).toFixed(2)
    : "";
  return [
    ...start,
    ...showCosts(outcome),
    ((outcome.userCpuMs.median * 1_000) / rows).toFixed(1),
    outcome.complete ? ratio : "rows or points MISSING",
  ];
}
