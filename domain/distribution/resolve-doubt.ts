import { backOff } from "./back-off.ts";
import { type CallsRun, permitCall } from "./calls.ts";
import { IN_DOUBT, KEY_EXPIRED, type Settlement } from "./ledger.ts";
import type { Answer, CallPermit, ClaimedPayment, LookupAnswer, PointsApi } from "./points-api.ts";

/** So much of a key's life is kept back, for clocks that differ and calls that are on their way. */
const USED_OF_LIFETIME = 0.9;

/** How often an answer, or a look-up, has told nothing of a payment, and since when (epoch milliseconds). */
export interface Failures {
  tries: number;
  failingSinceMs: number | undefined;
}

export interface DoubtedPayment extends ClaimedPayment, Failures {}

/**
 * Notes that an answer, or a look-up, has told nothing of a payment. True where that counts as a try:
 * an API that is down is waited for; one that has acted on another payment since, fails this one. Of
 * the few payments of a canary any other will do, as soon there is none left to act on.
 */
export function notesFailure(
  claim: Failures,
  { unavailable }: { readonly unavailable: boolean },
  run: Pick<CallsRun, "clock" | "health" | "isEnding" | "isCanary">,
): boolean {
  claim.failingSinceMs ??= run.clock.nowMs();
  const sinceMs = run.isCanary ? Number.NEGATIVE_INFINITY : claim.failingSinceMs;
  const isOfItsOwn = !unavailable || run.health.lastActedAtMs() > sinceMs;
  if (isOfItsOwn || run.isEnding) claim.tries += 1;
  return isOfItsOwn || run.isEnding;
}

/** Whether asking again under the payment's key surely pays it no second time. */
export function isKeyKept(
  { claimedAtMs }: ClaimedPayment,
  { pointsApi: { keys }, clock, settings }: Pick<CallsRun, "pointsApi" | "clock" | "settings">,
): boolean {
  if (keys === undefined) return false;
  const ageMs = clock.nowMs() + settings.callTimeoutMs - claimedAtMs;
  return ageMs < keys.lifetimeMs * USED_OF_LIFETIME;
}

/**
 * Finds out by look-ups what became of a call that may have paid. Where there are none, or they do
 * not tell, a person has to.
 * @throws {RoundStoppedError} when the round ends first
 */
export async function resolveDoubt(
  claim: DoubtedPayment,
  run: CallsRun,
): Promise<Settlement | "not_paid"> {
  const { pointsApi, settings } = run;
  if (pointsApi.lookUp === undefined) {
    const isExpired = pointsApi.keys !== undefined && !isKeyKept(claim, run);
    return { state: "unknown", code: isExpired ? KEY_EXPIRED : IN_DOUBT };
  }
  const most = run.isEnding ? settings.triesWhileEnding : settings.triesPerPayment;
  for (let attempt = 0; ; attempt += 1) {
    const found = await lookUp(claim, pointsApi.lookUp, run);
    switch (found.kind) {
      case "found":
        return { state: "paid", transactionId: found.transactionId };
      case "accepted":
        return { state: "accepted", reference: found.reference };
      case "not_found":
        return "not_paid";
    }
    const unavailable = found.kind === "failed" && found.unavailable;
    if (notesFailure(claim, { unavailable }, run) && claim.tries >= most) {
      return { state: "unknown", code: found.code, detail: found.detail };
    }
    await backOff(attempt, found.kind === "failed" ? (found.retryAfterMs ?? 0) : 0, run);
  }
}

async function lookUp(
  claim: ClaimedPayment,
  ask: NonNullable<PointsApi["lookUp"]>,
  run: CallsRun,
): Promise<LookupAnswer> {
  const { clock } = run;
  // The call may still be on its way; a look-up that overtakes it would say "not paid".
  await clock.sleep(run.settings.lookupSettleMs, run.control.signal);
  let leftAtMs = clock.nowMs();
  const nextPermit = async (): Promise<CallPermit> => {
    // One lost bulk call leaves a hundred to be looked up, and each may take many pages.
    await run.limiter.take();
    leftAtMs = clock.nowMs();
    const permit = permitCall(run);
    permit.assertMaySend();
    return permit;
  };
  const found = await ask(claim, nextPermit);
  const answer = answerOf(found);
  if (answer !== undefined) run.noteAnswer(answer, claim.payment.row, clock.nowMs() - leftAtMs);
  if (found.kind === "failed" && found.retryAfterMs !== undefined) {
    run.limiter.closeFor(run.health.holdForAllMs(found.retryAfterMs, found.code));
  }
  return found;
}

/** What a look-up says of the points API, as an answer to the payment would. */
function answerOf(found: LookupAnswer): Answer | undefined {
  switch (found.kind) {
    case "found":
      return { kind: "paid" };
    case "accepted":
    case "ours":
      return found;
    case "failed":
      // That it does not tell is no outcome of the payment's own.
      return found.unavailable ? { ...found, kind: "in_doubt" } : undefined;
    case "not_found":
      return undefined;
  }
}
