import type { PayRequest } from "../../domain/distribution/points-api.ts";
import { type Check, payToTheEnd, saying } from "../check.ts";
import type { LostAnswer } from "../checked-api.ts";
import { compare } from "./first-payment.ts";
import { foundAfterAll } from "./look-up.ts";

const MOST_TRIES = 3;

interface Lost {
  readonly request: PayRequest;
  readonly claimedAtMs: number;
  readonly lost: LostAnswer;
}

/** A payment whose answer gets lost, made certain as the description says. */
export async function checkLostAnswer(check: Check): Promise<void> {
  const { description, notes, settings } = check;
  const { request, claimedAtMs, lost } = await loseAnswer(check);
  const { points, userId: user } = request.payment;
  const { answer, lostStatus } = lost;
  if (answer.kind !== "in_doubt" || lostStatus === undefined) {
    notes.limit("lost_answer_untried", { said: saying(answer) });
    return;
  }
  const tell = (said: string) =>
    notes.step("lost_answer", { points, user, status: lostStatus, said });
  switch (description.doubt.ends) {
    case "replays":
    case "refuses":
      tell(await askAgain(check, request));
      return;
    case "look_up": {
      const found = await foundAfterAll(check, request, claimedAtMs);
      if (found.outcome === undefined) await check.books.moved(user, points);
      else await compare(check, request, found.outcome);
      if (found.isInTime) {
        const settle = { ms: description.lookUp?.settleMs ?? 0 };
        notes.guarantee("lost_answer_by_look_up", { settle, shown: { ms: found.shownMs } });
      }
      notes.limit("repeats_may_pay_again");
      tell(found.said);
      return;
    }
    case "none": {
      notes.limit("person_for_lost_answer");
      // The one place that tells, where there is one.
      const moved = await check.books.moved(settings.users.b, points);
      if (moved?.is === "as_expected") check.made.set(request.idempotencyKey, request);
      tell(saying(answer));
    }
  }
}

/** An answer that says that nothing was done is none to be lost: another payment is tried. */
async function loseAnswer({ api, clock, settings, ...check }: Check): Promise<Lost> {
  for (let tries = 1; ; tries += 1) {
    const request = check.newRequest(settings.users.b);
    const claimedAtMs = clock.nowMs();
    const lost = await api.payLosingAnswer(request);
    const isBusy = lost.lostStatus === 429 || (lost.lostStatus ?? 0) >= 500;
    if (!isBusy || tries >= MOST_TRIES) return { request, claimedAtMs, lost };
    await clock.sleep(1_000 * 2 ** tries);
  }
}

/** The same key again, under which the API has paid already or is about to. */
async function askAgain(check: Check, request: PayRequest): Promise<string> {
  const { description, books, notes } = check;
  const outcome = await payToTheEnd(check, request);
  const said = saying(outcome);
  if (outcome.kind === "paid") {
    const moved = await books.moved(request.payment.userId, request.payment.points);
    const facts = { ...moved?.facts, ends: description.doubt.ends, asked: request.payment.points };
    if (moved?.is === "more") notes.find("lost_answer_paid_twice", facts);
    else if (moved?.is === "less") notes.find("paid_not_in_books", { ...facts, said });
    else keyGuarantees(check);
    return said;
  }
  if (outcome.kind === "failed" || outcome.kind === "unconfirmed") {
    await compare(check, request, outcome);
    return said;
  }
  await books.moved(request.payment.userId, request.payment.points);
  const isOpen = outcome.kind === "in_doubt" || outcome.kind === "not_done";
  notes.find(isOpen ? "lost_answer_in_doubt" : "lost_answer_refused", { said });
  return said;
}

function keyGuarantees({ description, notes }: Check): void {
  const { doubt, lookUp } = description;
  if (doubt.ends !== "replays" && doubt.ends !== "refuses") return;
  const lifetime = { ms: doubt.keyLifetimeMs };
  notes.guarantee("lost_answer_by_key", { lifetime });
  if (doubt.keyLifetimeMs !== "forever" && lookUp === undefined) {
    notes.limit("person_after_key", { lifetime });
  }
  notes.limit("lifetime_untried", { lifetime });
  notes.limit(doubt.refusalProvesUnpaid ? "refusal_untried" : "refusal_is_no_proof");
}
