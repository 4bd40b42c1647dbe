import { approvalOf, hasSettled, needsTwoApprovals } from "./approval.ts";
import { brakeAfter } from "./brake.ts";
import { changePayout, WrongStateError } from "./change-payout.ts";
import { getPayout } from "./get-payout.ts";
import { isMaker } from "./owner.ts";
import type { Payout, PayoutIn, RequestedTime } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import { type ActingPerson, isSamePerson, personActor } from "./person.ts";
import { armSchedule, assertLeadTime, type ScheduleDeps } from "./schedule-payout.ts";
import { timeOnceApproved } from "./soonest.ts";

/** A decision on a payout as somebody saw it. */
export interface DecisionRequest {
  /** The payout's revision that they looked at. */
  readonly revision: number;
  readonly reason?: string | undefined;
}

/**
 * A second person lets the payout be scheduled at the time that was asked for. What they looked at
 * is what is approved, and nothing else: the schedule keeps it. Where two must approve, the payout
 * waits on after the first one, who is named to the second.
 * @throws {RefusedError} `payout_not_found`, `own_payout`, `own_settlement`, `already_approved`,
 *   `changed_since`, `time_too_soon`, `latest_too_soon`
 * @throws {WrongStateError} unless the payout awaits approval
 * @throws {PayoutChangedError} when somebody else was faster
 */
export async function approvePayout(
  deps: ScheduleDeps,
  payoutId: string,
  request: DecisionRequest,
  person: ActingPerson,
): Promise<Payout> {
  const payout = await findUndecided(deps, "approve", payoutId, person);
  await assertUnchangedSince(deps, payout, payout.request, request.revision);
  const asked = timeOnceApproved(deps, payout.request);
  assertLeadTime(deps, asked);
  const cause = causeOf(deps, person, request.reason);
  const { firstApproval } = payout;
  const approval = approvalOf(deps, payout, asked, person);
  if (needsTwoApprovals(asked) && firstApproval === undefined) {
    const change = changePayout("first_approved", payout, { firstApproval: approval }, cause);
    await deps.payouts.change(change.payout, change.event);
    return change.payout;
  }
  return await armSchedule(deps, payout, { ...asked, approval, firstApproval }, (fields) =>
    changePayout("approved", payout, fields, cause),
  );
}

/**
 * A second person sends the payout back to `ready`, with a reason, and takes the brake.
 * @throws {RefusedError} `payout_not_found`, `own_payout`, `changed_since`
 * @throws {WrongStateError} unless the payout awaits approval
 * @throws {PayoutChangedError} when somebody else was faster
 */
export async function declinePayout(
  deps: ScheduleDeps,
  payoutId: string,
  request: DecisionRequest & { readonly reason: string },
  person: ActingPerson,
): Promise<Payout> {
  const payout = await findUndecided(deps, "decline", payoutId, person);
  await assertUnchangedSince(deps, payout, payout.request, request.revision);
  const cause = causeOf(deps, person, request.reason);
  const { nowMs } = cause;
  const brake = brakeAfter(payout, person, { kind: "declined", nowMs, reason: request.reason });
  const change = changePayout("declined", payout, { brake }, cause);
  await deps.payouts.change(change.payout, change.event);
  return change.payout;
}

/** @throws {RefusedError} `changed_since`, with what happened since that revision */
export async function assertUnchangedSince(
  { payouts }: Pick<ScheduleDeps, "payouts">,
  payout: Payout,
  /** When it is to be paid. */
  request: RequestedTime,
  revision: number,
): Promise<void> {
  if (revision === payout.revision) return;
  const { payoutId } = payout;
  const events = await payouts.events(payoutId);
  const changes = events.filter((event) => event.revision > revision);
  const names = changes.map(({ action, by }) => `${action} by ${by.name}`).join(", ");
  throw new RefusedError(
    "changed_since",
    `What was looked at is revision ${revision} of payout ${payoutId}; it is ${payout.revision} now, for ${request.localTime} ${request.timeZone}. Since then: ${names}.`,
    { changes, request },
  );
}

/**
 * The payout that this person may decide on.
 * @throws {RefusedError} `payout_not_found`, `own_payout`; of who approves `own_settlement`,
 *   `already_approved`
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
  if (isMaker(payout, person) || isSamePerson(payout.request.requestedBy, person)) {
    throw new RefusedError(
      "own_payout",
      "Another person than those who uploaded, owned or scheduled this payout must decide on it.",
    );
  }
  if (action === "approve" && hasSettled(payout, person)) {
    throw new RefusedError(
      "own_settlement",
      "Another person than those who settled its payments as not paid must approve this payout.",
    );
  }
  const { firstApproval } = payout;
  if (action === "approve" && firstApproval && isSamePerson(firstApproval.by, person)) {
    throw new RefusedError(
      "already_approved",
      "This payout takes two people to approve: another one than its first approver must as well.",
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
