import type { Payout } from "./payout.ts";

/** Whether a payout goes no further, or stays unclear, before a person has done something about it. */
export function needsAttention(payout: Payout): boolean {
  switch (payout.state) {
    case "invalid":
    case "awaiting_approval":
    case "paused":
    case "halted":
      return true;
    case "ready":
      return (
        payout.brake !== undefined || payout.heldBy !== undefined || payout.sentBack !== undefined
      );
    case "completed":
      return payout.report.counts.unknown > 0;
    case "uploading":
    case "checking":
    case "scheduled":
    case "distributing":
    case "cancelled":
      return false;
  }
}
