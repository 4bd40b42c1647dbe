import { markdownTable } from "../markdown-table.ts";
import { showSpread } from "../spread.ts";
import { type BulkCase, type BulkResult, benchBulk } from "./bulk-bench.ts";
import { measureEmulators } from "./emulator-limits.ts";
import { runPayingBench } from "./run-paying-bench.ts";
import { showEmulatorLimits } from "./show-emulator-limits.ts";

const PAYMENTS = 10_000;
const QUICK_PAYMENTS = 1_000;
/** The 24 minutes that 10,000 payments took in batches of 100, one after the other. */
const BEFORE = { batch: 100, batchMs: 14_400 };
const SLOW = { latencyMs: BEFORE.batchMs, ratePerSecond: 200 };
const QUICK = { latencyMs: 50, ratePerSecond: 400 };
/** Faster than one worker pays: then it is its own speed that shows. */
const QUICK_UNLIMITED = { latencyMs: 50, ratePerSecond: 5_000 };
const CASES: readonly Omit<BulkCase & { readonly runs: number }, "payments">[] = [
  // Two minutes of waiting, nearly all of it for answers.
  { ...SLOW, inBulk: true, concurrency: 2_000, runs: 1 },
  { ...QUICK, inBulk: true, concurrency: 500, runs: 5 },
  { ...QUICK, inBulk: false, concurrency: 500, runs: 5 },
  { ...QUICK_UNLIMITED, inBulk: true, concurrency: 500, runs: 5 },
  { ...QUICK_UNLIMITED, inBulk: false, concurrency: 500, runs: 5 },
];
const HEADER = [
  "payer",
  "a call, s",
  "rate, payments/s",
  "payments",
  "runs",
  "calls",
  "calls in flight",
  "paying, s",
  "payments/s",
  "CPU a payment, µs",
];

/** Paying up to a hundred payments a call, beside one a call and one batch after the other. */
export function runBulkBench(quick: boolean): Promise<void> {
  return runPayingBench({
    name: "bulk",
    quick,
    async measure(place, tell) {
      const emulators = await measureEmulators(place.world);
      const payments = quick ? QUICK_PAYMENTS : PAYMENTS;
      const runsOf = (runs: number) => (quick ? 1 : runs);
      const cases = CASES.map((one) => ({ ...one, payments, runs: runsOf(one.runs) }));
      const workbookOf = await place.workbooks([payments]);
      const paid = await benchBulk(place, { cases, workbookOf, tell });
      const table = markdownTable(HEADER, [beforeRow(payments), ...paid.map(tableRow)]);
      const text = [place.cores.told, showEmulatorLimits(emulators), verdictOn(paid), table];
      return text.join("\n\n");
    },
  });
}

function beforeMs(payments: number): number {
  return Math.ceil(payments / BEFORE.batch) * BEFORE.batchMs;
}

function verdictOn([slow]: readonly BulkResult[]): string {
  if (slow?.outcome.ok !== true || !slow.outcome.complete) {
    return "The API that is as slow as before was NOT paid.";
  }
  const minutes = (ms: number) => (ms / 60_000).toFixed(1);
  const ourMs = slow.outcome.payingMs.median;
  const wereMs = beforeMs(slow.payments);
  return (
    `${slow.payments.toLocaleString("en-US")} payments by an API that takes ` +
    `${slow.latencyMs / 1_000} s a call: ${minutes(ourMs)} minutes instead of ${minutes(wereMs)}, ` +
    `${(wereMs / ourMs).toFixed(1)} times as fast.`
  );
}

/** Not run: it does nothing but wait for its answers. */
function beforeRow(payments: number): string[] {
  const ms = beforeMs(payments);
  return [
    `before: ${BEFORE.batch} a call, one call after the other (computed)`,
    String(BEFORE.batchMs / 1_000),
    "",
    payments.toLocaleString("en-US"),
    "",
    String(Math.ceil(payments / BEFORE.batch)),
    "1",
    (ms / 1_000).toFixed(0),
    (payments / (ms / 1_000)).toFixed(1),
    "",
  ];
}

function tableRow({ outcome, ...one }: BulkResult): string[] {
  const number = (value: number) => value.toLocaleString("en-US");
  const start = [
    one.inBulk ? "Paysheet, up to 100 a call" : "Paysheet, one a call",
    String(one.latencyMs / 1_000),
    number(one.ratePerSecond),
    number(one.payments),
    String(one.runs),
  ];
  if (!outcome.ok) return [...start, outcome.why];
  const whole = { divisor: 1, digits: 0 };
  const perSecond = (one.payments / outcome.payingMs.median) * 1_000;
  return [
    ...start,
    showSpread(outcome.calls, whole),
    showSpread(outcome.callsInFlight, whole),
    showSpread(outcome.payingMs, { divisor: 1_000, digits: 1 }),
    outcome.complete ? perSecond.toFixed(1) : "MISSING",
    showSpread(outcome.cpuMs, { divisor: one.payments / 1_000, digits: 0 }),
  ];
}
