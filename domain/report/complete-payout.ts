import { type Clock, toEpochMs } from "../clock.ts";
import { DISTRIBUTE } from "../distribution/claim-payout.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { WrittenReport } from "./write-report.ts";

/** `distributing` → `completed`, with what it came to. Repeating it is harmless. */
export async function completePayout(
  deps: { readonly payouts: PayoutStore; readonly clock: Clock; readonly newId: NewId },
  payoutId: string,
  report: WrittenReport,
): Promise<void> {
  const payout = await getPayout(deps.payouts, payoutId);
  if (payout.state === "completed") return;
  const { finishedAt, counts, points, resultKey } = report;
  const change = changePayout(
    "completed",
    payout,
    { report: { finishedAt, counts, points, resultKey } },
    {
      by: DISTRIBUTE,
      nowMs: Math.max(deps.clock.nowMs(), toEpochMs(finishedAt)),
      eventId: deps.newId(),
    },
  );
  await deps.payouts.change(change.payout, change.event);
}
