import type { LookupAnswer, PayRequest } from "../../domain/distribution/points-api.ts";
import { type Check, type Outcome, payToTheEnd, saying, settle } from "../check.ts";
import { compare, type Paid } from "./first-payment.ts";

/** What a look-up came to of a payment that was made. */
export interface FoundAfterAll {
  /** Undefined when it was not found: what is wrong has been noted. */
  readonly outcome?: Outcome;
  readonly said: string;
  /** How long after the call it showed, in milliseconds. */
  readonly shownMs: number;
  /** Whether that was soon enough. */
  readonly isInTime: boolean;
}

/** So much longer than it may take a payment is looked for, to say how long it takes. */
const SEARCHED_FOR = 4;
const LEAST_SEARCH_MS = 60_000;
const FIRST_WAIT_MS = 1_000;

/** Looks a payment up that was made, at once and until it shows. */
export async function foundAfterAll(
  check: Check,
  request: PayRequest,
  claimedAtMs: number,
): Promise<FoundAfterAll> {
  const { clock, description, notes } = check;
  const settleMs = description.lookUp?.settleMs ?? 0;
  const calledMs = clock.nowMs();
  let answer: LookupAnswer | undefined;
  let wasDenied = false;
  for (const momentMs of momentsWithin(settleMs)) {
    await clock.sleep(Math.max(0, calledMs + momentMs - clock.nowMs()));
    const shownMs = clock.nowMs() - calledMs;
    answer = await check.api.lookUp?.({ ...request, claimedAtMs });
    if (answer?.kind === "found" || answer?.kind === "accepted") {
      if (wasDenied) {
        notes.find("shows_too_late", { settle: { ms: settleMs }, shown: { ms: shownMs } });
      }
      const outcome = await outcomeOf(check, request, answer);
      return { outcome, said: saying(answer), shownMs, isInTime: !wasDenied };
    }
    // From then on a payout would take it for what was never made.
    wasDenied ||= shownMs >= settleMs && answer?.kind === "not_found";
  }
  const shownMs = clock.nowMs() - calledMs;
  const said = saying(answer ?? { kind: "failed" });
  if (wasDenied) notes.find("paid_not_found", { waited: { ms: shownMs } });
  else notes.find("look_up_untold", { waited: { ms: shownMs }, said });
  return { said, shownMs, isInTime: false };
}

/** When it is looked up after the call, in milliseconds: ever less often, and just when a payout would. */
function momentsWithin(settleMs: number): readonly number[] {
  const mostMs = Math.max(SEARCHED_FOR * settleMs, LEAST_SEARCH_MS);
  const moments = [0, settleMs, mostMs];
  for (let waitMs = FIRST_WAIT_MS, atMs = waitMs; atMs < mostMs; waitMs *= 2, atMs += waitMs) {
    moments.push(atMs);
  }
  return [...new Set(moments)].sort((one, other) => one - other);
}

async function outcomeOf(
  check: Check,
  request: PayRequest,
  answer: Extract<LookupAnswer, { kind: "found" | "accepted" }>,
): Promise<Outcome> {
  const asPaid = answer.kind === "found" ? ({ ...answer, kind: "paid" } as const) : answer;
  return await settle(check, request, asPaid);
}

/** What was paid is found, and what was never asked for is not. */
export async function checkLookUp(check: Check, paid: Paid): Promise<void> {
  const { api, description, notes, clock } = check;
  if (api.lookUp === undefined) return;
  const beganMs = clock.nowMs();
  const old = await foundAfterAll(check, paid.request, beganMs);
  compareIds(check, paid, old);
  if (description.doubt.ends !== "look_up" && old.outcome !== undefined) await checkNewest(check);
  notes.step("look_up", { said: old.said });
  await checkNeverMade(check);
}

/** Where keys are asked again first: how soon does a payment show? */
async function checkNewest(check: Check): Promise<void> {
  const { clock, notes, settings } = check;
  const request = check.newRequest(settings.users.b);
  const claimedAtMs = clock.nowMs();
  const outcome = await payToTheEnd(check, request);
  await compare(check, request, outcome);
  if (outcome.kind !== "paid") return;
  const found = await foundAfterAll(check, request, claimedAtMs);
  compareIds(check, outcome, found);
  if (found.outcome !== undefined && found.isInTime) {
    notes.guarantee("look_up_after_key", { shown: { ms: found.shownMs } });
  }
}

function compareIds(
  { notes }: Check,
  { transactionId: first }: { readonly transactionId?: string | undefined },
  { outcome }: FoundAfterAll,
): void {
  if (outcome?.kind !== "paid") return;
  const { transactionId: second } = outcome;
  if (first === undefined || second === undefined || first === second) return;
  notes.find("look_up_other_id", { first, second });
}

async function checkNeverMade(check: Check): Promise<void> {
  const { api, description, notes, clock, settings } = check;
  const request = check.newRequest(settings.users.a);
  const answer = await api.lookUp?.({ ...request, claimedAtMs: clock.nowMs() });
  if (answer === undefined) return;
  const said = saying(answer);
  if (answer.kind === "not_found") notes.guarantee("not_made_is_told");
  else if (answer.kind === "found" || answer.kind === "accepted") {
    notes.find("found_what_was_not_made", { said });
  } else if (description.doubt.ends === "look_up") notes.find("not_made_untold", { said });
  else notes.limit("not_made_is_not_told");
  notes.step("never_made", { said });
}
