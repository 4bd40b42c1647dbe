import { BULLMQ, N8N, P_LIMIT } from "./contenders.ts";
import type { NoLimitPaid, NoLimitResult } from "./no-limit-bench.ts";

/** What is compared, and how many times better we are. */
interface Measure {
  readonly what: string;
  ratio(ours: NoLimitPaid, theirs: NoLimitPaid): number;
}

const SPEED: Measure = {
  what: "payments a second",
  ratio: (ours, theirs) => ours.perSecond.median / theirs.perSecond.median,
};
const TIME: Measure = { what: "time of the process", ratio: timesLess("processMs") };
const MEMORY: Measure = { what: "memory", ratio: timesLess("peakRssMb") };
const IN_FLIGHT: Measure = { what: "calls in flight", ratio: timesLess("mostInFlight") };

const GOALS: readonly { readonly peer: string; readonly least: number; readonly by: Measure }[] = [
  { peer: P_LIMIT, by: SPEED, least: 0.7 },
  { peer: BULLMQ, by: SPEED, least: 2 },
  { peer: N8N, by: TIME, least: 1 },
  { peer: N8N, by: MEMORY, least: 1 },
  { peer: N8N, by: IN_FLIGHT, least: 1 },
];

function timesLess(of: "processMs" | "peakRssMb" | "mostInFlight"): Measure["ratio"] {
  return (ours, theirs) => theirs[of].median / ours[of].median;
}

/** What we set out for, and whether it was met, at the latency of `ours`; a line a goal. */
export function goalsOf(ours: NoLimitResult, all: readonly NoLimitResult[]): string[] {
  return GOALS.flatMap(({ peer, by: { what, ratio }, least }) => {
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
