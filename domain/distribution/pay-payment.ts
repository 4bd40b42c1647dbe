import { toInstant } from "../clock.ts";
import type { Payment } from "../sheet/payment.ts";
import { type Calls, type CallsRun, mayCall, type Place, permitCall } from "./calls.ts";
import { idempotencyKeyOf, PAID_BY_ORIGINAL, type Settlement } from "./ledger.ts";
import type { LedgerStore, PaymentRef } from "./ledger-store.ts";
import type { Answer, PayRequest } from "./points-api.ts";
import type { RetriedPayments } from "./retried-payments.ts";
import { RoundStoppedError } from "./round-control.ts";

/** What paying one payment needs, shared by all workers of a round. */
export interface PayRun extends CallsRun {
  readonly ledger: LedgerStore;
  readonly calls: Calls;
  /** The table was restored from a backup: a missing ledger entry proves nothing. */
  readonly isLedgerRestored: boolean;
  /** What a retry pays again; undefined for every other payout. */
  readonly retried: RetriedPayments | undefined;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface PayTask {
  readonly ref: PaymentRef;
  readonly payment: Payment;
  /** Whether an earlier worker claimed it and recorded no outcome, when the ledger was read. */
  readonly wasLeftSending: boolean;
}

export type PayEnd =
  | "settled"
  /** Another worker has it. */
  | "taken"
  /** Still `pending` or `sending`; a later round goes on with it. */
  | "left";

/**
 * Pays one payment once:
 *
 * ```
 * slot → claim (durable `sending`) → call → answer → settle (durable outcome)
 *      │ crash here: still pending   │ crash here: in doubt, resolved by mode
 * ```
 *
 * Never throws for what the points API does; throws when the ledger can't be written.
 */
export async function payPayment(task: PayTask, run: PayRun): Promise<PayEnd> {
  // A payment in doubt is claimed and resolved at once; only asking for it again takes a slot.
  const isInDoubt = task.wasLeftSending || run.isLedgerRestored;
  let place: Place | undefined;
  try {
    // Before the claim: a crash must not leave in doubt what only waited for its slot.
    if (!isInDoubt) place = await run.calls.reserve();
    return mayCall(run) ? await payFrom(place, task, run) : "left";
  } catch (error) {
    if (error instanceof RoundStoppedError) return "left";
    throw error;
  } finally {
    place?.leave();
  }
}

async function payFrom(
  place: Place | undefined,
  { ref, payment }: PayTask,
  run: PayRun,
): Promise<PayEnd> {
  const idempotencyKey = idempotencyKeyOf(ref.payoutId, ref.row);
  const result = await run.ledger.claim({
    ref,
    payment,
    idempotencyKey,
    fence: run.lease().fence,
    at: toInstant(run.clock.nowMs()),
  });
  if (result.kind === "taken") return "taken";
  const inDoubt = result.kind === "in_doubt" || run.isLedgerRestored;
  // Resolving doubt takes a while; the slot has passed by then.
  if (inDoubt) place?.leave();
  const claim: Claim = { ref, payment, idempotencyKey, inDoubt };
  try {
    const settlement = await untilSettled(claim, inDoubt ? undefined : place, run);
    const at = toInstant(run.clock.nowMs());
    const recorded = await run.ledger.settle({ ref, settlement, fence: run.lease().fence, at });
    return recorded ? "settled" : "taken";
  } catch (error) {
    if (!(error instanceof RoundStoppedError)) throw error;
    // As if never claimed where no call can have paid; else it stays `sending`, in doubt.
    if (!claim.inDoubt) await run.ledger.release({ ref, fence: run.lease().fence });
    return "left";
  }
}

interface Claim extends PayRequest {
  readonly ref: PaymentRef;
  /** True while a call may have paid whose answer we do not have. */
  inDoubt: boolean;
}

/** @throws {RoundStoppedError} when the round ends first */
async function untilSettled(
  claim: Claim,
  place: Place | undefined,
  run: PayRun,
): Promise<Settlement> {
  for (let attempt = 0; ; attempt += 1) {
    const known = await settledWithoutCall(claim, run);
    if (known !== undefined) return known;
    const answer = await (attempt === 0 && place !== undefined ? place : run.calls).pay(claim);
    const settlement = settlementOf(answer);
    if (settlement !== undefined) return settlement;
    if (answer.kind === "in_doubt") claim.inDoubt = true;
    await backOff(answer, attempt, run);
  }
}

/** The outcome that is known without asking for the payment (again), if one is. */
async function settledWithoutCall(claim: Claim, run: PayRun): Promise<Settlement | undefined> {
  if (claim.inDoubt && run.pointsApi.idempotency !== "key") {
    const resolved = await resolveDoubt(claim, run);
    if (resolved !== "not_paid") return resolved;
    claim.inDoubt = false;
  }
  if ((await run.retried?.isPaid(claim.payment)) !== true) return undefined;
  // Where an earlier call may have paid, it may be paid twice by now: a person has to look.
  return { state: claim.inDoubt ? "unknown" : "rejected", code: PAID_BY_ORIGINAL };
}

function settlementOf(answer: Answer): Settlement | undefined {
  if (answer.kind === "paid") {
    return { state: "paid", transactionId: answer.transactionId };
  }
  if (answer.kind === "rejected") {
    return { state: "rejected", code: answer.code, detail: answer.detail };
  }
  return undefined;
}

/** Finds out what became of a call that may have paid, where the API takes no idempotency key. */
async function resolveDoubt(
  { payment, idempotencyKey }: Claim,
  run: PayRun,
): Promise<Settlement | "not_paid"> {
  if (run.pointsApi.idempotency === "none") {
    return { state: "unknown", code: "in_doubt" };
  }
  for (let attempt = 0; ; attempt += 1) {
    // The call may still be on its way; a look-up that overtakes it would say "not paid".
    await run.clock.sleep(run.settings.lookupSettleMs, run.control.signal);
    // One lost bulk call leaves a hundred to be looked up.
    await run.limiter.take();
    const leftAtMs = run.clock.nowMs();
    const permit = permitCall(run);
    permit.assertMaySend();
    const found = await run.pointsApi.lookUp(payment, idempotencyKey, permit);
    if (found.kind === "not_found") return "not_paid";
    if (found.kind === "found") {
      run.noteAnswer({ kind: "paid" }, run.clock.nowMs() - leftAtMs);
      return { state: "paid", transactionId: found.transactionId };
    }
    const failed: Answer = {
      kind: "in_doubt",
      unavailable: true,
      code: found.code,
      detail: found.detail,
    };
    run.noteAnswer(failed, run.clock.nowMs() - leftAtMs);
    await backOff(failed, attempt, run);
  }
}

async function backOff(answer: Answer, attempt: number, run: PayRun): Promise<void> {
  const { backoffBaseMs, backoffMaxMs, retryAfterMaxMs } = run.settings;
  const askedMs = answer.kind === "not_done" ? (answer.retryAfterMs ?? 0) : 0;
  const closedMs = Math.min(askedMs, retryAfterMaxMs);
  run.limiter.closeFor(closedMs);
  const ceilingMs = Math.min(backoffMaxMs, backoffBaseMs * 2 ** attempt);
  // Random from half of it up, so that many workers do not all ask again at the same time, and none
  // at once.
  const waitMs = ceilingMs * (0.5 + run.random() / 2);
  // While the limiter is closed nothing leaves anyway; an API that says "at once" is not taken at its word.
  if (!(closedMs >= waitMs)) await run.clock.sleep(waitMs, run.control.signal);
}
