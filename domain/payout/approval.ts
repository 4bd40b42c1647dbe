import { type Clock, toInstant } from "../clock.ts";
import { decidesOn } from "./brake.ts";
import type { Approval, PayoutIn, PayoutSchedule, RequestedTime } from "./payout.ts";
import { type ActingPerson, isSamePerson, type Person, recordedPerson } from "./person.ts";

type Approvable = PayoutIn<"ready" | "awaiting_approval" | "scheduled">;

/** What this person lets pass by saying yes, now, to that payout at that time. */
export function approvalOf(
  { clock }: { readonly clock: Pick<Clock, "nowMs"> },
  payout: Approvable,
  { at: scheduledFor, acknowledgedWarnings }: RequestedTime,
  by: Person,
): Approval {
  const { digest, totalPoints } = payout.check;
  return {
    by: recordedPerson(by),
    at: toInstant(clock.nowMs()),
    revision: payout.revision,
    digest,
    totalPoints,
    scheduledFor,
    acknowledgedWarnings,
  };
}

/** Whether one approval is not enough for it. */
export function needsTwoApprovals({ approvalReasons = [] }: RequestedTime): boolean {
  return approvalReasons.some(({ code }) => code === "second_approver");
}

/** Whether this person's scheduling is an approval at once: they decide on it, and settled none of it. */
export function approvesByScheduling(payout: Approvable, person: ActingPerson): boolean {
  return decidesOn(payout, person) && !hasSettled(payout, person);
}

/** Whether this person said of payments that it pays again that nobody was paid. */
export function hasSettled({ settledBy = [] }: Approvable, person: ActingPerson): boolean {
  return settledBy.some((one) => isSamePerson(one, person));
}

/** Who approved a schedule, whichever version wrote it down. */
export function approverOf({
  approval,
  approvedBy,
}: Pick<PayoutSchedule, "approval" | "approvedBy">): Person | undefined {
  return approval?.by ?? approvedBy;
}

/** Whether what was approved is what is scheduled; earlier versions did not say what was. */
export function isOfThis({ schedule, check }: PayoutIn<"scheduled">): boolean {
  const { approval, at } = schedule;
  return (
    approval === undefined ||
    (approval.digest === check.digest &&
      approval.totalPoints === check.totalPoints &&
      approval.scheduledFor === at)
  );
}
