import type { Payment } from "../sheet/payment.ts";
import { backOff } from "./back-off.ts";
import { type CallsRun, permitCall } from "./calls.ts";
import { holdOthers, isBusyWith, isSpent, type Postponed, postponed } from "./patience.ts";
import type { AccountAnswer, PointsApi } from "./points-api.ts";
import type { Failures } from "./resolve-doubt.ts";

/** Why nobody can be paid under a user's id. */
export interface Why {
  readonly code: string;
  readonly detail?: string | undefined;
}

/** Under which account a payment is asked for, or why it can't be. */
type FoundAccount =
  | { readonly kind: "found"; readonly accountId: string }
  | ({ readonly kind: "refused" } & Why)
  | ({ readonly kind: "postponed" } & Postponed);

type FindRun = CallsRun & { readonly isLastTry: boolean };

/**
 * Looks up the points API's own id of a payment's user, until it tells or was asked often enough. Nothing
 * is asked for by this, so that nothing is ever in doubt.
 * @param isInDoubt whether the payment may have been asked for before: it is not put aside then
 * @throws {RoundStoppedError} when the round ends first
 */
export async function findAccount(
  payment: Payment,
  ask: NonNullable<PointsApi["findAccount"]>,
  { isInDoubt, run }: { readonly isInDoubt: boolean; readonly run: FindRun },
): Promise<FoundAccount> {
  const beganAtMs = run.clock.nowMs();
  const failures: Failures = { tries: 0, failingSinceMs: undefined };
  for (let attempt = 0; ; attempt += 1) {
    const answer = await askOnce(payment, ask, run);
    if (answer.kind === "found") return answer;
    const isBusy = isBusyWith(answer, beganAtMs, run);
    const isFinal = answer.kind === "rejected" || isForbidden(answer, payment, run);
    if (isFinal || isSpent(answer, failures, run) || (isBusy && run.isLastTry)) {
      const { code, detail } = answer;
      return { kind: "refused", code, detail };
    }
    const askedMs = holdOthers(answer, run);
    const later = isInDoubt
      ? undefined
      : postponed(isBusy ? run.settings.busyAgainMs : askedMs, run);
    if (later !== undefined) return { kind: "postponed", ...later };
    await backOff(attempt, askedMs, run);
  }
}

/** A call of its own, in a slot of its own. */
async function askOnce(
  payment: Payment,
  ask: NonNullable<PointsApi["findAccount"]>,
  run: FindRun,
): Promise<AccountAnswer> {
  await run.limiter.take();
  const permit = permitCall(run);
  permit.assertMaySend();
  const leftAtMs = run.clock.nowMs();
  const answer = await ask(payment, permit);
  // That a user is there says nothing of whether any payment is made.
  if (answer.kind !== "found") run.noteAnswer(answer, payment.row, run.clock.nowMs() - leftAtMs);
  return answer;
}

/** A 403 is this user's alone where others are answered; where it is all of ours, the round ends. */
function isForbidden(
  answer: Exclude<AccountAnswer, { kind: "found" }>,
  { row }: Payment,
  { health }: FindRun,
): boolean {
  if (answer.kind !== "forbidden") return false;
  const blame = health.blameFor403(row);
  if (blame === "ours") health.note({ ...answer, kind: "ours" }, row);
  return blame === "payment";
}
