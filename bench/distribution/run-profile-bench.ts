import { join } from "node:path";
import { markdownTable } from "../markdown-table.ts";
import { NO_LIMIT_PER_SECOND } from "./contenders.ts";
import { runPayingBench } from "./run-paying-bench.ts";
import { runWorker } from "./run-worker.ts";
import { type PartCost, profilingFlags, readProfile } from "./worker-profile.ts";

const PAYMENTS = 10_000;
const QUICK_PAYMENTS = 1_000;
const LATENCY_MS = 5;
const CONCURRENCY = 64;
const HEADER = ["part", "CPU a payment, µs", "share"];

/** Where the time of a worker goes that nothing but itself holds up. */
export function runProfileBench(quick: boolean): Promise<void> {
  return runPayingBench({
    name: "worker-profile",
    quick,
    async measure(place, tell) {
      const payments = quick ? QUICK_PAYMENTS : PAYMENTS;
      const workbookOf = await place.workbooks([payments]);
      tell(`Paying ${payments} under Node's profiler …`);
      const profiles = join(place.folder, "profiles");
      const run = await runWorker(place, {
        path: workbookOf(payments),
        book: { latencyMs: LATENCY_MS },
        pointsApi: { ratePerSecond: NO_LIMIT_PER_SECOND, concurrency: CONCURRENCY },
        flags: await profilingFlags(profiles),
      });
      if (!run.ok) throw new Error(`The worker ${run.why}.`);
      const parts = await readProfile(profiles);
      return describe(parts, payments);
    },
  });
}

function describe(parts: readonly PartCost[], payments: number): string {
  const wholeMs = parts.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const rows = parts.map(({ part, selfMs }) => [
    part,
    ((selfMs * 1000) / payments).toFixed(0),
    `${((selfMs / wholeMs) * 100).toFixed(1)} %`,
  ]);
  const head = `${payments.toLocaleString("en-US")} payments, ${CONCURRENCY} at once, answered after ${LATENCY_MS} ms, by one process from its start to its end.`;
  return `${head}\n\n${markdownTable(HEADER, rows)}`;
}
