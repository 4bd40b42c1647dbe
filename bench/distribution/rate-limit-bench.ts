import { interleave } from "../interleave.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { arePaidOnce, type EndedRun, hasFailed } from "./paid-once.ts";
import { type BenchPlace, runWorker } from "./run-worker.ts";

export interface RateCase {
  readonly ratePerSecond: number;
  readonly latencyMs: number;
  readonly payments: number;
}

/** What our worker took at one rate and latency. */
export interface RateResult extends RateCase {
  readonly runs: number;
  readonly outcome: Outcome<PaidAtRate>;
}

interface PaidAtRate {
  /** Whether every run paid every payment once, by the points API's own count. */
  readonly complete: boolean;
  /** From the first call to the last answer. */
  readonly payingMs: Spread;
  /** The same without the first payments, which come alone. */
  readonly othersMs: Spread;
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
  const runs = await interleave({
    subjects: plan.cases,
    turns: plan.runs,
    run({ ratePerSecond, latencyMs, payments }, turn) {
      plan.tell(`Turn ${turn}: ${payments} payments at ${ratePerSecond}/s and ${latencyMs} ms …`);
      const limitMs = (payments / ratePerSecond) * 1000;
      return runWorker(place, {
        path: plan.workbookOf(payments),
        book: { latencyMs, ratePerSecond },
        pointsApi: { ratePerSecond },
        timeoutMs: Math.round(limitMs * PATIENCE + TIME_AROUND_MS),
      });
    },
    needsNoMore: hasFailed,
  });
  return runs.map(([one, list]) => ({
    ...one,
    runs: list.length,
    outcome: outcomeOf(list, (ended) => summarise(ended, one.payments)),
  }));
}

function summarise(ended: readonly EndedRun[], payments: number): PaidAtRate {
  const spread = (of: (run: EndedRun) => number) => spreadOf(ended.map(of));
  return {
    complete: arePaidOnce(ended, payments),
    payingMs: spread(({ calls }) => calls.payingMs),
    othersMs: spread(({ calls }) => calls.othersMs),
    wholeMs: spread(({ work }) => work?.wallMs ?? Number.NaN),
    busiestSecond: spread(({ calls }) => calls.busiestSecond),
    refused: spread(({ calls }) => calls.refused),
    mostInFlight: spread(({ calls }) => calls.mostInFlight),
    cpuMs: spread(({ work }) => work?.cpuMs ?? Number.NaN),
    busiestPartition: spread(({ dynamoDb }) => dynamoDb?.busiestPartition ?? Number.NaN),
  };
}
