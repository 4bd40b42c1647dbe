import { toEpochMs } from "../clock.ts";
import type { Payout, PayoutSchedule } from "../payout/payout.ts";
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
export function executionNameOf(
  payout: { readonly schedule: Pick<PayoutSchedule, "name"> } & RestoredPayout,
  run: number,
): string {
  return nameSinceRestore(`${payout.schedule.name}-r${run}`, payout);
}

type RestoredPayout = Pick<Payout, "ledgerRestoredAt">;

/**
 * An execution's name that ends in a number. A table that was restored has forgotten which numbers were
 * used, and what is started under a used name does nothing: so the restore stands behind it.
 */
export function nameSinceRestore(name: string, { ledgerRestoredAt }: RestoredPayout): string {
  if (ledgerRestoredAt === undefined) return name;
  return `${name}-${Math.floor(toEpochMs(ledgerRestoredAt) / 1_000).toString(36)}`;
}
