import type { Firing } from "../payout/scheduler.ts";

/** Starts the distribution of a payout now, without a schedule. */
export interface DistributionStarter {
  /** Starting an execution whose name and firing were started already does nothing. */
  start(firing: Firing, executionName: string): Promise<void>;
}

/** The executions that pay, as the service that runs them knows them. */
export interface Executions {
  /**
   * Whether the execution of that name has not ended: it pays, waits, or will be invoked again. One
   * that was started a few seconds ago may not be known yet.
   */
  isRunning(executionName: string): Promise<boolean>;
}

/** The name of the execution that pays a run which a person resumed: the schedule's, numbered. */
export function executionNameOf(scheduleName: string, run: number): string {
  return `${scheduleName}-r${run}`;
}
