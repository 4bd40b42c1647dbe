import { type Clock, toEpochMs } from "../clock.ts";
import { DISTRIBUTE } from "../distribution/claim-payout.ts";
import { countsOf, pointsOf } from "../distribution/count-tallies.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Counts, PayoutIn, PayoutReport } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { maskFailure, type UserIdMask } from "../payout/user-id-mask.ts";
import type { WrittenReport } from "./write-report.ts";

export interface CompletePayoutDeps {
  readonly payouts: PayoutStore;
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly clock: Clock;
  readonly newId: NewId;
  /** A payout is kept longer than what it paid, and its failures are there for the channel. */
  readonly userIdMask: UserIdMask;
}

/**
 * `distributing` → `completed`, with its report. Repeating it is harmless.
 * @throws {PayoutChangedError} when somebody changed the payout since it was read: the caller must
 *   read it again, as it may be in another run by now
 */
export async function completePayout(
  deps: CompletePayoutDeps,
  payout: PayoutIn<"distributing" | "completed">,
  report: WrittenReport,
): Promise<void> {
  if (payout.state === "completed") return;
  const change = changePayout(
    "completed",
    payout,
    { report: await asOfNow(deps, payout, report) },
    {
      by: DISTRIBUTE,
      nowMs: Math.max(deps.clock.nowMs(), toEpochMs(report.finishedAt)),
      eventId: deps.newId(),
    },
  );
  await deps.payouts.change(change.payout, change.event);
}

/**
 * A person's settlement that began before the payout was resumed may reach the ledger after the
 * report was counted, and so may proof that comes late. Counted after the payout was read: a later
 * settlement is noted in the payout, which makes our write fail.
 */
async function asOfNow(
  { ledger, userIdMask }: CompletePayoutDeps,
  { payoutId, check }: PayoutIn<"distributing">,
  { failures, reasons, ...written }: WrittenReport,
): Promise<PayoutReport> {
  const report = {
    ...written,
    failures: failures.map((failure) => maskFailure(userIdMask, failure)),
    reasons: [...reasons],
  };
  const tallies = await ledger.tallies(payoutId);
  const counts = countsOf(check.payments, tallies);
  if (isSame(counts, written.counts)) return report;
  return { ...report, counts, points: pointsOf(check.totalPoints, tallies), resultIsBehind: true };
}

function isSame(one: Counts, other: Counts): boolean {
  const keys = ["paid", "rejected", "unknown", "accepted", "withdrawn", "proposed"] as const;
  return keys.every((state) => one[state] === other[state]);
}
