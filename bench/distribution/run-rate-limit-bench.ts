import { markdownTable } from "../markdown-table.ts";
import { showSpread } from "../spread.ts";
import { measureEmulators } from "./emulator-limits.ts";
import { CANARY } from "./emulators/call-log.ts";
import { benchRates, type RateCase, type RateResult } from "./rate-limit-bench.ts";
import { runPayingBench } from "./run-paying-bench.ts";
import { showEmulatorLimits } from "./show-emulator-limits.ts";

/** The first is what most payouts are like; the others are shorter, lest a turn take minutes. */
const CASES: readonly RateCase[] = [
  { ratePerSecond: 400, latencyMs: 50, payments: 10_000 },
  { ratePerSecond: 400, latencyMs: 5, payments: 2_000 },
  { ratePerSecond: 400, latencyMs: 500, payments: 4_000 },
  { ratePerSecond: 50, latencyMs: 50, payments: 200 },
  { ratePerSecond: 2_000, latencyMs: 50, payments: 10_000 },
  { ratePerSecond: 2_000, latencyMs: 500, payments: 16_000 },
];
const RUNS = 5;
/** A run of it is a tenth as long. */
const QUICK_SHARE = 10;
/** How far above the rate a window of a second may be, and how far the time above the limit. */
const MAX_ABOVE_RATE = 1.02;
const MAX_ABOVE_LIMIT = 1.03;
const HEADER = [
  "rate, calls/s",
  "latency, ms",
  "payments",
  "runs",
  "limit, s",
  "paying, s",
  "to the limit",
  "after the first, s",
  "whole, s",
  "whole to the limit",
  "busiest second, calls",
  "answered 429",
  "most in flight",
  "CPU a payment, µs",
  "busiest partition, writes/s",
];

/** How close to the points API's rate the worker pays, with the settings it has by default. */
export function runRateLimitBench(quick: boolean): Promise<void> {
  return runPayingBench({
    name: "rate-limit",
    quick,
    async measure(place, tell) {
      const emulators = await measureEmulators(place.world);
      const cases = quick ? CASES.map(shorter) : CASES;
      const workbookOf = await place.workbooks(cases.map(({ payments }) => payments));
      const rates = await benchRates(place, { cases, runs: quick ? 1 : RUNS, workbookOf, tell });
      const table = markdownTable(HEADER, rates.map(tableRow));
      const text = [
        place.cores.told,
        showEmulatorLimits(emulators),
        rates.map(verdictOn).join("\n"),
        table,
      ];
      return text.join("\n\n");
    },
  });
}

function shorter({ payments, ...rest }: RateCase): RateCase {
  return { ...rest, payments: Math.ceil(payments / QUICK_SHARE) };
}

/** Of each case: whether the rate is reached once the first payments were looked at, and whether it is kept. */
function verdictOn({ ratePerSecond, latencyMs, outcome, ...rest }: RateResult): string {
  const name = `- ${ratePerSecond}/s and ${latencyMs} ms:`;
  if (!outcome.ok) return `${name} NOT paid.`;
  const payments = rest.payments - CANARY;
  const leastMs = limitMsOf({ payments, ratePerSecond }) + latencyMs;
  const toLeast = outcome.othersMs.median / leastMs;
  const above = outcome.busiestSecond.max / ratePerSecond;
  return (
    `${name} after the first ${CANARY} payments ${toLeast.toFixed(3)} of the limit's time and one latency ` +
    `(goal ${MAX_ABOVE_LIMIT}: ${verdict(toLeast <= MAX_ABOVE_LIMIT)}); the busiest second of all runs had ` +
    `${above.toFixed(3)} of the rate (goal ${MAX_ABOVE_RATE}: ${verdict(above <= MAX_ABOVE_RATE)}).`
  );
}

function verdict(isMet: boolean): string {
  return isMet ? "met" : "MISSED";
}

function limitMsOf({ payments, ratePerSecond }: Omit<RateCase, "latencyMs">): number {
  return (payments / ratePerSecond) * 1000;
}

function tableRow(result: RateResult): string[] {
  const { ratePerSecond, latencyMs, payments, runs, outcome } = result;
  const number = (value: number) => value.toLocaleString("en-US");
  const limitMs = limitMsOf(result);
  const start = [
    number(ratePerSecond),
    String(latencyMs),
    number(payments),
    String(runs),
    (limitMs / 1000).toFixed(1),
  ];
  if (!outcome.ok) return [...start, outcome.why];
  const whole = { divisor: 1, digits: 0 };
  return [
    ...start,
    showSpread(outcome.payingMs, { divisor: 1000, digits: 2 }),
    outcome.complete ? showSpread(outcome.payingMs, { divisor: limitMs, digits: 3 }) : "MISSING",
    showSpread(outcome.othersMs, { divisor: 1000, digits: 2 }),
    showSpread(outcome.wholeMs, { divisor: 1000, digits: 2 }),
    showSpread(outcome.wholeMs, { divisor: limitMs, digits: 3 }),
    showSpread(outcome.busiestSecond, whole),
    showSpread(outcome.refused, whole),
    showSpread(outcome.mostInFlight, whole),
    showSpread(outcome.cpuMs, { divisor: payments / 1000, digits: 0 }),
    showSpread(outcome.busiestPartition, whole),
  ];
}
