import type { Firing } from "../payout/scheduler.ts";

/** Starts the distribution of a payout now, without a schedule. */
export interface DistributionStarter {
  /** Starting under a name that was started already, with the same firing, does nothing. */
  start(firing: Firing, executionName: string): Promise<void>;
}

/** The executions that pay, as the service that runs them knows them. */
export interface Executions {
  /**
   * Whether one of that name has not come to its end: it pays, waits, or will be invoked again. One
   * that was asked for moments ago may not be known yet.
   */
  isRunning(executionName: string): Promise<boolean>;
}

/** The name of the execution that pays a run which a person resumed: the schedule's, numbered. */
export function executionNameOf(scheduleName: string, run: number): string {
  return `${scheduleName}-r${run}`;
}
