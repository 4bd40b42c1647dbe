import * as z from "zod";
import type { Problem } from "../sheet/problem.ts";
import type { ProblemCode } from "../sheet/problem-table.ts";
import { approverOf } from "./approval.ts";
import { type NamedPointsApiDeps, namedPointsApiOf } from "./named-points-api.ts";
import type { Brake, CheckSummary, PayoutSchedule } from "./payout.ts";
import type { Policy } from "./policy.ts";

/** Amounts far above the usual are for a second person to look at, not only to be ticked. */
const FAR_ABOVE = ["payment_far_above_others", "far_above_lately"] as const satisfies ProblemCode[];

const APPROVAL_REASONS = [
  /** The total is above the policy's limit of one payout. */
  "total_above_limit",
  /** The same, above the lower limit while nothing shows what is usual. */
  "no_history",
  /** One payment is above the limit of a payment. */
  "payment_above_limit",
  ...FAR_ABOVE,
  /** Somebody who decides on it had it stopped, held or declined. */
  "brake",
  /** It needed approval before: another time, or another try, is not what was approved. */
  "needed_before",
] as const;

/** Why another person than the one who sends a payout must approve it, with the figures of it. */
export const approvalReasonSchema = z.object({
  code: z.enum(APPROVAL_REASONS),
  /** What it comes to, in points. */
  points: z.int().nonnegative().optional(),
  /** The limit that this is above, in points. */
  limit: z.int().nonnegative().optional(),
});
export type ApprovalReason = z.infer<typeof approvalReasonSchema>;

export interface ApprovalReasonsDeps extends NamedPointsApiDeps {
  readonly policy: Policy;
}

/** The payout that is to be sent, and how it compares with others. */
export interface SentPayout {
  readonly pointsApi?: string | undefined;
  readonly check: CheckSummary;
  readonly brake?: Brake | undefined;
  readonly needsApproval?: true | undefined;
  /** How it is scheduled now, if it is. */
  readonly schedule?: Pick<PayoutSchedule, "approval" | "approvedBy"> | undefined;
}

/** What is known of it beside its check, by {@link compareWithRecent} and `largestAboveOthers`. */
export interface LookedAt {
  readonly warnings: readonly Problem[];
  /** Whether enough payouts were completed lately to show what is usual. */
  readonly hasHistory: boolean;
}

/** Every reason for which a second person must approve the payout; none when it may go as it is. */
export async function approvalReasons(
  deps: ApprovalReasonsDeps,
  payout: SentPayout,
  { warnings, hasHistory }: LookedAt,
): Promise<readonly ApprovalReason[]> {
  return [...bySize(deps, payout, hasHistory), ...byWarnings(warnings), ...byPeople(payout)];
}

function byPeople({ brake, needsApproval, schedule }: SentPayout): readonly ApprovalReason[] {
  const wasNeeded = needsApproval || (schedule && approverOf(schedule)) !== undefined;
  return [
    ...(brake === undefined ? [] : [{ code: "brake" } as const]),
    ...(wasNeeded ? [{ code: "needed_before" } as const] : []),
  ];
}

function bySize(
  deps: ApprovalReasonsDeps,
  payout: SentPayout,
  hasHistory: boolean,
): readonly ApprovalReason[] {
  const { totalPoints, largestPoints = 0 } = payout.check;
  const { paymentPoints } = deps.policy.limits;
  const { limit, code } = payoutLimitOf(deps, payout, hasHistory);
  const reasons: ApprovalReason[] = [];
  if (totalPoints > limit) reasons.push({ code, points: totalPoints, limit });
  if (largestPoints > paymentPoints.approvalAbove) {
    const points = largestPoints;
    reasons.push({ code: "payment_above_limit", points, limit: paymentPoints.approvalAbove });
  }
  return reasons;
}

/** The limit of one payout without approval that is in force: that of its points API, if it has one. */
function payoutLimitOf(
  deps: ApprovalReasonsDeps,
  payout: Pick<SentPayout, "pointsApi">,
  hasHistory: boolean,
): { readonly limit: number; readonly code: "total_above_limit" | "no_history" } {
  const { approvalAbovePoints = deps.policy.approvalAbovePoints } =
    namedPointsApiOf(deps, payout) ?? {};
  const withoutHistory = deps.policy.limits.payoutPointsWithoutHistory.approvalAbove;
  return hasHistory || approvalAbovePoints <= withoutHistory
    ? { limit: approvalAbovePoints, code: "total_above_limit" }
    : { limit: withoutHistory, code: "no_history" };
}

function byWarnings(warnings: readonly Problem[]): readonly ApprovalReason[] {
  return FAR_ABOVE.flatMap((code) => {
    const found = warnings.find((warning) => warning.code === code);
    return found === undefined ? [] : [{ code, points: Number(found.value) }];
  });
}
