import type { IdempotencyMode } from "../../domain/distribution/points-api.ts";

/**
 * Invariants that the product does not keep yet. Each is judged as soon as it stands here as `true`;
 * once all do, this file goes.
 */
export const JUDGED = {
  /** The watch halts payouts whose execution is alive, once they are ten minutes old. */
  liveHalts: false,
  /** An upload's event that comes late begins the check of an older sheet than is being checked. */
  olderUploads: false,
  /** A person's word that comes just after the payout was resumed stands in no report. */
  wordsWhilePaying: false,
};

/**
 * Modes in which the table may be restored from a backup. In the others a claim that the restored
 * ledger takes for fresh is not looked up, unless a person can say that every claim is in doubt.
 */
export const RESTORED_IN: readonly IdempotencyMode[] = ["key"];
