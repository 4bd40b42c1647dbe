import { type Clock, toInstant } from "../clock.ts";
import { type NamedPointsApiDeps, namedPointsApiOf } from "./named-points-api.ts";
import type { Approval, Payout, PayoutIn, PayoutSchedule, RequestedTime } from "./payout.ts";
import type { Person } from "./person.ts";
import type { Policy } from "./policy.ts";

export interface ApprovalDeps extends NamedPointsApiDeps {
  readonly policy: Pick<Policy, "approvalAbovePoints">;
  readonly clock: Pick<Clock, "nowMs">;
}

/** What this person lets pass by saying yes, now, to that payout at that time. */
export function approvalOf(
  deps: ApprovalDeps,
  payout: PayoutIn<"ready" | "awaiting_approval" | "scheduled">,
  { at: scheduledFor, acknowledgedWarnings }: RequestedTime,
  by: Person,
): Approval {
  const { digest, totalPoints } = payout.check;
  return {
    by,
    at: toInstant(deps.clock.nowMs()),
    revision: payout.revision,
    digest,
    totalPoints,
    scheduledFor,
    acknowledgedWarnings,
    approvalAbovePoints: approvalLimitOf(deps, payout),
  };
}

/** The total above which a payout needs approval: of its own points API, if that has one. */
export function approvalLimitOf(deps: Omit<ApprovalDeps, "clock">, payout: Payout): number {
  const { approvalAbovePoints } = namedPointsApiOf(deps, payout) ?? {};
  return approvalAbovePoints ?? deps.policy.approvalAbovePoints;
}

/** Who approved a schedule, whichever version wrote it down. */
export function approverOf({
  approval,
  approvedBy,
}: Pick<PayoutSchedule, "approval" | "approvedBy">): Person | undefined {
  return approval?.by ?? approvedBy;
}
