import * as z from "zod";
import type { Instant } from "../clock.ts";

/** What starts the distribution of a payout: carried by its schedule, or by a resume. */
export const firingSchema = z.object({
  payoutId: z.string().min(1),
  generation: z.int().positive(),
  scheduleName: z.string().min(1),
  /** Which run of the distribution this starts: 1 from the schedule, more from a resume. */
  run: z.int().positive().default(1),
});
export type Firing = z.infer<typeof firingSchema>;

/** One-shot schedules that start the distribution of a payout. */
export interface Scheduler {
  /**
   * Creates the schedule `firing.scheduleName`, to fire once at `at`. Creating the very same
   * schedule again succeeds.
   * @throws {ScheduleTimeError} when the scheduler refuses the time.
   */
  create(firing: Firing, at: Instant): Promise<void>;
  /** Deletes the schedule; that it does not exist (any more) is no error. */
  delete(scheduleName: string): Promise<void>;
}

export class ScheduleTimeError extends Error {
  override readonly name = "ScheduleTimeError";
  constructor(at: Instant, options?: ErrorOptions) {
    super(`The scheduler refuses the time ${at}.`, options);
  }
}
