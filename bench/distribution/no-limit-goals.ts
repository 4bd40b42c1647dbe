import { BULLMQ, N8N, P_LIMIT } from "./contenders.ts";
import type { NoLimitResult } from "./no-limit-bench.ts";

type Paid = Extract<NoLimitResult["outcome"], { ok: true }>;

interface Goal {
  readonly peer: string;
  readonly what: string;
  readonly least: number;
  /** How many times better we are. */
  ratio(ours: Paid, theirs: Paid): number;
}

const GOALS: readonly Goal[] = [
  {
    peer: P_LIMIT,
    what: "payments a second",
    least: 0.7,
    ratio: (ours, theirs) => ours.perSecond.median / theirs.perSecond.median,
  },
  {
    peer: BULLMQ,
    what: "payments a second",
    least: 2,
    ratio: (ours, theirs) => ours.perSecond.median / theirs.perSecond.median,
  },
  {
    peer: N8N,
    what: "time of the process",
    least: 1,
    ratio: (ours, theirs) => theirs.processMs.median / ours.processMs.median,
  },
  {
    peer: N8N,
    what: "memory",
    least: 1,
    ratio: (ours, theirs) => theirs.peakRssMb.median / ours.peakRssMb.median,
  },
  {
    peer: N8N,
    what: "calls in flight",
    least: 1,
    ratio: (ours, theirs) => theirs.mostInFlight.median / ours.mostInFlight.median,
  },
];

/** What we set out for, and whether it was met, at the latency of `ours`; a line a goal. */
export function goalsOf(ours: NoLimitResult, all: readonly NoLimitResult[]): string[] {
  return GOALS.flatMap(({ peer, what, least, ratio }) => {
    const theirs = all.find(
      ({ contender, latencyMs }) => contender === peer && latencyMs === ours.latencyMs,
    );
    if (!ours.outcome.ok || theirs?.outcome.ok !== true) return [];
    const times = ratio(ours.outcome, theirs.outcome);
    const verdict = times >= least ? "met" : "MISSED";
    const at = `at ${ours.latencyMs} ms`;
    return [
      `- ${peer}, ${what} ${at}: ${times.toFixed(2)} times as good (goal ${least}: ${verdict})`,
    ];
  });
}
