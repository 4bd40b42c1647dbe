import type { Plan, Rates } from "./plan.ts";
import { isMaintained } from "./planned-hours.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/** Whether a call to a store or a service does what was asked, and whether its caller hears of it. */
export type CallFate = "done" | "fails" | "answer lost" | "lands late";

/** Draws what goes wrong now; nothing does once the quiet has begun. */
export interface Faults {
  chance(rate: keyof Rates): boolean;
  fateOfCall(): CallFate;
  /** How long one way of a call takes. */
  latencyMs(): number;
  isQuiet(): boolean;
  /** What ails the points API as a whole now. */
  outage(): "down" | "refuses_credentials" | undefined;
}

export function createFaults(deps: {
  readonly plan: Plan;
  readonly random: Random;
  readonly timeline: Timeline;
  readonly startMs: number;
}): Faults {
  const { plan, random, timeline, startMs } = deps;
  const quietFromMs = startMs + plan.quietAfterMs;
  const isQuiet = (): boolean => timeline.nowMs() >= quietFromMs;
  const chance = (rate: keyof Rates): boolean => !isQuiet() && random.chance(plan.rates[rate]);
  return {
    chance,
    isQuiet,
    fateOfCall() {
      if (chance("callFails")) return "fails";
      if (chance("callAnswerLost")) return "answer lost";
      return chance("callLandsLate") ? "lands late" : "done";
    },
    latencyMs: () => (chance("callIsSlow") ? random.spread(100, 3_000) : random.between(1, 12)),
    outage() {
      const sinceStartMs = timeline.nowMs() - startMs;
      if (isMaintained(plan.plannedHours, sinceStartMs)) return "down";
      return plan.outages.find(
        ({ fromMs, untilMs }) => fromMs <= sinceStartMs && sinceStartMs < untilMs,
      )?.kind;
    },
  };
}
