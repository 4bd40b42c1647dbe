import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runBench } from "../bench-run.ts";
import { markdownTable } from "../markdown-table.ts";
import { showSpread } from "../spread.ts";
import { allCores } from "./cores.ts";
import { measureEmulators } from "./emulator-limits.ts";
import { openBenchPlace } from "./open-bench-place.ts";
import { benchShards, type PaidInShards, type ShardedResult } from "./sharded-bench.ts";
import { goalsOf, limitMsOf } from "./sharded-goals.ts";
import type { ShardedCase } from "./sharded-run.ts";
import { showEmulatorLimits } from "./show-emulator-limits.ts";

type Case = ShardedCase & { readonly runs: number };

const LATENCY_MS = 20;
/** What the points API allows; more than a machine of few cores can make. */
const RATE_PER_SECOND = 5_000;
/** What two cores can make, emulators included; two workers pay it. */
const HELD_PER_SECOND = 1_000;
const AT_FULL_RATE = { ratePerSecond: RATE_PER_SECOND, latencyMs: LATENCY_MS };
const AT_HELD_RATE = { ratePerSecond: HELD_PER_SECOND, latencyMs: LATENCY_MS };
const SIZES: readonly Case[] = [
  { ...AT_FULL_RATE, payments: 10_000, runs: 5, isOneKilled: false },
  { ...AT_FULL_RATE, payments: 100_000, runs: 3, isOneKilled: false },
  { ...AT_FULL_RATE, payments: 1_000_000, runs: 1, isOneKilled: true },
];
const HELD: readonly Case[] = [
  { ...AT_HELD_RATE, payments: 100_000, runs: 2, isOneKilled: false },
  { ...AT_HELD_RATE, payments: 100_000, runs: 1, isOneKilled: true },
];
const QUICK_SIZES = 2;
const QUICK_HELD_SHARE = 10;
const SIZES_HEADER = [
  "payments",
  "workers",
  "killed",
  "runs",
  "check, s",
  "split, s",
  "paying, s",
  "report, s",
  "whole, s",
  "paying a payment, µs",
  "CPU a payment, µs",
  "peak memory: that splits and reports, MB",
  "peak memory: largest that pays, MB",
  "busiest second, calls",
  "to the rate",
  "asked again",
];
const HELD_HEADER = [
  "rate, calls/s",
  "payments",
  "workers",
  "killed",
  "runs",
  "limit, s",
  "paying, s",
  "to the limit",
  "busiest second, calls",
  "to the rate",
  "answered 429",
  "asked again",
  "CPU a payment, µs",
];

/** Up to a million payments, checked, split, paid by several workers at once, and reported. */
export function runMillionBench(quick: boolean): Promise<void> {
  return runBench({
    name: "million",
    quick,
    async measure(folder, tell) {
      const sizes = quick ? SIZES.slice(0, QUICK_SIZES).map((one) => ({ ...one, runs: 1 })) : SIZES;
      const held = quick ? HELD.map(shorter) : HELD;
      const { emulators, workbookOf } = await prepare(folder, [...sizes, ...held]);
      const plan = { folder, workbookOf, tell, notifyProgress };
      const paid = await benchShards({ ...plan, cases: sizes });
      const paidAtRate = await benchShards({ ...plan, cases: held });
      const text = [
        allCores().told,
        showEmulatorLimits(emulators),
        goalsOf(paid, paidAtRate).join("\n"),
        markdownTable(SIZES_HEADER, paid.map(sizeRow)),
        `${HELD_PER_SECOND.toLocaleString("en-US")} a second, which this machine can make:`,
        markdownTable(HELD_HEADER, paidAtRate.map(heldRow)),
      ];
      return text.join("\n\n");
    },
  });
}

function shorter({ payments, ...rest }: Case): Case {
  return { ...rest, payments: payments / QUICK_HELD_SHARE, runs: 1 };
}

/** What is not told on standard output, where only what the bench came to is to stand. */
function notifyProgress(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function prepare(folder: string, cases: readonly Case[]) {
  const own = join(folder, "before");
  await mkdir(own);
  const place = await openBenchPlace(own, allCores());
  try {
    const emulators = await measureEmulators(place.world);
    const workbookOf = await place.workbooks(cases.map(({ payments }) => payments));
    return { emulators, workbookOf };
  } finally {
    await place.close();
  }
}

function sizeRow(result: ShardedResult): string[] {
  const { payments, runs, outcome } = result;
  const number = (value: number) => value.toLocaleString("en-US");
  if (!outcome.ok) return [number(payments), "", "", String(runs), outcome.why];
  const seconds = { divisor: 1_000, digits: 1 };
  const whole = { divisor: 1, digits: 0 };
  const micros = { divisor: payments / 1_000, digits: 0 };
  return [
    number(payments),
    String(outcome.shards),
    String(outcome.killed),
    String(runs),
    showSpread(outcome.checkMs, seconds),
    showSpread(outcome.splitMs, seconds),
    showSpread(outcome.payingMs, seconds),
    showSpread(outcome.reportMs, seconds),
    showSpread(outcome.wholeMs, seconds),
    outcome.complete ? showSpread(outcome.payingMs, micros) : "MISSING",
    showSpread(outcome.cpuMs, micros),
    showSpread(outcome.parentPeakMb, whole),
    showSpread(outcome.workerPeakMb, whole),
    ...rateCells(result, outcome),
    showSpread(outcome.duplicates, whole),
  ];
}

function heldRow(result: ShardedResult): string[] {
  const { ratePerSecond, payments, runs, outcome } = result;
  const number = (value: number) => value.toLocaleString("en-US");
  const start = [number(ratePerSecond), number(payments)];
  if (!outcome.ok) return [...start, "", "", String(runs), outcome.why];
  const whole = { divisor: 1, digits: 0 };
  const limitMs = limitMsOf(result);
  return [
    ...start,
    String(outcome.shards),
    String(outcome.killed),
    String(runs),
    (limitMs / 1_000).toFixed(1),
    showSpread(outcome.payingMs, { divisor: 1_000, digits: 1 }),
    outcome.complete ? showSpread(outcome.payingMs, { divisor: limitMs, digits: 3 }) : "MISSING",
    ...rateCells(result, outcome),
    showSpread(outcome.refused, whole),
    showSpread(outcome.duplicates, whole),
    showSpread(outcome.cpuMs, { divisor: payments / 1_000, digits: 0 }),
  ];
}

function rateCells({ ratePerSecond }: ShardedResult, { busiestSecond }: PaidInShards): string[] {
  return [
    showSpread(busiestSecond, { divisor: 1, digits: 0 }),
    showSpread(busiestSecond, { divisor: ratePerSecond, digits: 3 }),
  ];
}
