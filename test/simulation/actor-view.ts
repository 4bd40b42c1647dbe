import type { Payout } from "../../domain/payout/payout.ts";
import type { Setup } from "./setup.ts";
import { START_MS } from "./timeline.ts";
import type { StoredEntry } from "./world-ledger.ts";
import type { StoredReceipt } from "./world-receipts.ts";

/** What people see on the page, in the channel and in the points API's own books. */
export interface ActorView {
  payout(payoutId: string): Payout;
  entry(payoutId: string, row: number): StoredEntry | undefined;
  entries(payoutId: string): readonly StoredEntry[];
  message(payoutId: string): {
    readonly shows: string | undefined;
    readonly says: string | undefined;
  };
  /** What comparing it has come to. */
  receipt(payoutId: string): StoredReceipt | undefined;
  readonly clocksAgree: boolean;
  isPaid(idempotencyKey: string): boolean;
  /** Whether the points API's books have anything that this payout took back. */
  hasTakenBack(payoutId: string): boolean;
  /** Whether the points API has taken it, and may pay it yet. */
  isUndecided(idempotencyKey: string): boolean;
}

const BUSY_ON_FOR_MS = 9 * 60_000;

/** While things go wrong, and for some minutes more, people do more than they must. */
export function isBusy({ timeline, plan }: Setup): boolean {
  return timeline.nowMs() < START_MS + plan.quietAfterMs + BUSY_ON_FOR_MS;
}
