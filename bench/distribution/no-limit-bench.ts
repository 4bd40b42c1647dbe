import { benchTotals } from "../sheets/bench-rows.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { Contender, PayTask } from "./contenders.ts";
import type { PayingRun } from "./run-worker.ts";

export interface NoLimitCase extends Omit<PayTask, "path"> {
  readonly payments: number;
  readonly contender: Contender;
}

export interface NoLimitResult extends Omit<NoLimitCase, "contender"> {
  readonly contender: string;
  readonly atOnce: Contender["atOnce"];
  readonly runs: number;
  readonly outcome:
    | {
        readonly ok: true;
        /** Whether every run paid every payment once, by the points API's own count. */
        readonly complete: boolean;
        /** Payments a second, from the first call to the last answer. */
        readonly perSecond: Spread;
        /** From the start of the process to its end. */
        readonly processMs: Spread;
        readonly processCpuMs: Spread;
        /** CPU of the work alone, from after the program was loaded; not known of n8n. */
        readonly workCpuMs?: Spread;
        readonly peakRssMb: Spread;
        readonly mostInFlight: Spread;
        /** Requests to DynamoDB. */
        readonly dynamoDbRequests?: Spread;
      }
    | { readonly ok: false; readonly why: string };
}

/** Has every contender pay, in turns, so that all share good and bad times. */
export async function benchNoLimit(plan: {
  readonly cases: readonly NoLimitCase[];
  readonly runs: number;
  /** The workbook of so many payments. */
  workbookOf(payments: number): string;
  tell(line: string): void;
}): Promise<NoLimitResult[]> {
  const runs = new Map(plan.cases.map((one): [NoLimitCase, PayingRun[]] => [one, []]));
  for (let turn = 1; turn <= plan.runs; turn += 1) {
    for (const [one, list] of runs) {
      // What failed once is not waited for again.
      if (list.some(({ ok }) => !ok)) continue;
      const { contender, latencyMs, concurrency, payments } = one;
      plan.tell(`Turn ${turn}: ${contender.name}, ${payments} payments at ${latencyMs} ms …`);
      const path = plan.workbookOf(payments);
      list.push(await contender.pay({ path, latencyMs, concurrency }));
    }
  }
  return Array.from(runs, ([{ contender, ...one }, list]) => ({
    ...one,
    contender: contender.name,
    atOnce: contender.atOnce,
    runs: list.length,
    outcome: summarise(one.payments, list),
  }));
}

function summarise(payments: number, runs: readonly PayingRun[]): NoLimitResult["outcome"] {
  const failed = runs.find((one) => !one.ok);
  if (failed !== undefined && !failed.ok) return { ok: false, why: failed.why };
  const good = runs.filter((one) => one.ok);
  const { points } = benchTotals(payments);
  const spread = (of: (run: (typeof good)[number]) => number) => spreadOf(good.map(of));
  const works = good.flatMap(({ work }) => work ?? []);
  const reports = good.flatMap(({ dynamoDb }) => dynamoDb ?? []);
  return {
    ok: true,
    complete: good.every(
      ({ calls }) => calls.paid === payments && calls.points === points && calls.duplicates === 0,
    ),
    perSecond: spread(({ calls }) => (calls.paid / calls.payingMs) * 1000),
    processMs: spread(({ whole }) => whole.wallMs),
    processCpuMs: spread(({ whole }) => whole.cpuMs),
    ...(works.length === 0 ? {} : { workCpuMs: spreadOf(works.map(({ cpuMs }) => cpuMs)) }),
    peakRssMb: spread(({ whole }) => whole.peakRssMb),
    mostInFlight: spread(({ calls }) => calls.mostInFlight),
    ...(reports.length === 0
      ? {}
      : {
          dynamoDbRequests: spreadOf(
            reports.map(({ requests }) => Object.values(requests).reduce((sum, one) => sum + one)),
          ),
        }),
  };
}
