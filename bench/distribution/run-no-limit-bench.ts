import { markdownTable } from "../markdown-table.ts";
import { showVersions } from "../programs.ts";
import { showSpread } from "../spread.ts";
import { type Contender, OURS, openContenders, P_LIMIT } from "./contenders.ts";
import { measureEmulators } from "./emulator-limits.ts";
import { benchNoLimit, type NoLimitCase, type NoLimitResult } from "./no-limit-bench.ts";
import { goalsOf } from "./no-limit-goals.ts";
import { runPayingBench } from "./run-paying-bench.ts";
import { showEmulatorLimits } from "./show-emulator-limits.ts";

const PAYMENTS = 10_000;
/** Enough to tell what one call after the other takes. */
const ONE_BY_ONE_PAYMENTS = 200;
const CONCURRENCY = 64;
/** At the second nothing but its own work holds up a payer that makes many calls at once. */
const LATENCIES_MS = [50, 5];
const RUNS = 5;
const QUICK_SHARE = 10;
const HEADER = [
  "latency, ms",
  "payer",
  "payments",
  "at once",
  "runs",
  "payments/s",
  "to p-limit's",
  "CPU a payment, µs",
  "process, s",
  "process CPU, s",
  "peak memory, MB",
  "most in flight",
];

/** What one worker pays where the points API sets no limit, beside other ways to pay. */
export function runNoLimitBench(quick: boolean): Promise<void> {
  return runPayingBench({
    name: "no-limit",
    quick,
    async measure(place, tell) {
      const emulators = await measureEmulators(place.world);
      const { contenders, versions, close } = await openContenders(place, tell);
      try {
        const cases = contenders.flatMap((contender) => casesOf(contender, quick));
        const workbookOf = await place.workbooks(cases.map(({ payments }) => payments));
        const runs = quick ? 1 : RUNS;
        const results = await benchNoLimit({ cases, runs, workbookOf, tell });
        const head = `${place.cores.told} ${showVersions(versions)}`;
        const text = [head, showEmulatorLimits(emulators), aboutOurs(results), tableOf(results)];
        return text.join("\n\n");
      } finally {
        await close();
      }
    },
  });
}

function casesOf(contender: Contender, quick: boolean): NoLimitCase[] {
  const { atOnce } = contender;
  const payments = (atOnce === "one" ? ONE_BY_ONE_PAYMENTS : PAYMENTS) / (quick ? QUICK_SHARE : 1);
  const latencies = atOnce === "as told" ? LATENCIES_MS : LATENCIES_MS.slice(0, 1);
  const told = { contender, concurrency: CONCURRENCY, payments };
  return latencies.map((latencyMs) => ({ ...told, latencyMs }));
}

/** What the books cost in requests, and how the goals were met. */
function aboutOurs(results: readonly NoLimitResult[]): string {
  const ours = results.find(({ contender }) => contender === OURS);
  if (ours?.outcome.ok !== true) return `${OURS} did NOT pay.`;
  const requests = ours.outcome.dynamoDbRequests?.median ?? 0;
  const aPayment = `${OURS} asked DynamoDB ${(requests / ours.payments).toFixed(2)} times a payment.`;
  return [aPayment, "", ...goalsOf(ours, results)].join("\n");
}

function tableOf(results: readonly NoLimitResult[]): string {
  const rows = LATENCIES_MS.flatMap((latencyMs) =>
    results.filter((one) => one.latencyMs === latencyMs),
  );
  return markdownTable(
    HEADER,
    rows.map((result) => tableRow(result, results)),
  );
}

function tableRow(result: NoLimitResult, all: readonly NoLimitResult[]): string[] {
  const { latencyMs, contender, payments, concurrency, atOnce, runs, outcome } = result;
  const start = [
    String(latencyMs),
    contender,
    payments.toLocaleString("en-US"),
    atOnce === "as told" ? String(concurrency) : atOnce,
    String(runs),
  ];
  if (!outcome.ok) return [...start, outcome.why];
  const peer = all.find((one) => one.contender === P_LIMIT && one.latencyMs === latencyMs);
  const ratio = peer?.outcome.ok
    ? (outcome.perSecond.median / peer.outcome.perSecond.median).toFixed(2)
    : "";
  const whole = { divisor: 1, digits: 0 };
  const seconds = { divisor: 1000, digits: 1 };
  const { workCpuMs } = outcome;
  return [
    ...start,
    showSpread(outcome.perSecond, whole),
    outcome.complete ? ratio : "MISSING",
    workCpuMs === undefined ? "" : showSpread(workCpuMs, { divisor: payments / 1000, digits: 0 }),
    showSpread(outcome.processMs, seconds),
    showSpread(outcome.processCpuMs, seconds),
    showSpread(outcome.peakRssMb, whole),
    showSpread(outcome.mostInFlight, whole),
  ];
}
