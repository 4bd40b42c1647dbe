import { type Instant, toEpochMs, toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import type { Payment } from "../sheet/payment.ts";
import { backOff } from "./back-off.ts";
import { type Calls, type CallsRun, mayCall, mayPay, type Place } from "./calls.ts";
import { confirmAfterMs } from "./confirm-payment.ts";
import { findAccount, type Why } from "./find-account.ts";
import { GIVEN_UP, IN_DOUBT, type Settlement } from "./ledger.ts";
import type { ClaimResult, LedgerStore, PaymentRef } from "./ledger-store.ts";
import { holdOthers, isBusyWith, isSpent, type Postponed, postponed } from "./patience.ts";
import type { Answer, AskedPayment } from "./points-api.ts";
import { type DoubtedPayment, type Failures, isKeyKept, resolveDoubt } from "./resolve-doubt.ts";
import type { RetriedPayments } from "./retried-payments.ts";
import type { ReversedPayments } from "./reversed-payments.ts";
import { RoundStoppedError } from "./round-control.ts";

/** What paying one payment needs, shared by all workers of a round. */
export interface PayRun extends CallsRun {
  readonly ledger: LedgerStore;
  readonly calls: Calls;
  /**
   * Set when the table was restored from a backup: a missing ledger entry proves nothing then, and
   * a call may have left since this time, in epoch milliseconds.
   */
  readonly restoredSinceMs: number | undefined;
  /** When the ledger may delete the entries of the payout; it keeps them when undefined. */
  readonly keptUntil: Instant | undefined;
  /** What waits because the points API asked it to is given up instead of waiting any longer. */
  readonly isLastTry: boolean;
  /** What a retry pays again, or a reversal takes back; undefined for every other payout. */
  readonly originals: Pick<RetriedPayments | ReversedPayments, "whyNot"> | undefined;
  /** The key under which the points API is asked for the payment of a row. */
  readonly keyOf: (row: number) => string;
}

export interface PayTask {
  readonly ref: PaymentRef;
  /** With its account, where an earlier worker has kept that. */
  readonly payment: AskedPayment;
  /** Whether an earlier worker claimed it and recorded no outcome, when the ledger was read. */
  readonly wasLeftSending: boolean;
}

export type PayEnd =
  | { readonly kind: "settled" }
  /** The points API took it, and is asked from then on what became of it. */
  | { readonly kind: "accepted"; readonly untilMs: number }
  /** Another worker has it. */
  | { readonly kind: "taken" }
  /** Still `pending` or `sending`; a later round goes on with it. */
  | { readonly kind: "left" }
  /** Still `pending`: the points API wants to be asked for it later. */
  | { readonly kind: "postponed"; readonly untilMs: number };

/**
 * Pays one payment once:
 *
 * ```
 * account → slot → claim (durable `sending`) → call → answer → settle (durable outcome)
 *                │ crash here: still pending   │ crash here: in doubt, resolved by what the API offers
 * ```
 *
 * Never throws for what the points API does; throws when the ledger can't be written.
 */
export async function payPayment(task: PayTask, run: PayRun): Promise<PayEnd> {
  // A payment in doubt is claimed and resolved at once; only asking for it again takes a slot.
  const isInDoubt = task.wasLeftSending || run.restoredSinceMs !== undefined;
  let place: Place | undefined;
  try {
    if (run.isEnding && !isInDoubt) return await withdraw(task, run);
    if (!mayPay(run)) return { kind: "left" };
    const whom = await accountOf(task.payment, isInDoubt, run);
    if (whom.kind === "postponed") return whom;
    // Before the claim: a crash must not leave in doubt what only waited for its slot.
    if (!isInDoubt && whom.kind === "found") place = await run.calls.reserve();
    return mayPay(run) ? await payFrom(place, task.ref, whom, run) : { kind: "left" };
  } catch (error) {
    if (error instanceof RoundStoppedError) return { kind: "left" };
    throw error;
  } finally {
    place?.leave();
  }
}

/** The payment as it can be asked for, or why it can't. */
type Whom =
  | { readonly kind: "found"; readonly payment: AskedPayment }
  | ({ readonly kind: "refused"; readonly payment: Payment } & Why)
  | Extract<PayEnd, { kind: "postponed" }>;

/** Looked up where the points API knows users by other ids, and no earlier worker has kept this one's. */
async function accountOf(payment: AskedPayment, isInDoubt: boolean, run: PayRun): Promise<Whom> {
  const ask = run.pointsApi.findAccount;
  if (ask === undefined || payment.accountId !== undefined) return { kind: "found", payment };
  const account = await findAccount(payment, ask, { isInDoubt, run });
  switch (account.kind) {
    case "found":
      return { kind: "found", payment: { ...payment, accountId: account.accountId } };
    case "refused":
      return { ...account, payment };
    case "postponed":
      return account;
  }
}

async function withdraw({ ref, payment }: PayTask, run: PayRun): Promise<PayEnd> {
  if (!mayCall(run)) return { kind: "left" };
  const isWithdrawn = await run.ledger.withdraw({
    ref,
    payment,
    idempotencyKey: run.keyOf(ref.row),
    fence: run.lease().fence,
    at: toInstant(run.clock.nowMs()),
    keptUntil: run.keptUntil,
  });
  return { kind: isWithdrawn ? "settled" : "taken" };
}

async function payFrom(
  place: Place | undefined,
  ref: PaymentRef,
  whom: Exclude<Whom, { kind: "postponed" }>,
  run: PayRun,
): Promise<PayEnd> {
  const claim = await claimOf(ref, whom.payment, run);
  if (claim === "taken") return { kind: "taken" };
  const isFresh = !claim.inDoubt;
  // Resolving doubt takes a while; the slot has passed by then.
  if (!isFresh) place?.leave();
  // It may have been asked for under an account that an earlier claim has kept.
  if (whom.kind === "refused" && claim.payment.accountId === undefined) {
    const { code, detail } = whom;
    return await settle(claim, { state: isFresh ? "rejected" : "unknown", code, detail }, run);
  }
  try {
    const end = await untilSettled(claim, isFresh ? place : undefined, run);
    if ("state" in end) return await settle(claim, end, run);
    await release(claim, run);
    return "untilMs" in end ? { kind: "postponed", untilMs: end.untilMs } : end;
  } catch (error) {
    if (!(error instanceof RoundStoppedError)) throw error;
    await release(claim, run);
    return { kind: "left" };
  }
}

async function claimOf(
  ref: PaymentRef,
  payment: AskedPayment,
  run: PayRun,
): Promise<Claim | "taken"> {
  const idempotencyKey = run.keyOf(ref.row);
  const nowMs = run.clock.nowMs();
  const result = await run.ledger.claim({
    ref,
    payment,
    idempotencyKey,
    fence: run.lease().fence,
    at: toInstant(nowMs),
    keptUntil: run.keptUntil,
  });
  if (result.kind === "taken") return "taken";
  const inDoubt = result.kind === "in_doubt" || run.restoredSinceMs !== undefined;
  const claimedAtMs = Math.min(
    run.restoredSinceMs ?? nowMs,
    result.kind === "in_doubt" ? toEpochMs(result.firstClaimedAt) : nowMs,
  );
  // What earlier rounds tried counts: each may have been cut short.
  const earlier = result.kind === "in_doubt" ? failuresOf(result) : NEVER_TRIED;
  const kept = result.kind === "in_doubt" ? optional("accountId", result.accountId) : {};
  return {
    ...{ ref, payment: { ...payment, ...kept }, idempotencyKey, claimedAtMs, inDoubt },
    ...{ ...earlier, earlier, wasInDoubt: inDoubt },
  };
}

/**
 * As if never claimed, where no call can have paid. One that ever was in doubt stays `sending`, also
 * once it was looked up, with how often it was tried.
 */
async function release(claim: Claim, run: PayRun): Promise<void> {
  const { ref, wasInDoubt, tries, failingSinceMs, earlier } = claim;
  const { fence } = run.lease();
  if (!wasInDoubt) await run.ledger.release({ ref, fence });
  const isNew = tries > earlier.tries || failingSinceMs !== earlier.failingSinceMs;
  if (!wasInDoubt || !isNew || failingSinceMs === undefined) return;
  await run.ledger.noteTries({ ref, fence, tries, failingSince: toInstant(failingSinceMs) });
}

async function settle({ ref }: Claim, settlement: Settlement, run: PayRun): Promise<PayEnd> {
  const nowMs = run.clock.nowMs();
  const at = toInstant(nowMs);
  const recorded = await run.ledger.settle({ ref, settlement, fence: run.lease().fence, at });
  if (!recorded) return { kind: "taken" };
  return settlement.state === "accepted"
    ? { kind: "accepted", untilMs: nowMs + confirmAfterMs(0, run.settings) }
    : { kind: "settled" };
}

const NEVER_TRIED: Readonly<Failures> = { tries: 0, failingSinceMs: undefined };

function failuresOf({
  tries,
  failingSince,
}: Extract<ClaimResult, { kind: "in_doubt" }>): Readonly<Failures> {
  return {
    tries,
    failingSinceMs: failingSince === undefined ? undefined : toEpochMs(failingSince),
  };
}

interface Claim extends DoubtedPayment {
  readonly ref: PaymentRef;
  /** True while a call may have paid whose answer we do not have. */
  inDoubt: boolean;
  /** Whether it ever was, as far as the ledger or this round knows. */
  wasInDoubt: boolean;
  /** As it was when it was claimed. */
  readonly earlier: Readonly<Failures>;
}

/** It stays as it is: in doubt, for a person to look at. */
type Left = Extract<PayEnd, { kind: "left" }>;

/** @throws {RoundStoppedError} when the round ends first */
async function untilSettled(
  claim: Claim,
  place: Place | undefined,
  run: PayRun,
): Promise<Settlement | Postponed | Left> {
  const beganAtMs = run.clock.nowMs();
  const { payment, idempotencyKey } = claim;
  const mayBeAsked = () => !claim.inDoubt || isKeyKept(claim, run);
  const request = { payment, idempotencyKey, mayBeAsked };
  for (let attempt = 0; ; attempt += 1) {
    const known = await settledWithoutCall(claim, run);
    if (known !== undefined) return known;
    const answer = await (attempt === 0 && place !== undefined ? place : run.calls).pay(request);
    const end = await endOf(answer, claim, run);
    if (end !== undefined) return end;
    const askedMs = holdOthers(answer, run);
    const last = await endWithout(answer, askedMs, { claim, beganAtMs }, run);
    if (last !== undefined) return last;
    await backOff(attempt, askedMs, run);
  }
}

/** After an answer that ends nothing: whether the payment is given up or put aside; or it goes on. */
async function endWithout(
  answer: Answer,
  askedMs: number,
  { claim, beganAtMs }: { readonly claim: Claim; readonly beganAtMs: number },
  run: PayRun,
): Promise<Settlement | Postponed | Left | undefined> {
  if (answer.kind === "in_doubt") {
    claim.inDoubt = true;
    claim.wasInDoubt = true;
  }
  const isBusy = isBusyWith(answer, beganAtMs, run);
  if (isSpent(answer, claim, run) || (isBusy && run.isLastTry)) {
    return await giveUp(answer, claim, run);
  }
  if (claim.inDoubt) return isLeftForAPerson(claim, run) ? { kind: "left" } : undefined;
  return postponed(isBusy ? run.settings.busyAgainMs : askedMs, run);
}

/** So often one of a canary is asked for in a round, before a person looks at its answers. */
const CANARY_TRIES = 3;

/** A person who has mended the points API wants it asked for again: it must not end as `unknown`. */
function isLeftForAPerson({ tries, earlier }: Claim, { isCanary }: PayRun): boolean {
  return isCanary && tries - earlier.tries >= CANARY_TRIES;
}

/** The outcome that is known without asking for the payment (again), if one is. */
async function settledWithoutCall(claim: Claim, run: PayRun): Promise<Settlement | undefined> {
  const isAskedAgain = isKeyKept(claim, run) && mayAskAgain(run);
  if (claim.inDoubt && !isAskedAgain) {
    const resolved = await resolveDoubt(claim, run);
    if (resolved !== "not_paid") return resolved;
    claim.inDoubt = false;
    if (run.isEnding) return { state: "withdrawn" };
    if (claim.tries >= run.settings.triesPerPayment) return { state: "rejected", code: GIVEN_UP };
  }
  const code = await run.originals?.whyNot(claim.payment);
  if (code === undefined) return undefined;
  // Where an earlier call may have paid, it may be paid twice by now: a person has to look.
  return { state: claim.inDoubt ? "unknown" : "rejected", code };
}

/**
 * Once a person ended the payout, a look-up comes first: it pays nobody. Nor is anything asked for then
 * whose ledger was restored, as it does not tell what was asked for before.
 */
function mayAskAgain({ isEnding, pointsApi, restoredSinceMs }: PayRun): boolean {
  return !isEnding || (pointsApi.lookUp === undefined && restoredSinceMs === undefined);
}

/** What the answer came to, if it ends the payment. */
async function endOf(answer: Answer, claim: Claim, run: PayRun): Promise<Settlement | undefined> {
  switch (answer.kind) {
    case "paid":
      return { state: "paid", transactionId: answer.transactionId };
    case "accepted":
      return { state: "accepted", reference: answer.reference };
    case "rejected":
      return await refused(answer, claim, run);
    case "forbidden":
      return await forbidden(answer, claim, run);
    default:
      return undefined;
  }
}

type Refusal = Extract<Answer, { kind: "rejected" | "forbidden" }>;

/**
 * A refusal ends a payment that no earlier call can have paid. After a doubt it proves nothing by
 * itself: an API that failed half way may refuse the key from then on.
 */
async function refused({ code, detail }: Refusal, claim: Claim, run: PayRun): Promise<Settlement> {
  const isProof = !claim.inDoubt || run.pointsApi.keys?.refusalProvesUnpaid === true;
  if (isProof) return { state: "rejected", code, detail };
  if (run.pointsApi.lookUp === undefined) return { state: "unknown", code, detail };
  const resolved = await resolveDoubt(claim, run);
  return resolved === "not_paid" ? { state: "rejected", code, detail } : resolved;
}

async function forbidden(
  answer: Refusal,
  claim: Claim,
  run: PayRun,
): Promise<Settlement | undefined> {
  const blame = run.health.blameFor403(claim.payment.row);
  if (blame === "payment") return await refused(answer, claim, run);
  if (blame === "ours") run.health.note({ ...answer, kind: "ours" }, claim.payment.row);
  return undefined;
}

/** What is not known by now is for a person; what was certainly not done can be paid again. */
async function giveUp(answer: Answer, claim: Claim, run: PayRun): Promise<Settlement> {
  const code = codeOf(answer);
  const detail = "detail" in answer ? answer.detail : undefined;
  if (claim.inDoubt) {
    if (run.pointsApi.lookUp === undefined) return { state: "unknown", code, detail };
    const resolved = await resolveDoubt(claim, run);
    if (resolved !== "not_paid") return resolved;
  }
  return run.isEnding ? { state: "withdrawn" } : { state: "rejected", code, detail };
}

function codeOf(answer: Answer): string {
  return "code" in answer ? answer.code : IN_DOUBT;
}
