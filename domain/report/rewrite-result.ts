import * as z from "zod";
import { DISTRIBUTE } from "../distribution/claim-payout.ts";
import type { NewId } from "../ids.ts";
import { LANGUAGES, type Language } from "../language.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { updatePayout } from "../payout/update-payout.ts";
import { type WriteReportDeps, writeReport } from "./write-report.ts";

/** What an execution is asked that writes the result workbook of a payout again, and pays nobody. */
export const rewriteRequestSchema = z.object({
  rewriteResultOf: z.string().min(1),
  /** Only in another language than the deployment's, beside the workbook that there is. */
  language: z.enum(LANGUAGES).optional(),
});

/** Has the result workbook of a payout written again, by an execution of its own. */
export interface ResultRewriter {
  /** Starting under a name that was started already does nothing. */
  rewrite(payoutId: string, executionName: string, language?: Language): Promise<void>;
}

export type RewriteResultDeps = WriteReportDeps & {
  readonly payouts: PayoutStore;
  readonly newId: NewId;
};

/**
 * Writes the result workbook of a completed payout again, from the ledger as it is now, if people
 * settled payments since it was written. The payout names the new workbook only if nobody settled
 * anything since it was read; else the workbook is written once more. Repeating it is harmless.
 * @throws {PayoutChangedError} when people kept settling payments meanwhile
 */
export async function rewriteResult(deps: RewriteResultDeps, payoutId: string): Promise<void> {
  await updatePayout(deps, payoutId, async (payout) => {
    if (payout.state !== "completed" || payout.report.resultIsBehind !== true) return undefined;
    const { resultKey } = await writeReport(deps, payout);
    const { resultIsBehind: _, ...report } = payout.report;
    const cause = {
      by: DISTRIBUTE,
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
      why: "The result workbook was written again.",
    };
    return changePayout("recounted", payout, { report: { ...report, resultKey } }, cause);
  });
}

/**
 * Writes the result workbook of a completed payout in another language as well. Of one that is behind
 * nothing is written: it is written again first, under another key. Repeating it is harmless.
 */
export async function translateResult(
  deps: WriteReportDeps,
  payoutId: string,
  language: Language,
): Promise<void> {
  const payout = await deps.payouts.get(payoutId);
  if (payout?.state !== "completed" || payout.report.resultIsBehind === true) return;
  await writeReport(deps, payout, language);
}
