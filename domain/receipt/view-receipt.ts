import pMap from "p-map";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import type { AuditEvent } from "../payout/audit-event.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { PayoutIn, SignOff } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type ReversalView, reversalsOf } from "../report/payout-view.ts";
import { receiptable } from "./begin-receipt.ts";
import { changesSince } from "./changes-since.ts";
import type { Finding, Receipt, ReceiptStore } from "./receipt.ts";

export interface ViewReceiptDeps {
  readonly payouts: Pick<PayoutStore, "get" | "events">;
  readonly receipts: Pick<ReceiptStore, "get">;
  readonly ledger: Pick<LedgerStore, "get">;
}

/** A finding, whose payment it is about, and under which key the points API was asked for it. */
export type FindingOfUser = Finding & { readonly userId?: string; readonly reference?: string };

export interface ReceiptView {
  readonly payout: PayoutIn<"completed">;
  /** What was compared last, or is; absent where nothing ever was. */
  readonly receipt: Receipt | undefined;
  readonly findings: readonly FindingOfUser[];
  /** Whether the payout is not any more what was compared. */
  readonly isBehind: boolean;
  /** Absent where nobody signed it. */
  readonly signed: SignedReceipt | undefined;
  /** The payouts that take back payments of this one. */
  readonly reversals: readonly ReversalView[];
}

/** Who signed the receipt last, and whether that is the receipt that stands there. */
export interface SignedReceipt {
  readonly signOff: SignOff;
  /** What became of the payout since, oldest first; of it as it was signed, nothing. */
  readonly changes: readonly AuditEvent[];
  readonly isComparedAgain: boolean;
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
  const since = await changesSince(deps, payout, receipt?.revision ?? payout.revision);
  const findings = await pMap(
    receipt?.findings ?? [],
    async (finding) => ({
      ...finding,
      ...(await paymentOf(deps, payoutId, finding)),
    }),
    { concurrency: MOST_AT_ONCE },
  );
  const signed = await signedOf(deps, payout, receipt);
  const reversals = (await reversalsOf(deps, payout)) ?? [];
  return { payout, receipt, findings, isBehind: since.length > 0, signed, reversals };
}

/** Who signed the receipt of a payout last; undefined where nobody did. */
export async function signedOf(
  deps: Pick<ViewReceiptDeps, "payouts">,
  payout: PayoutIn<"completed">,
  receipt: Pick<Receipt, "run"> | undefined,
): Promise<SignedReceipt | undefined> {
  const { signOff } = payout;
  if (signOff === undefined) return undefined;
  return {
    signOff,
    changes: await changesSince(deps, payout, signOff.revision),
    isComparedAgain: receipt?.run !== signOff.comparison.run,
  };
}

/** Whether what was signed is what the receipt says now. */
export function isCurrent({ changes, isComparedAgain }: SignedReceipt): boolean {
  return changes.length === 0 && !isComparedAgain;
}

async function paymentOf(
  { ledger }: ViewReceiptDeps,
  payoutId: string,
  { chunk, row }: Finding,
): Promise<Pick<FindingOfUser, "userId" | "reference">> {
  if (chunk === undefined || row === undefined) return {};
  const entry = await ledger.get({ payoutId, chunk, row });
  return entry === undefined ? {} : { userId: entry.userId, reference: entry.idempotencyKey };
}
