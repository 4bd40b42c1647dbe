import { interleave } from "../interleave.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { Contender, PayTask } from "./contenders.ts";
import { arePaidOnce, type EndedRun, hasFailed } from "./paid-once.ts";

export interface NoLimitCase extends Omit<PayTask, "path"> {
  readonly payments: number;
  readonly contender: Contender;
}

export interface NoLimitResult extends Omit<NoLimitCase, "contender"> {
  readonly contender: string;
  readonly atOnce: Contender["atOnce"];
  readonly runs: number;
  readonly outcome: Outcome<NoLimitPaid>;
}

/** What several runs took. */
export interface NoLimitPaid {
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

/** Has every contender pay, in turns, so that all share good and bad times. */
export async function benchNoLimit(plan: {
  readonly cases: readonly NoLimitCase[];
  readonly runs: number;
  /** The workbook of so many payments. */
  workbookOf(payments: number): string;
  tell(line: string): void;
}): Promise<NoLimitResult[]> {
  const runs = await interleave({
    subjects: plan.cases,
    turns: plan.runs,
    run({ contender, latencyMs, concurrency, payments }, turn) {
      plan.tell(`Turn ${turn}: ${contender.name}, ${payments} payments at ${latencyMs} ms …`);
      return contender.pay({ path: plan.workbookOf(payments), latencyMs, concurrency });
    },
    needsNoMore: hasFailed,
  });
  return runs.map(([{ contender, ...one }, list]) => ({
    ...one,
    contender: contender.name,
    atOnce: contender.atOnce,
    runs: list.length,
    outcome: outcomeOf(list, (ended) => summarise(ended, one.payments)),
  }));
}

function summarise(ended: readonly EndedRun[], payments: number): NoLimitPaid {
  const spread = (of: (run: EndedRun) => number) => spreadOf(ended.map(of));
  const works = ended.flatMap(({ work }) => work ?? []);
  const reports = ended.flatMap(({ dynamoDb }) => dynamoDb ?? []);
  return {
    complete: arePaidOnce(ended, payments),
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
