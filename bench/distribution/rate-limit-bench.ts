import { benchTotals } from "../sheets/bench-rows.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { type BenchPlace, type PayingRun, runWorker } from "./run-worker.ts";

export interface RateCase {
  readonly ratePerSecond: number;
  readonly latencyMs: number;
  readonly payments: number;
}

/** What our worker took at one rate and latency. */
export interface RateResult extends RateCase {
  readonly runs: number;
  readonly outcome:
    | {
        readonly ok: true;
        /** Whether every run paid every payment once, by the points API's own count. */
        readonly complete: boolean;
        /** From the first call to the last answer. */
        readonly payingMs: Spread;
        /** From the invocation to the report: the sheet is read before, the report written after. */
        readonly wholeMs: Spread;
        /** The most calls within any second. */
        readonly busiestSecond: Spread;
        /** Calls answered 429. */
        readonly refused: Spread;
        readonly mostInFlight: Spread;
        readonly cpuMs: Spread;
        /** The most writes that a partition had in a second. */
        readonly busiestPartition: Spread;
      }
    | { readonly ok: false; readonly why: string };
}

/** Time enough for a worker that is far behind its rate; then it is given up. */
const PATIENCE = 3;
const TIME_AROUND_MS = 20_000;

/** Pays each case, one run of each a turn, so that all share good and bad times. */
export async function benchRates(
  place: BenchPlace,
  plan: {
    readonly cases: readonly RateCase[];
    readonly runs: number;
    /** The workbook of so many payments. */
    workbookOf(payments: number): string;
    tell(line: string): void;
  },
): Promise<RateResult[]> {
  const runs = new Map(plan.cases.map((one): [RateCase, PayingRun[]] => [one, []]));
  for (let turn = 1; turn <= plan.runs; turn += 1) {
    for (const [one, list] of runs) {
      // What failed once is not waited for again.
      if (list.some(({ ok }) => !ok)) continue;
      const { ratePerSecond, latencyMs, payments } = one;
      plan.tell(`Turn ${turn}: ${payments} payments at ${ratePerSecond}/s and ${latencyMs} ms …`);
      const limitMs = (payments / ratePerSecond) * 1000;
      const run = await runWorker(place, {
        path: plan.workbookOf(payments),
        book: { latencyMs, ratePerSecond },
        pointsApi: { ratePerSecond },
        timeoutMs: Math.round(limitMs * PATIENCE + TIME_AROUND_MS),
      });
      list.push(run);
    }
  }
  return Array.from(runs, ([one, list]) => ({
    ...one,
    runs: list.length,
    outcome: summarise(one, list),
  }));
}

function summarise({ payments }: RateCase, runs: readonly PayingRun[]): RateResult["outcome"] {
  const failed = runs.find((one) => !one.ok);
  if (failed !== undefined && !failed.ok) return { ok: false, why: failed.why };
  const good = runs.filter((one) => one.ok);
  const { points } = benchTotals(payments);
  const spread = (of: (run: (typeof good)[number]) => number) => spreadOf(good.map(of));
  return {
    ok: true,
    complete: good.every(
      ({ calls }) => calls.paid === payments && calls.points === points && calls.duplicates === 0,
    ),
    payingMs: spread(({ calls }) => calls.payingMs),
    wholeMs: spread(({ work }) => work?.wallMs ?? Number.NaN),
    busiestSecond: spread(({ calls }) => calls.busiestSecond),
    refused: spread(({ calls }) => calls.refused),
    mostInFlight: spread(({ calls }) => calls.mostInFlight),
    cpuMs: spread(({ work }) => work?.cpuMs ?? Number.NaN),
    busiestPartition: spread(({ dynamoDb }) => dynamoDb?.busiestPartition ?? Number.NaN),
  };
}
