import type { Faults } from "./faults.ts";
import type { Invariants } from "./invariants.ts";
import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

/** What every part of the simulated world shares. */
export interface Setup {
  readonly plan: Plan;
  readonly random: Random;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly invariants: Invariants;
  /** Whether the points API knows no such user. */
  isMissing(userId: string): boolean;
  /** Whether nothing can be taken back from that user, who has spent it. */
  hasSpent(userId: string): boolean;
  /** Whether the points API never decides about that user. */
  isStuck(userId: string): boolean;
}
