import { interleave } from "../interleave.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { arePaidOnce, type EndedRun, hasFailed } from "./paid-once.ts";
import { type BenchPlace, runWorker } from "./run-worker.ts";

export interface BulkCase {
  readonly payments: number;
  /** How long a call takes, of one payment or of a hundred. */
  readonly latencyMs: number;
  /** Payments a second. */
  readonly ratePerSecond: number;
  /** Payments in flight at most. */
  readonly concurrency: number;
  readonly inBulk: boolean;
}

/** What our worker took in one of the cases. */
export interface BulkResult extends BulkCase {
  readonly runs: number;
  readonly outcome: Outcome<PaidInBulk>;
}

interface PaidInBulk {
  /** Whether every run paid every payment once, by the points API's own count. */
  readonly complete: boolean;
  readonly calls: Spread;
  readonly callsInFlight: Spread;
  /** From the first call to the last answer. */
  readonly payingMs: Spread;
  readonly cpuMs: Spread;
}

/** Time enough for a worker that is far behind what is expected of it; then it is given up. */
const TIMEOUT_MS = 240_000;
/** A call may take so many times its latency before it is in doubt. */
const CALL_PATIENCE = 2;
const SHORTEST_CALL_TIMEOUT_MS = 10_000;

/** Pays each case, one run of each a turn, so that all share good and bad times. */
export async function benchBulk(
  place: BenchPlace,
  plan: {
    readonly cases: readonly (BulkCase & { readonly runs: number })[];
    /** The workbook of so many payments. */
    workbookOf(payments: number): string;
    tell(line: string): void;
  },
): Promise<BulkResult[]> {
  const runs = await interleave({
    subjects: plan.cases,
    turns: Math.max(...plan.cases.map((one) => one.runs)),
    run({ payments, latencyMs, ratePerSecond, concurrency, inBulk }, turn) {
      const how = inBulk ? "in bulk" : "one a call";
      plan.tell(`Turn ${turn}: ${payments} payments ${how}, ${latencyMs} ms a call …`);
      const timeoutMs = Math.max(SHORTEST_CALL_TIMEOUT_MS, latencyMs * CALL_PATIENCE);
      return runWorker(place, {
        path: plan.workbookOf(payments),
        book: { latencyMs },
        pointsApi: { ratePerSecond, concurrency, timeoutMs },
        inBulk,
        timeoutMs: TIMEOUT_MS,
      });
    },
    needsNoMore: (list, one) => list.length === one.runs || hasFailed(list),
  });
  return runs.map(([one, list]) => ({
    ...one,
    runs: list.length,
    outcome: outcomeOf(list, (ended) => summarise(ended, one.payments)),
  }));
}

function summarise(ended: readonly EndedRun[], payments: number): PaidInBulk {
  const spread = (of: (run: EndedRun) => number) => spreadOf(ended.map(of));
  return {
    complete: arePaidOnce(ended, payments),
    calls: spread(({ calls }) => calls.calls),
    callsInFlight: spread(({ calls }) => calls.mostInFlight),
    payingMs: spread(({ calls }) => calls.payingMs),
    cpuMs: spread(({ work }) => work?.cpuMs ?? Number.NaN),
  };
}
