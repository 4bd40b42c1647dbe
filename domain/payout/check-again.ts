import type { Instant } from "../clock.ts";
import { approverOf, isOfThis } from "./approval.ts";
import { type ApprovalReason, LIMIT_OF } from "./approval-reason.ts";
import { findReasons, type LookedAt } from "./approval-reasons.ts";
import { type CompareWithRecentDeps, compareWithRecent } from "./compare-with-recent.ts";
import type { AcrossPayoutsDeps } from "./limits-across-payouts.ts";
import { unacknowledged } from "./must-acknowledge.ts";
import { makersOf } from "./owner.ts";
import type { PayoutIn } from "./payout.ts";
import { sameSheetsUnderWay } from "./same-sheet.ts";
import { largestAboveOthers } from "./usual-amounts.ts";

export type CheckAgainDeps = AcrossPayoutsDeps & CompareWithRecentDeps;

type Scheduled = PayoutIn<"scheduled">;

/**
 * Decides once more on a payout that is scheduled, by the policy, the limits and the other payouts of
 * now: why it may not be paid as it is, or nothing. What its approver saw is not asked again, nor do
 * payouts count that were scheduled after it, in the knowledge of this one.
 */
export async function reasonsNotToPay(
  deps: CheckAgainDeps,
  payout: Scheduled,
): Promise<readonly ApprovalReason[]> {
  const { schedule } = payout;
  const sending = { ...payout, ...asScheduled(payout), scheduledFor: schedule.at };
  const looked = await lookAtOthers(deps, sending);
  const people = [...makersOf(payout), schedule.requestedBy];
  const reasons = await findReasons(deps, { ...sending, people }, looked);
  return [
    ...byApproval(payout),
    ...(await byWarnings(deps, payout, looked.warnings)),
    ...reasons.filter((reason) => reason.isRefused === true || !isApproved(payout, reason)),
  ];
}

/** What the payouts of now say of one that is to be paid at a time. */
export async function lookAtOthers(
  deps: CheckAgainDeps,
  payout: Parameters<typeof compareWithRecent>[1] &
    Parameters<typeof sameSheetsUnderWay>[1] & { readonly scheduledFor: Instant },
): Promise<LookedAt> {
  const same = await sameSheetsUnderWay(deps, payout, payout.scheduledFor);
  const { warnings, hasHistory } = await compareWithRecent(deps, payout, same);
  return { warnings: [...warnings, ...largestAboveOthers(deps.policy, payout)], hasHistory };
}

/**
 * As it stood when it was scheduled, so that its reservations are found, not made once more. Earlier
 * versions did not write that down: there it is what stood before its last change.
 */
function asScheduled({ schedule, updatedAt, revision }: Scheduled) {
  const { generation, scheduledAt = updatedAt, scheduledRevision = revision - 1 } = schedule;
  return { generation: generation - 1, revision: scheduledRevision, reservedAt: scheduledAt };
}

function byApproval(payout: Scheduled): readonly ApprovalReason[] {
  if (isOfThis(payout)) return [];
  return [{ code: "approval_of_another", amount: payout.check.totalPoints }];
}

/** Whether who approved the payout saw that reason, or one that says more. */
function isApproved({ schedule }: Scheduled, { code, limit = 0 }: ApprovalReason): boolean {
  const { approvalReasons } = schedule;
  if (approverOf(schedule) === undefined) return false;
  // Earlier versions kept no reasons: their approver saw the payout as a whole.
  if (approvalReasons === undefined) return true;
  // That it needed one before is what the approval answered.
  if (code === "needed_before") return true;
  return approvalReasons.some((seen) => {
    if (seen.code === code) return limit >= (seen.limit ?? 0);
    // Both are about the total.
    return LIMIT_OF[code] === "payoutPoints" && LIMIT_OF[seen.code] === "payoutPoints";
  });
}

/** Warnings that nobody has acknowledged; a later payout of the same sheet was scheduled knowing of this. */
async function byWarnings(
  deps: CheckAgainDeps,
  { payoutId, schedule }: Scheduled,
  warnings: Parameters<typeof unacknowledged>[0],
): Promise<readonly ApprovalReason[]> {
  const missing = unacknowledged(warnings, schedule.acknowledgedWarnings, deps.policy.warnings);
  const isOwn = await Promise.all(
    missing.map(async ({ code, otherPayoutId }) => {
      if (otherPayoutId === undefined) return true;
      const other = await deps.payouts.get(otherPayoutId);
      if (other?.state === "ready" || other?.state === "awaiting_approval") return false;
      const known = other !== undefined && "schedule" in other ? other.schedule : undefined;
      const ticked = known?.acknowledgedWarnings ?? [];
      return !ticked.includes(code) && !ticked.includes(`${code}:${payoutId}`);
    }),
  );
  const left = missing.filter((_, at) => isOwn[at]);
  return left.length === 0
    ? []
    : [{ code: "warning_unacknowledged", amount: left.length, warnings: left }];
}
