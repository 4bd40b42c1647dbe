import { type Firing, type Scheduler, ScheduleTimeError } from "../../domain/payout/scheduler.ts";

export interface MemorySchedules extends Scheduler {
  /** What exists, by name. */
  readonly existing: ReadonlyMap<string, { readonly firing: Firing; readonly at: string }>;
  /** Makes the next creation fail as the scheduler refuses times. */
  refuseNext(): void;
}

/** Schedules in memory that never fire by themselves. */
export function createMemorySchedules(): MemorySchedules {
  const existing = new Map<string, { firing: Firing; at: string }>();
  let refused = false;
  return {
    existing,
    refuseNext() {
      refused = true;
    },
    async create(firing, at) {
      if (refused) {
        refused = false;
        throw new ScheduleTimeError(at);
      }
      existing.set(firing.scheduleName, { firing, at });
    },
    async delete(name) {
      existing.delete(name);
    },
  };
}
