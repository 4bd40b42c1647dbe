import { type Clock, toEpochMs } from "../clock.ts";
import { DISTRIBUTE } from "../distribution/claim-payout.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { WrittenReport } from "./write-report.ts";

/**
 * `distributing` → `completed`, with what it came to. Repeating it is harmless.
 * @throws {PayoutChangedError} when somebody changed the payout since it was read: whoever decided
 *   on it must look again, since it may be another run's by now
 */
export async function completePayout(
  deps: { readonly payouts: PayoutStore; readonly clock: Clock; readonly newId: NewId },
  payout: PayoutIn<"distributing" | "completed">,
  report: WrittenReport,
): Promise<void> {
  if (payout.state === "completed") return;
  const change = changePayout(
    "completed",
    payout,
    { report: { ...report, failures: [...report.failures], reasons: [...report.reasons] } },
    {
      by: DISTRIBUTE,
      nowMs: Math.max(deps.clock.nowMs(), toEpochMs(report.finishedAt)),
      eventId: deps.newId(),
    },
  );
  await deps.payouts.change(change.payout, change.event);
}
