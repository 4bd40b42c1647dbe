import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { interleave } from "../interleave.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { allCores } from "./cores.ts";
import { openBenchPlace } from "./open-bench-place.ts";
import { runSharded, type ShardedCase, type ShardedRun } from "./sharded-run.ts";

export interface ShardedResult extends ShardedCase {
  readonly runs: number;
  readonly outcome: Outcome<PaidInShards>;
}

/** What several runs took. */
export interface PaidInShards {
  /** Whether every run paid every payment once, by the points API's books and by the ledger. */
  readonly complete: boolean;
  /** How many workers paid at once. */
  readonly shards: number;
  /** Workers killed a run. */
  readonly killed: number;
  /** Reading the sheet with all rules. */
  readonly checkMs: Spread;
  /** Reading it once more and writing its chunks. */
  readonly splitMs: Spread;
  /** From the first call to the last answer. */
  readonly payingMs: Spread;
  /** Counting and writing the result workbook. */
  readonly reportMs: Spread;
  /** From the invocation to its end, the check not counted in. */
  readonly wholeMs: Spread;
  /** Of all processes from their start to their end, the check's not counted in. */
  readonly cpuMs: Spread;
  /** Of the process that splits and reports. */
  readonly parentPeakMb: Spread;
  /** Of the largest of the processes that pay. */
  readonly workerPeakMb: Spread;
  /** The most calls within any second, of all workers together. */
  readonly busiestSecond: Spread;
  /** Calls answered 429. */
  readonly refused: Spread;
  /** Calls under a key that was paid before. */
  readonly duplicates: Spread;
}

/** Pays each case, one run of each a turn, with emulators that have seen no other run. */
export async function benchShards(plan: {
  readonly folder: string;
  readonly cases: readonly (ShardedCase & { readonly runs: number })[];
  /** The workbook of so many payments. */
  workbookOf(payments: number): string;
  tell(line: string): void;
  /** Told how far a run has come. */
  notifyProgress(line: string): void;
}): Promise<ShardedResult[]> {
  const runs = await interleave({
    subjects: plan.cases,
    turns: Math.max(...plan.cases.map((one) => one.runs)),
    async run(one, turn) {
      const { payments, ratePerSecond, isOneKilled } = one;
      const killing = isOneKilled ? ", one worker killed" : "";
      plan.tell(`Turn ${turn}: ${payments} payments at ${ratePerSecond}/s${killing} …`);
      const folder = join(plan.folder, `${payments}-${ratePerSecond}-${killing.length}-${turn}`);
      await mkdir(folder);
      const place = await openBenchPlace(folder, allCores());
      try {
        const path = plan.workbookOf(payments);
        return await runSharded(place, { ...one, path, tell: plan.notifyProgress });
      } finally {
        await place.close();
      }
    },
    needsNoMore: (list, one) => list.length === one.runs || list.some(({ ok }) => !ok),
  });
  return runs.map(([one, list]) => ({
    ...one,
    runs: list.length,
    outcome: outcomeOf(list, summarise),
  }));
}

type Paid = Extract<ShardedRun, { readonly ok: true }>;

function summarise(runs: readonly Paid[]): PaidInShards {
  const spread = (of: (run: Paid) => number) => spreadOf(runs.map(of));
  const most = (of: (run: Paid) => number) => Math.max(...runs.map(of));
  const stepMs = (name: string) => spread(({ stepsMs }) => stepsMs[name] ?? Number.NaN);
  return {
    complete: runs.every(({ complete }) => complete),
    shards: most(({ shards }) => shards),
    killed: most(({ killed }) => killed),
    checkMs: spread(({ checkMs }) => checkMs),
    splitMs: stepMs("split"),
    payingMs: spread(({ calls }) => calls.payingMs),
    reportMs: stepMs("report"),
    wholeMs: spread(({ work }) => work.wallMs),
    cpuMs: spread(({ whole, children }) =>
      children.reduce((sum, { cpuMs }) => sum + cpuMs, whole.cpuMs),
    ),
    parentPeakMb: spread(({ whole }) => whole.peakRssMb),
    workerPeakMb: spread(({ whole, children }) =>
      children.length === 0
        ? whole.peakRssMb
        : Math.max(...children.map(({ peakRssMb }) => peakRssMb)),
    ),
    busiestSecond: spread(({ calls }) => calls.busiestSecond),
    refused: spread(({ calls }) => calls.refused),
    duplicates: spread(({ calls }) => calls.duplicates),
  };
}
