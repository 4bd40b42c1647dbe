import pMap from "p-map";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import { optional } from "../optional.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { receiptable } from "./begin-receipt.ts";
import type { Finding, Receipt, ReceiptStore } from "./receipt.ts";

export interface ViewReceiptDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly receipts: Pick<ReceiptStore, "get">;
  readonly ledger: Pick<LedgerStore, "get">;
}

/** A finding, and whose payment it is about. */
export type FindingOfUser = Finding & { readonly userId?: string };

export interface ReceiptView {
  readonly payout: PayoutIn<"completed">;
  /** What was compared last, or is; absent where nothing ever was. */
  readonly receipt: Receipt | undefined;
  readonly findings: readonly FindingOfUser[];
}

const MOST_AT_ONCE = 16;

/**
 * The receipt of a completed payout. What is kept of it names no user: who it is about stands in the
 * ledger, where an erasure reaches it.
 * @throws {RefusedError} `payout_not_found`, `no_receipt_yet`, `dry_run_has_no_receipt`
 */
export async function viewReceipt(deps: ViewReceiptDeps, payoutId: string): Promise<ReceiptView> {
  const payout = receiptable(await getPayout(deps.payouts, payoutId));
  const receipt = await deps.receipts.get(payoutId);
  const findings = await pMap(
    receipt?.findings ?? [],
    async (finding) => ({
      ...finding,
      ...optional("userId", await userOf(deps, payoutId, finding)),
    }),
    { concurrency: MOST_AT_ONCE },
  );
  return { payout, receipt, findings };
}

async function userOf(
  { ledger }: ViewReceiptDeps,
  payoutId: string,
  { chunk, row }: Finding,
): Promise<string | undefined> {
  if (chunk === undefined || row === undefined) return undefined;
  return (await ledger.get({ payoutId, chunk, row }))?.userId;
}
