import { type Instant, toEpochMs, toInstant } from "../clock.ts";
import { type CallsRun, mayCall, permitCall } from "./calls.ts";
import { NOT_CONFIRMED, type Settlement } from "./ledger.ts";
import type { LedgerStore, PaymentRef } from "./ledger-store.ts";
import type { AskedPayment, ConfirmationAnswer } from "./points-api.ts";
import { RoundStoppedError } from "./round-control.ts";

/** A payment that the points API has taken and said nothing further of, as the ledger has it. */
export interface ConfirmTask {
  readonly ref: PaymentRef;
  readonly payment: AskedPayment;
  readonly idempotencyKey: string;
  readonly reference: string;
  readonly acceptedAt: Instant;
}

export type ConfirmEnd =
  | { readonly kind: "settled" }
  /** Another worker has settled it. */
  | { readonly kind: "taken" }
  | { readonly kind: "left" }
  /** Not decided yet: it is asked about again after that time. */
  | { readonly kind: "undecided"; readonly untilMs: number };

/** Asked about again after this share of the time since it was accepted. */
const SHARE_OF_AGE = 0.5;

/**
 * Asks once what became of a payment that was accepted. It is never asked for again: only what the
 * points API says of its reference ends it, or its deadline, after which a person has to look.
 */
export async function confirmPayment(
  task: ConfirmTask,
  run: CallsRun & { readonly ledger: Pick<LedgerStore, "settle"> },
): Promise<ConfirmEnd> {
  try {
    if (!mayCall(run)) return { kind: "left" };
    const settlement = settlementOf(await ask(task, run), task, run);
    if (settlement === undefined) return { kind: "undecided", untilMs: askAgainAt(task, run) };
    const recorded = await run.ledger.settle({
      ref: task.ref,
      settlement,
      fence: run.lease().fence,
      at: toInstant(run.clock.nowMs()),
    });
    return { kind: recorded ? "settled" : "taken" };
  } catch (error) {
    if (error instanceof RoundStoppedError) return { kind: "left" };
    throw error;
  }
}

async function ask(
  { payment, idempotencyKey, reference }: ConfirmTask,
  run: CallsRun,
): Promise<ConfirmationAnswer> {
  const { confirm } = run.pointsApi;
  if (confirm === undefined) return { kind: "pending", code: NOT_CONFIRMED };
  await run.limiter.take();
  const leftAtMs = run.clock.nowMs();
  const permit = permitCall(run);
  permit.assertMaySend();
  const answer = await confirm.ask({ payment, idempotencyKey, reference }, permit);
  // Nothing of one that is pending tells how the points API is: a reference it does not know yet
  // looks the same.
  if (answer.kind !== "pending") {
    run.noteAnswer(answer, payment.row, run.clock.nowMs() - leftAtMs);
  } else if (answer.retryAfterMs !== undefined) {
    run.limiter.closeFor(run.health.holdForAllMs(answer.retryAfterMs, answer.code));
  }
  return answer;
}

function settlementOf(
  answer: ConfirmationAnswer,
  { acceptedAt }: ConfirmTask,
  { pointsApi, clock }: CallsRun,
): Settlement | undefined {
  switch (answer.kind) {
    case "paid":
      return { state: "paid", transactionId: answer.transactionId };
    case "rejected":
      return { state: "rejected", code: answer.code, detail: answer.detail };
    case "pending": {
      // A points API that offers no confirmation any more will not tell.
      const deadlineMs = pointsApi.confirm?.deadlineMs ?? 0;
      const isOver = clock.nowMs() >= toEpochMs(acceptedAt) + deadlineMs;
      return isOver ? { state: "unknown", code: NOT_CONFIRMED, detail: answer.detail } : undefined;
    }
  }
}

function askAgainAt({ acceptedAt }: ConfirmTask, { clock, settings }: CallsRun): number {
  return clock.nowMs() + confirmAfterMs(clock.nowMs() - toEpochMs(acceptedAt), settings);
}

/** How long after it was accepted, or asked about, a payment is asked about again. */
export function confirmAfterMs(
  ageMs: number,
  { confirmEveryMs, confirmEveryMaxMs }: CallsRun["settings"],
): number {
  return Math.min(confirmEveryMaxMs, Math.max(confirmEveryMs, ageMs * SHARE_OF_AGE));
}
