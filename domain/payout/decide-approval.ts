import { changePayout, WrongStateError } from "./change-payout.ts";
import { getPayout } from "./get-payout.ts";
import type { Payout, PayoutIn } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import { type ActingPerson, isSamePerson, personActor } from "./person.ts";
import { armSchedule, assertLeadTime, type ScheduleDeps } from "./schedule-payout.ts";

/**
 * A second person lets the payout be scheduled at the time that was asked for. The sheet and its
 * digest can't change any more, so what is approved is what is paid. With the `digest` that the
 * person looked at, it is refused when the payout's is another.
 * @throws {RefusedError} `payout_not_found`, `own_payout`, `another_sheet`, `time_too_soon`
 * @throws {WrongStateError} unless the payout awaits approval
 * @throws {PayoutChangedError} when somebody else was faster
 */
export async function approvePayout(
  deps: ScheduleDeps,
  payoutId: string,
  request: { readonly reason?: string | undefined; readonly digest?: string | undefined },
  person: ActingPerson,
): Promise<Payout> {
  const payout = await findUndecided(deps, "approve", payoutId, person);
  if (request.digest !== undefined && request.digest !== payout.check.digest) {
    throw new RefusedError(
      "another_sheet",
      `What was looked at has the digest ${request.digest}, not that of payout ${payoutId}.`,
    );
  }
  assertLeadTime(deps, payout.request.at);
  const cause = causeOf(deps, person, request.reason);
  return armSchedule(deps, payout, payout.request, person, (fields) =>
    changePayout("approved", payout, fields, cause),
  );
}

/**
 * A second person sends the payout back to `ready`, with a reason.
 * @throws as {@link approvePayout}
 */
export async function declinePayout(
  deps: ScheduleDeps,
  payoutId: string,
  request: { readonly reason: string },
  person: ActingPerson,
): Promise<Payout> {
  const payout = await findUndecided(deps, "decline", payoutId, person);
  const change = changePayout("declined", payout, {}, causeOf(deps, person, request.reason));
  await deps.payouts.change(change.payout, change.event);
  return change.payout;
}

/**
 * The payout that this person may decide on.
 * @throws {RefusedError} `payout_not_found`, `own_payout`, `own_settlement` of who approves
 * @throws {WrongStateError} unless the payout awaits approval
 */
export async function findUndecided(
  deps: Pick<ScheduleDeps, "payouts">,
  action: "approve" | "decline",
  payoutId: string,
  person: ActingPerson,
): Promise<PayoutIn<"awaiting_approval">> {
  const payout = await getPayout(deps.payouts, payoutId);
  if (payout.state !== "awaiting_approval") throw new WrongStateError(action, payout);
  const makers = [payout.createdBy, payout.request.requestedBy];
  if (makers.some((maker) => isSamePerson(maker, person))) {
    throw new RefusedError(
      "own_payout",
      "Another person than the one who uploaded or scheduled this payout must decide on it.",
    );
  }
  if (action === "approve" && payout.settledBy?.some((one) => isSamePerson(one, person))) {
    throw new RefusedError(
      "own_settlement",
      "Another person than those who settled its payments as not paid must approve this payout.",
    );
  }
  return payout;
}

function causeOf(deps: ScheduleDeps, person: ActingPerson, why: string | undefined) {
  return {
    by: personActor(person),
    nowMs: deps.clock.nowMs(),
    eventId: deps.newId(),
    why,
  };
}
