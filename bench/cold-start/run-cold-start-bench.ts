import { runBench } from "../bench-run.ts";
import type { Costs } from "../costs.ts";
import { markdownTable } from "../markdown-table.ts";
import { showSpread } from "../spread.ts";
import { benchColdStarts, type ColdStart, type ColdStartResults } from "./cold-start-bench.ts";
import { coldFunctions } from "./functions.ts";

const GOAL = 1.5;
const MS = { divisor: 1, digits: 0 };
const HEADER = [
  "handler",
  "loads, KB",
  "wall, ms",
  "user CPU, ms",
  "peak memory, MB",
  "to its SDK",
];
const IMPORT_HEADER = ["import, alone", "loads, KB", "user CPU, ms", "used by"];

/** What a function takes before its first event, beside one that imports its SDK clients only. */
export function runColdStartBench(quick: boolean): Promise<void> {
  return runBench({
    name: "cold-start",
    quick,
    async measure(folder, tell) {
      const runs = quick ? 2 : 9;
      const results = await benchColdStarts({ folder, functions: coldFunctions(), runs, tell });
      return describe(results);
    },
  });
}

function describe({ empty, functions, imports }: ColdStartResults): string {
  const above = functions.filter((one) => ratioOf(one) > GOAL).map(({ name }) => name);
  const dearest = imports.toSorted(
    (one, other) => other.load.userCpuMs.median - one.load.userCpuMs.median,
  );
  return [
    above.length === 0
      ? `Every function starts in at most ${GOAL} times the CPU of its SDK clients alone.`
      : `NOT within ${GOAL} times the CPU of its SDK clients alone: ${above.join(", ")}.`,
    "",
    markdownTable(HEADER, [
      ["an empty one", "0", ...showLoad(empty), ""],
      ...functions.flatMap((one) => [
        [
          `**${one.name}**`,
          kilobytes(one.loadedBytes),
          ...showLoad(one.load),
          `**${ratioOf(one).toFixed(2)}**`,
        ],
        [
          `${one.name}: SDK clients only`,
          kilobytes(one.sdkOnly.loadedBytes),
          ...showLoad(one.sdkOnly.load),
          "1.00",
        ],
      ]),
    ]),
    "",
    "What each import costs by itself, with all that it imports in turn; what is shared is in each:",
    "",
    markdownTable(
      IMPORT_HEADER,
      dearest.map(({ specifier, loadedBytes, load, usedBy }) => [
        `\`${specifier}\``,
        kilobytes(loadedBytes),
        showSpread(load.userCpuMs, MS),
        usedBy.join(", "),
      ]),
    ),
  ].join("\n");
}

/** By user CPU: it bears a busy machine better than the wall does. */
function ratioOf({ load, sdkOnly }: ColdStart): number {
  return load.userCpuMs.median / sdkOnly.load.userCpuMs.median;
}

function showLoad({ wallMs, userCpuMs, peakRssMb }: Costs): string[] {
  return [wallMs, userCpuMs, peakRssMb].map((spread) => showSpread(spread, MS));
}

function kilobytes(bytes: number): string {
  return Math.round(bytes / 1024).toLocaleString("en-US");
}
