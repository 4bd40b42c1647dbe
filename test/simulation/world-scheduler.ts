import { toEpochMs } from "../../domain/clock.ts";
import type { Firing, Scheduler } from "../../domain/payout/scheduler.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";
import type { WorldHost } from "./world-host.ts";

export interface WorldScheduler {
  /** Names of the schedules that exist, fired or not. */
  existing(): readonly string[];
  /** Names of those whose firing went to the dead-letter queue. */
  readonly lost: ReadonlySet<string>;
  portOf(process: SimProcess): Scheduler;
}

/**
 * One-shot schedules, delivered at least once: late, twice, at once, sometimes after the schedule
 * was deleted, rarely never. Every delivery is an execution of its own.
 */
export function createWorldScheduler(setup: Setup, host: WorldHost): WorldScheduler {
  const { timeline, random, faults, trace, invariants } = setup;
  const schedules = new Map<string, Firing>();
  const lost = new Set<string>();

  function deliver(firing: Firing): void {
    const name = host.invoke(firing);
    trace.add(timeline.nowMs(), "scheduler", `delivers ${firing.scheduleName}`, `as ${name}`);
  }

  function fire(firing: Firing): void {
    // What was on its way when the schedule was deleted comes all the same.
    if (!schedules.has(firing.scheduleName) && !faults.chance("lateDelivery")) return;
    if (faults.chance("lostDelivery")) {
      trace.add(timeline.nowMs(), "scheduler", `fires ${firing.scheduleName}`, "is lost");
      lost.add(firing.scheduleName);
      return;
    }
    const lateMs = faults.chance("lateDelivery")
      ? random.spread(1_000, 600_000)
      : random.between(0, 2_000);
    timeline.after(lateMs, () => deliver(firing));
    while (faults.chance("duplicateDelivery")) {
      const againMs = random.chance(0.5) ? random.between(0, 30) : random.spread(100, 300_000);
      timeline.after(lateMs + againMs, () => deliver(firing));
    }
  }

  function create(firing: Firing, at: string): void {
    if (schedules.has(firing.scheduleName)) return;
    schedules.set(firing.scheduleName, firing);
    timeline.after(toEpochMs(at) - timeline.nowMs(), () => fire(firing));
  }

  return {
    lost,
    existing: () => [...schedules.keys()],
    portOf: (process) => ({
      create: (firing, at) =>
        process.call(`scheduler.create ${firing.scheduleName}`, () => create(firing, at)),
      delete(name) {
        invariants.deletesSchedule(process, name);
        return process.call(`scheduler.delete ${name}`, () => {
          schedules.delete(name);
        });
      },
    }),
  };
}
