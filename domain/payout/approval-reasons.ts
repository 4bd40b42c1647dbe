import type { Problem } from "../sheet/problem.ts";
import { approverOf } from "./approval.ts";
import { type ApprovalReason, above, FAR_ABOVE, LIMIT_OF } from "./approval-reason.ts";
import {
  type AcrossPayoutsDeps,
  findAcrossPayouts,
  type Sending,
} from "./limits-across-payouts.ts";
import { namedPointsApiOf } from "./named-points-api.ts";
import { RefusedError } from "./payout-errors.ts";
import type { Policy } from "./policy.ts";

/** What is known of a payout beside its check, by `compareWithRecent` and `largestAboveOthers`. */
export interface LookedAt {
  readonly warnings: readonly Problem[];
  /** Whether enough payouts of about its size were completed lately for it to be usual. */
  readonly hasHistory: boolean;
}

/**
 * Every reason for which a second person must approve the payout; none when it may go as it is. It
 * reserves what the payout sends first, so that of two at the same time at least one is found to be
 * too much.
 * @throws {RefusedError} `limit_exceeded` when it goes above what anybody may send
 */
export async function approvalReasons(
  deps: AcrossPayoutsDeps,
  payout: Sending,
  looked: LookedAt,
): Promise<readonly ApprovalReason[]> {
  const reasons = await findReasons(deps, payout, looked);
  const refused = reasons.find(({ isRefused }) => isRefused === true);
  if (refused !== undefined) throw limitExceeded(refused);
  return reasons;
}

/** The same with what is refused among them. */
export async function findReasons(
  deps: AcrossPayoutsDeps,
  payout: Sending,
  { warnings, hasHistory }: LookedAt,
): Promise<readonly ApprovalReason[]> {
  if (payout.reversalOf !== undefined) return reasonsToReverse(deps.policy, payout);
  const { limit, code } = payoutLimitOf(deps, payout, hasHistory);
  const { payoutPoints, paymentPoints } = deps.policy.limits;
  const { totalPoints, largestPoints = 0 } = payout.check;
  return [
    ...above(code, totalPoints, { approvalAbove: limit, ...payoutPoints }),
    ...bySecondApprover(deps.policy, totalPoints),
    ...above("payment_above_limit", largestPoints, paymentPoints),
    ...byWarnings(warnings),
    ...byOriginal(payout),
    ...byPeople(payout),
    // A dry run pays nobody.
    ...(payout.dryRun === true ? [] : await findAcrossPayouts(deps, payout, limit)),
  ];
}

/** Nobody gets anything by a reversal: what limits paying says nothing of it. */
function reasonsToReverse(policy: Policy, { check, brake }: Sending): readonly ApprovalReason[] {
  return [{ code: "reversal" }, ...bySecondApprover(policy, check.totalPoints), ...byBrake(brake)];
}

/** The limit of one payout without approval that is in force: that of its points API, if it has one. */
function payoutLimitOf(
  deps: AcrossPayoutsDeps,
  payout: { readonly pointsApi?: string | undefined },
  hasHistory: boolean,
): { readonly limit: number; readonly code: "total_above_limit" | "no_history" } {
  const { approvalAbovePoints = deps.policy.approvalAbovePoints } =
    namedPointsApiOf(deps, payout) ?? {};
  const withoutHistory = deps.policy.limits.payoutPointsWithoutHistory.approvalAbove;
  return hasHistory || approvalAbovePoints <= withoutHistory
    ? { limit: approvalAbovePoints, code: "total_above_limit" }
    : { limit: withoutHistory, code: "no_history" };
}

function bySecondApprover({ limits }: Policy, totalPoints: number): readonly ApprovalReason[] {
  const { secondApproverAbovePoints: approvalAbove } = limits;
  return approvalAbove === undefined
    ? []
    : above("second_approver", totalPoints, { approvalAbove });
}

function byWarnings(warnings: readonly Problem[]): readonly ApprovalReason[] {
  return FAR_ABOVE.flatMap((code) => {
    const found = warnings.find((warning) => warning.code === code);
    return found === undefined ? [] : [{ code, amount: Number(found.value) }];
  });
}

/** What a retry brings with it from the payout that it repeats. */
function byOriginal({
  originalApproved,
  settledBy,
  afterRestore,
}: Sending): readonly ApprovalReason[] {
  return [
    ...(originalApproved === true ? [{ code: "retry_of_approved" } as const] : []),
    ...(settledBy === undefined ? [] : [{ code: "settled_not_paid" } as const]),
    ...(afterRestore === true ? [{ code: "after_restore" } as const] : []),
  ];
}

/** What people decided on it before. */
function byPeople({ brake, needsApproval, schedule }: Sending): readonly ApprovalReason[] {
  const wasNeeded = needsApproval || (schedule && approverOf(schedule)) !== undefined;
  return [...byBrake(brake), ...(wasNeeded ? [{ code: "needed_before" } as const] : [])];
}

function byBrake(brake: Sending["brake"]): readonly ApprovalReason[] {
  return brake === undefined ? [] : [{ code: "brake" }];
}

function limitExceeded(reason: ApprovalReason): RefusedError {
  const { code, amount, limit } = reason;
  return new RefusedError(
    "limit_exceeded",
    `${code}: ${amount} is above ${limit}, the policy's limits.${LIMIT_OF[code]}.refuseAbove.`,
    { limit: reason },
  );
}
