import * as z from "zod";
import { DISTRIBUTE } from "../distribution/claim-payout.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { PayoutIn } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import { type WriteReportDeps, writeReport } from "./write-report.ts";

/** What an execution is asked that writes the result workbook of a payout again, and pays nobody. */
export const rewriteRequestSchema = z.object({ rewriteResultOf: z.string().min(1) });

/** Has the result workbook of a payout written again, by an execution of its own. */
export interface ResultRewriter {
  /** Starting under a name that was started already does nothing. */
  rewrite(payoutId: string, executionName: string): Promise<void>;
}

export type RewriteResultDeps = WriteReportDeps & {
  readonly payouts: PayoutStore;
  readonly newId: NewId;
};

/** Each try reads the whole ledger; the next one who asks goes on. */
const TRIES = 5;

/**
 * Writes the result workbook of a completed payout again, from the ledger as it is now, if people
 * settled payments since it was written. Repeating it is harmless.
 * @throws {PayoutChangedError} when people kept settling payments meanwhile
 */
export async function rewriteResult(deps: RewriteResultDeps, payoutId: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const payout = await getPayout(deps.payouts, payoutId);
    if (payout.state !== "completed" || payout.report.resultIsBehind !== true) return;
    try {
      await rewrite(deps, payout);
      return;
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || tries === TRIES) throw error;
    }
  }
}

/** The write of the payout holds only if nobody settled anything since it was read. */
async function rewrite(deps: RewriteResultDeps, payout: PayoutIn<"completed">): Promise<void> {
  const { resultKey } = await writeReport(deps, payout);
  const { resultIsBehind: _, ...report } = payout.report;
  const change = changePayout(
    "recounted",
    payout,
    { report: { ...report, resultKey } },
    {
      by: DISTRIBUTE,
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
      why: "The result workbook was written again.",
    },
  );
  await deps.payouts.change(change.payout, change.event);
}
