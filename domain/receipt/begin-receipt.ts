import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import { nameSinceRestore } from "../distribution/distribution-starter.ts";
import { optional } from "../optional.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, recordedPerson } from "../payout/person.ts";
import type { Policy } from "../payout/policy.ts";
import { assertPaymentsKept, ledgerKeptUntilOf } from "../payout/retention.ts";
import {
  NOTHING_COUNTED,
  type Receipt,
  type ReceiptStarter,
  type ReceiptStore,
} from "./receipt.ts";

export interface BeginReceiptDeps {
  readonly payouts: Pick<PayoutStore, "get">;
  readonly receipts: ReceiptStore;
  readonly comparer: ReceiptStarter;
  readonly clock: Pick<Clock, "nowMs">;
}

/** One that has not gone on for so long has died, and may be begun again. */
const GOES_ON_WITHIN_MS = 15 * 60_000;

/**
 * Has all payments of a completed payout compared with the books of the points API. While that goes on
 * already, asking again starts nothing new.
 * @throws {RefusedError} `payout_not_found`, `no_receipt_yet`, `dry_run_has_no_receipt`,
 *   `payments_deleted`
 */
export async function requestReceipt(
  deps: BeginReceiptDeps,
  payoutId: string,
  person: Person,
): Promise<Receipt> {
  const nowMs = deps.clock.nowMs();
  const payout = receiptable(await getPayout(deps.payouts, payoutId));
  assertPaymentsKept(payout, nowMs);
  const known = await deps.receipts.get(payoutId);
  const isGoingOn =
    known?.state === "running" &&
    known.scope === "all" &&
    nowMs - toEpochMs(known.updatedAt) < GOES_ON_WITHIN_MS;
  const receipt = isGoingOn
    ? known
    : {
        ...newReceipt(payout, (known?.run ?? 0) + 1, nowMs),
        scope: "all" as const,
        by: recordedPerson(person),
      };
  if (!isGoingOn && !(await deps.receipts.save(receipt))) {
    // Somebody else asked for the same at the same time.
    return (await deps.receipts.get(payoutId)) ?? receipt;
  }
  await start(deps, payout, receipt);
  return receipt;
}

/**
 * Has some payments of a payout compared that was completed just now. Repeating it is harmless; where
 * somebody has asked for a receipt meanwhile, it is theirs.
 */
export async function beginSample(
  deps: BeginReceiptDeps & { readonly policy: Pick<Policy, "receipt"> },
  payoutId: string,
): Promise<void> {
  const { samplePayments } = deps.policy.receipt;
  const payout = await getPayout(deps.payouts, payoutId);
  if (samplePayments === 0 || payout.state !== "completed" || payout.dryRun === true) return;
  const known = await deps.receipts.get(payoutId);
  if (known !== undefined && (known.run > 1 || known.scope === "all")) return;
  const receipt = known ?? {
    ...newReceipt(payout, 1, deps.clock.nowMs()),
    ...{ scope: "sample" as const, samplePayments },
  };
  if (known !== undefined || (await deps.receipts.save(receipt))) {
    await start(deps, payout, receipt);
  }
}

/** @throws {RefusedError} `no_receipt_yet`, `dry_run_has_no_receipt` */
export function receiptable(payout: Payout): PayoutIn<"completed"> {
  const { payoutId, state, dryRun } = payout;
  if (payout.state !== "completed") {
    throw new RefusedError(
      "no_receipt_yet",
      `Payout ${payoutId} is ${state}: its receipt comes when it is completed.`,
    );
  }
  if (dryRun === true) {
    throw new RefusedError(
      "dry_run_has_no_receipt",
      `Payout ${payoutId} is a dry run: nobody was paid, and there is nothing to compare.`,
    );
  }
  return payout;
}

function newReceipt(payout: Payout, run: number, nowMs: number) {
  const { payoutId, revision } = payout;
  const at = toInstant(nowMs);
  return {
    ...optional("keptUntil", ledgerKeptUntilOf(payout)),
    ...{ payoutId, run, revision, state: "running" as const, startedAt: at, updatedAt: at },
    ...{ next: { chunk: 0, afterRow: 0 }, counted: NOTHING_COUNTED },
    ...{ findings: [], findingCount: 0 },
  };
}

async function start(
  { comparer }: BeginReceiptDeps,
  payout: Payout,
  { payoutId, run }: Receipt,
): Promise<void> {
  const name = nameSinceRestore(`receipt-${payoutId}-r${run}`, payout);
  await comparer.compare({ receiptOf: payoutId, run }, name);
}
