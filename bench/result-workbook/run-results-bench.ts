import { runBench } from "../bench-run.ts";
import { COSTS_HEADER, showCosts } from "../costs.ts";
import { markdownTable } from "../markdown-table.ts";
import { showVersions, versionsOf } from "../programs.ts";
import { resultWriters } from "./result-writers.ts";
import { benchResults, type WritingResult } from "./results-bench.ts";

const FULL = [
  { payments: 10_000, runs: 5 },
  { payments: 100_000, runs: 5 },
  { payments: 1_000_000, runs: 3 },
];
const QUICK = [
  { payments: 1_000, runs: 1 },
  { payments: 10_000, runs: 2 },
];
const HEADER = ["payments", "writer", "runs", ...COSTS_HEADER, "file, MB", "CPU a payment, µs"];

/** Writes result workbooks of up to a million payments, beside other writers. */
export function runResultsBench(quick: boolean): Promise<void> {
  return runBench({
    name: "results",
    quick,
    async measure(folder, tell) {
      const writers = await resultWriters(tell);
      const results = await benchResults({ folder, writers, sizes: quick ? QUICK : FULL, tell });
      const table = markdownTable(HEADER, results.map(tableRow));
      return `${showVersions(versionsOf(writers))}\n\n${table}`;
    },
  });
}

function tableRow({ payments, writer, runs, outcome }: WritingResult): string[] {
  const start = [payments.toLocaleString("en-US"), writer, String(runs)];
  if (!outcome.ok) return [...start, outcome.why];
  return [
    ...start,
    ...showCosts(outcome),
    outcome.complete ? (outcome.fileBytes / 1e6).toFixed(1) : "rows or points MISSING",
    ((outcome.userCpuMs.median * 1_000) / payments).toFixed(1),
  ];
}
