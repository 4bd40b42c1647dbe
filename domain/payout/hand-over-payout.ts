import { toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import { approverOf } from "./approval.ts";
import type { ApprovalReasonCode } from "./approval-reason.ts";
import { approvalReasons } from "./approval-reasons.ts";
import { changePayout, type TransitionFields, WrongStateError } from "./change-payout.ts";
import { lookAtOthers, reasonsNotToPay } from "./check-again.ts";
import { makersOf, ownerOf } from "./owner.ts";
import type { HandedOver, Payout, PayoutIn } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { KnownPerson, PeopleStore } from "./people-store.ts";
import {
  type ActingPerson,
  comparableEmail,
  isSamePerson,
  type Person,
  personActor,
  type Role,
  recordedPerson,
} from "./person.ts";
import type { ScheduleDeps } from "./schedule-payout.ts";
import { mayChange } from "./transitions.ts";
import { updatePayout } from "./update-payout.ts";

export interface HandOverRequest {
  /** Verified address of an account that has signed in. */
  readonly email: string;
  readonly reason?: string | undefined;
}

export interface HandOverDeps extends ScheduleDeps {
  readonly people: Pick<PeopleStore, "withEmail">;
  /** Whether somebody with these roles may have payouts of their own. */
  readonly mayOwn: (roles: readonly Role[]) => boolean;
}

/** So many have owned a payout in between: each of them is looked at with every decision. */
const MOST_FORMER_OWNERS = 10;

/**
 * Makes another person answer for a payout, who has signed in before and may upload. Whoever made it
 * before remains a maker: none of them decides on it, and it counts to each. A schedule and what was
 * approved stand, as long as the payout may be paid so with its new owner. Handing it to whose it is
 * changes nothing.
 * @param person its owner, or with `ofOthers` somebody who may hand over what is not theirs
 * @throws {RefusedError} `payout_not_found`, `not_owner`, `person_unknown`, `person_may_not_own`,
 *   `owner_approved`, `too_many_owners`, `not_payable_with_owner`, `limit_exceeded`
 * @throws {WrongStateError} while it is being paid, and once it is over
 * @throws {PayoutChangedError} when somebody else was faster at every attempt
 */
export async function handOverPayout(
  deps: HandOverDeps,
  payoutId: string,
  { email, reason }: HandOverRequest,
  person: ActingPerson,
  { ofOthers }: { readonly ofOthers: boolean },
): Promise<Payout> {
  const next = await findNextOwner(deps, email);
  const { after } = await updatePayout(deps, payoutId, async (payout) => {
    if (!ofOthers && !isSamePerson(ownerOf(payout), person)) throw notOwner(payout);
    if (!mayChange("handed_over", payout.state)) throw new WrongStateError("hand over", payout);
    if (isSamePerson(ownerOf(payout), next)) return undefined;
    assertHasNotApproved(payout, next);
    const nowMs = deps.clock.nowMs();
    const handedOver: HandedOver = {
      to: recordedPerson(next),
      by: recordedPerson(person),
      at: toInstant(nowMs),
      ...optional("reason", reason),
      ...formerOwnersAfter(payout, next),
    };
    const fields = await fieldsOf(deps, { ...payout, handedOver }, handedOver);
    const cause = { by: personActor(person), nowMs, eventId: deps.newId(), why: reason };
    return changePayout("handed_over", payout, fields, cause);
  });
  return after;
}

/** Whoever signed in last with that address and may upload. */
async function findNextOwner(deps: HandOverDeps, email: string): Promise<ActingPerson> {
  const accounts = await deps.people.withEmail(comparableEmail(email));
  const account = accounts.find(({ roles }) => deps.mayOwn(roles));
  if (account !== undefined) return { ...account, alsoKnownAs: accounts };
  if (accounts.length === 0) {
    throw new RefusedError("person_unknown", "Nobody has signed in with that e-mail address.");
  }
  throw mayNotOwn(accounts);
}

function mayNotOwn([last]: readonly KnownPerson[]): RefusedError {
  return new RefusedError(
    "person_may_not_own",
    `${last?.name} may not upload payouts, by their last sign-in, and so own none.`,
    { ...optional("names", last?.name) },
  );
}

function notOwner(payout: Payout): RefusedError {
  const { name } = ownerOf(payout);
  return new RefusedError(
    "not_owner",
    `Payout ${payout.payoutId} is ${name}'s: they hand it over, or an admin does.`,
    { names: name },
  );
}

/** Whose word was the second one can't become a maker of what they approved. */
function assertHasNotApproved(payout: Payout, next: ActingPerson): void {
  if (!approversOf(payout).some((approver) => isSamePerson(approver, next))) return;
  throw new RefusedError(
    "owner_approved",
    `${next.name} approved payout ${payout.payoutId}, so that it can't become theirs.`,
    { names: next.name },
  );
}

function approversOf(payout: Payout): readonly Person[] {
  const waiting = payout.state === "awaiting_approval" ? payout.firstApproval : undefined;
  const schedule = "schedule" in payout ? payout.schedule : undefined;
  const approver = schedule && approverOf(schedule);
  return [waiting?.by, schedule?.firstApproval?.by, approver].filter((one) => one !== undefined);
}

/** @throws {RefusedError} `too_many_owners` */
function formerOwnersAfter(payout: Payout, next: Person): Pick<HandedOver, "formerOwners"> {
  const { createdBy } = payout;
  const formerOwners: Person[] = [];
  for (const one of makersOf(payout)) {
    const isKnown = [createdBy, next, ...formerOwners].some((known) => isSamePerson(known, one));
    if (!isKnown) formerOwners.push(one);
  }
  if (formerOwners.length > MOST_FORMER_OWNERS) {
    throw new RefusedError(
      "too_many_owners",
      `Payout ${payout.payoutId} was handed over to ${formerOwners.length} people already.`,
    );
  }
  return formerOwners.length === 0 ? {} : { formerOwners };
}

/**
 * What the change writes. What is scheduled must pass as it is with its new owner, and what waits for
 * approval tells its approver what it takes now.
 */
async function fieldsOf(
  deps: HandOverDeps,
  payout: Payout,
  handedOver: HandedOver,
): Promise<TransitionFields["handed_over"]> {
  if (payout.state === "scheduled") {
    const [reason] = await reasonsNotToPay(deps, payout);
    if (reason !== undefined) {
      throw new RefusedError(
        "not_payable_with_owner",
        `It could not be paid as it is scheduled once it is ${handedOver.to.name}'s: ${reason.code}.`,
        { limit: reason, names: handedOver.to.name },
      );
    }
  }
  if (payout.state !== "awaiting_approval") return { handedOver };
  return { handedOver, request: await requestOf(deps, payout) };
}

async function requestOf(deps: HandOverDeps, payout: PayoutIn<"awaiting_approval">) {
  const { request } = payout;
  const people = [...makersOf(payout), request.requestedBy];
  const sending = { ...payout, scheduledFor: request.at, people };
  const looked = await lookAtOthers(deps, sending);
  const reasons = await approvalReasons(deps, sending, looked);
  // That it needs one now is what it waits for, not what it needed before.
  const isKnown = (code: ApprovalReasonCode) =>
    request.approvalReasons?.some((reason) => reason.code === code) === true;
  return {
    ...request,
    approvalReasons: reasons.filter(({ code }) => code !== "needed_before" || isKnown(code)),
  };
}
