import type { InvariantContext } from "./invariant-context.ts";
import { dayNamed, dayOfQuota, isMaintained } from "./planned-hours.ts";
import type { SimProcess } from "./sim-process.ts";
import { START_MS } from "./timeline.ts";

/** What must hold of the hours in which the points API takes calls, and of how many it takes a day. */
export interface HoursInvariants {
  /** A call of any kind leaves for the points API. */
  asks(process: SimProcess): void;
  /** So many calls of the day that is called so are reserved now. */
  reserves(day: string, calls: number): void;
  /** Somebody is about to give back so many calls of that day. */
  givesBack(day: string, calls: number): void;
}

/** By the clock of whoever calls: nobody knows of another one. */
export function createHoursInvariants(context: InvariantContext): HoursInvariants {
  const { plan, violate } = context;
  const { plannedHours } = plan;
  const { quota } = plannedHours;
  /** How many calls have left, and are reserved, by day. */
  const left = new Map<number, number>();
  const reserved = new Map<number, number>();
  /** How many were to be given back, less those that were; by the day's name. */
  const owed = new Map<string, number>();

  function checkQuota(day: number, most: number): void {
    // A table that was restored has forgotten calls that were made since.
    if (context.restoredAtMs() > 0) return;
    const calls = left.get(day) ?? 0;
    const known = reserved.get(day) ?? 0;
    if (calls > most)
      violate("no more calls a day than the quota", `${calls} on day ${day} of ${most}`);
    if (calls > known)
      violate("calls are reserved before they leave", `${calls} on day ${day}, ${known} reserved`);
  }

  return {
    asks({ name, clock }) {
      const sinceStartMs = clock.nowMs() - START_MS;
      if (isMaintained(plannedHours, sinceStartMs)) {
        violate(
          "no call begins in maintenance",
          `${name} calls, ${sinceStartMs} ms after the start`,
        );
      }
      if (quota === undefined) return;
      const day = dayOfQuota(plannedHours, sinceStartMs);
      left.set(day, (left.get(day) ?? 0) + 1);
      checkQuota(day, quota.calls);
    },
    reserves(name, calls) {
      if (quota === undefined) return;
      const day = dayNamed(plannedHours, name);
      const back = Math.max(0, (reserved.get(day) ?? 0) - calls);
      const due = (owed.get(name) ?? 0) - back;
      owed.set(name, due);
      if (due < 0 && context.restoredAtMs() === 0) {
        violate("what is given back is given back once", `${-due} too many of ${name}`);
      }
      reserved.set(day, calls);
      checkQuota(day, quota.calls);
    },
    givesBack: (day, calls) => owed.set(day, (owed.get(day) ?? 0) + calls),
  };
}
