import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout, type PayoutChange } from "../payout/change-payout.ts";
import { isMaker } from "../payout/owner.ts";
import type { Payout, PayoutIn, SignOff } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type ActingPerson, isSamePerson, personActor, recordedPerson } from "../payout/person.ts";
import { updatePayout } from "../payout/update-payout.ts";
import { receiptable } from "./begin-receipt.ts";
import { changesSince } from "./changes-since.ts";
import type { Receipt, ReceiptStore } from "./receipt.ts";
import { isCurrent, signedOf } from "./view-receipt.ts";

export interface SignReceiptDeps {
  readonly payouts: PayoutStore;
  readonly receipts: Pick<ReceiptStore, "get">;
  readonly clock: Pick<Clock, "nowMs">;
  readonly newId: NewId;
}

/** A receipt as somebody saw it, and what they say of it. */
export interface SignReceiptRequest {
  /** The payout's revision that they looked at. */
  readonly revision: number;
  /** The comparison that they looked at. */
  readonly run: number;
  readonly note: string;
}

/**
 * A person whose payout it neither is nor was confirms the receipt of a completed payout as they saw it:
 * nothing is unknown, nothing is about to be taken back, and what was compared is what the payout is
 * now. It says nothing of differences but that they were seen. Whoever signs again what they signed and
 * what is unchanged changes nothing.
 * @throws {RefusedError} `payout_not_found`, `no_receipt_yet`, `dry_run_has_no_receipt`,
 *   `own_receipt`, `receipt_changed`, `compare_first`, `unknown_left`, `reversal_open`,
 *   `already_signed`
 * @throws {PayoutChangedError} when others kept changing the payout
 */
export async function signReceipt(
  deps: SignReceiptDeps,
  payoutId: string,
  request: SignReceiptRequest,
  person: ActingPerson,
): Promise<Payout> {
  const updated = await updatePayout(deps, payoutId, (read) =>
    decide(deps, receiptable(read), request, person),
  );
  return updated.after;
}

async function decide(
  deps: SignReceiptDeps,
  payout: PayoutIn<"completed">,
  request: SignReceiptRequest,
  person: ActingPerson,
): Promise<PayoutChange | undefined> {
  assertAnothers(payout, person);
  const receipt = await deps.receipts.get(payout.payoutId);
  await assertAsSeen(deps, payout, receipt, request);
  if (await isSignedBy(deps, payout, receipt, person)) return undefined;
  const compared = await assertCompared(deps, payout, receipt);
  await assertNothingOpen(deps, payout);
  const nowMs = deps.clock.nowMs();
  const { run, scope, findingCount } = compared;
  const { revision, note } = request;
  const signOff: SignOff = {
    ...{ by: recordedPerson(person), at: toInstant(nowMs), note, revision },
    comparison: { run, scope, findingCount },
  };
  const report = { ...payout.report, resultIsBehind: true };
  const cause = { by: personActor(person), nowMs, eventId: deps.newId(), why: note };
  return changePayout("receipt_signed", payout, { signOff, report }, cause);
}

function assertAnothers(payout: Payout, person: ActingPerson): void {
  if (!isMaker(payout, person)) return;
  throw new RefusedError(
    "own_receipt",
    `Payout ${payout.payoutId} is or was this person's: somebody else must sign its receipt.`,
  );
}

async function assertAsSeen(
  deps: SignReceiptDeps,
  payout: PayoutIn<"completed">,
  receipt: Receipt | undefined,
  { revision, run }: SignReceiptRequest,
): Promise<void> {
  const changes = await changesSince(deps, payout, revision);
  if (changes.length === 0 && (receipt === undefined || receipt.run === run)) return;
  const names = changes.map(({ action, by }) => `${action} by ${by.name}`).join(", ");
  throw new RefusedError(
    "receipt_changed",
    `The receipt of payout ${payout.payoutId} is not the one that was looked at: ${names || "it was compared again"}.`,
    { changes },
  );
}

/** @throws {RefusedError} `already_signed` by somebody else */
async function isSignedBy(
  deps: SignReceiptDeps,
  payout: PayoutIn<"completed">,
  receipt: Receipt | undefined,
  person: ActingPerson,
): Promise<boolean> {
  const signed = await signedOf(deps, payout, receipt);
  if (signed === undefined || !isCurrent(signed)) return false;
  const { signOff } = signed;
  if (isSamePerson(signOff.by, person)) return true;
  throw new RefusedError(
    "already_signed",
    `${signOff.by.name} signed the receipt of payout ${payout.payoutId} at ${signOff.at}.`,
    { names: signOff.by.name },
  );
}

async function assertCompared(
  deps: SignReceiptDeps,
  payout: PayoutIn<"completed">,
  receipt: Receipt | undefined,
): Promise<Receipt> {
  const isDone = receipt?.state === "done";
  if (isDone && (await changesSince(deps, payout, receipt.revision)).length === 0) return receipt;
  throw new RefusedError(
    "compare_first",
    `Payout ${payout.payoutId} is not compared as it is now: have that done first.`,
  );
}

/** @throws {RefusedError} `unknown_left`, `reversal_open` */
async function assertNothingOpen(
  { payouts }: SignReceiptDeps,
  { payoutId, report, reversals = [] }: PayoutIn<"completed">,
): Promise<void> {
  const { unknown } = report.counts;
  if (unknown > 0) {
    throw new RefusedError(
      "unknown_left",
      `Of ${unknown} payments of payout ${payoutId} nobody knows whether they were paid: settle them first.`,
      { names: String(unknown) },
    );
  }
  for (const reversalId of reversals) {
    const reversal = await payouts.get(reversalId);
    if (reversal === undefined || OVER.has(reversal.state)) continue;
    throw new RefusedError(
      "reversal_open",
      `Reversal ${reversalId} is to take back payments of payout ${payoutId}, and is not over.`,
      { otherPayoutId: reversalId },
    );
  }
}

const OVER: ReadonlySet<Payout["state"]> = new Set(["completed", "cancelled", "invalid"]);
