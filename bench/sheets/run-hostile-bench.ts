import { HOSTILE_FILES } from "../../test/sheets/hostile.ts";
import { runBench } from "../bench-run.ts";
import { COSTS_HEADER, showCosts } from "../costs.ts";
import { markdownTable } from "../markdown-table.ts";
import { benchHostileFiles, type HostileResult } from "./hostile-bench.ts";

/** What no hostile file may take. */
const MAX_WALL_MS = 10_000;
const MAX_RSS_MB = 300;
const WORST = 3;
const HEADER = ["hostile file", "bytes", "runs", ...COSTS_HEADER];

/** Checks every hostile file of the corpus, and shows the worst of them. */
export function runHostileBench(quick: boolean): Promise<void> {
  return runBench({
    name: "hostile",
    quick,
    async measure(folder, tell) {
      tell(`Checking ${HOSTILE_FILES.length} hostile files …`);
      const runs = quick ? 1 : 5;
      const results = await benchHostileFiles({ folder, files: HOSTILE_FILES, runs });
      return describe(results);
    },
  });
}

function describe(results: readonly HostileResult[]): string {
  const bad = results.filter(({ outcome }) => !outcome.ok || !outcome.asExpected);
  const slowest = worst(results, "wallMs");
  const largest = worst(results, "peakRssMb");
  const wallMs = Math.max(...slowest.map((one) => mostOf(one, "wallMs")));
  const rssMb = Math.max(...largest.map((one) => mostOf(one, "peakRssMb")));
  const verdict = wallMs <= MAX_WALL_MS && rssMb <= MAX_RSS_MB ? "within" : "NOT within";
  const limits = `${MAX_WALL_MS / 1_000} s and ${MAX_RSS_MB} MB`;
  return [
    `${results.length} files; the most that any run took: ${(wallMs / 1_000).toFixed(2)} s and ${rssMb.toFixed(0)} MB, ${verdict} ${limits}.`,
    bad.length === 0
      ? "Each came to its one problem, and no process died."
      : `NOT as expected: ${bad.map(({ file }) => file).join("; ")}.`,
    "",
    "The slowest and the largest:",
    "",
    markdownTable(HEADER, [...new Set([...slowest, ...largest])].map(tableRow)),
  ].join("\n");
}

type Cost = "wallMs" | "peakRssMb";

function mostOf({ outcome }: HostileResult, cost: Cost): number {
  return outcome.ok ? outcome[cost].max : Number.POSITIVE_INFINITY;
}

function worst(results: readonly HostileResult[], cost: Cost): HostileResult[] {
  return results.toSorted((one, other) => mostOf(other, cost) - mostOf(one, cost)).slice(0, WORST);
}

function tableRow({ file, fileBytes, runs, outcome }: HostileResult): string[] {
  const start = [file, fileBytes.toLocaleString("en-US"), String(runs)];
  return [...start, ...(outcome.ok ? showCosts(outcome) : [outcome.why])];
}
