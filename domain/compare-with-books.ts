import type { NotifyChannelDeps } from "./channel/notify-channel.ts";
import { toInstant } from "./clock.ts";
import { countOperations, type DurableEngine } from "./durable-engine.ts";
import { notifyUntilDelivered } from "./notify-until-delivered.ts";
import { type ComparePayoutDeps, comparePayout } from "./receipt/compare-payout.ts";
import type { ReceiptRequest } from "./receipt/receipt.ts";
import type { CompareEnd } from "./receipt/receipt-progress.ts";

export type CompareWithBooksDeps = ComparePayoutDeps & NotifyChannelDeps;

export type CompareWithBooksEnd =
  | Extract<CompareEnd, { kind: "done" | "stopped" | "left" }>
  /** A fresh execution goes on. */
  | { readonly kind: "handed_on" };

/** First wait for a points API that can't be asked now; doubles up to the longest. */
const WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 300_000;
/** It is given up after so long without a payment compared. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/**
 * Compares a completed payout with the books of the points API, in as many stretches as it takes, and
 * tells the channel of differences that nobody waits for. It pays nobody and writes to no ledger.
 */
export async function compareWithBooks(
  deps: CompareWithBooksDeps,
  request: ReceiptRequest,
  plainEngine: DurableEngine,
): Promise<CompareWithBooksEnd> {
  const engine = countOperations(plainEngine);
  const { receiptOf: payoutId } = request;
  let waitMs = WAIT_MS;
  let waitedMs = 0;
  for (let round = 1; engine.operations() < deps.settings.operationsPerExecution; round += 1) {
    const end = await engine.step(`compare-${round}`, ({ yieldAtMs }) =>
      comparePayout(deps, { ...request, yieldAtMs }),
    );
    switch (end.kind) {
      case "yielded":
        await engine.wait(`yield-${round}`, 1_000);
        break;
      case "held":
        if (end.hasGoneOn) [waitMs, waitedMs] = [WAIT_MS, 0];
        if (waitedMs >= GIVE_UP_AFTER_MS) return await giveUp(deps, request, end.code, engine);
        await engine.wait(`held-${round}`, waitMs);
        waitedMs += waitMs;
        waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
        break;
      case "done":
        if (end.findings > 0) await notifyUntilDelivered(deps, payoutId, plainEngine);
        return end;
      default:
        return end;
    }
  }
  await engine.runAll("compare-afresh", [request]);
  return { kind: "handed_on" };
}

async function giveUp(
  { receipts, clock }: CompareWithBooksDeps,
  { receiptOf, run }: ReceiptRequest,
  code: string,
  engine: DurableEngine,
): Promise<CompareWithBooksEnd> {
  await engine.step("give-up", async () => {
    const receipt = await receipts.get(receiptOf);
    if (receipt?.run !== run) return;
    const finishedAt = toInstant(clock.nowMs());
    await receipts.save({ ...receipt, state: "stopped", heldBy: code, finishedAt });
  });
  return { kind: "stopped", code };
}
