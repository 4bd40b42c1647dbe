import * as z from "zod";
import { problemSchema } from "../sheet/problem.ts";
import type { ProblemCode } from "../sheet/problem-table.ts";
import type { Limits } from "./limits.ts";

/** Amounts far above the usual are for a second person to look at, not only to be ticked. */
export const FAR_ABOVE = [
  "payment_far_above_others",
  "far_above_lately",
] as const satisfies ProblemCode[];

const APPROVAL_REASONS = [
  /** The total is above the policy's limit of one payout. */
  "total_above_limit",
  /** The same, above the lower limit while no history shows that this is usual. */
  "no_history",
  /** The total is above the limit from which two people must approve. */
  "second_approver",
  /** One payment is above the limit of a payment. */
  "payment_above_limit",
  ...FAR_ABOVE,
  /** With this payout one person sends more in a day than without approval: in points, or payouts. */
  "person_day_points",
  "person_day_payouts",
  /** With this payout one recipient gets more in a day, or a month, than the limit. */
  "recipient_day_points",
  "recipient_month_points",
  /** With this payout the company sends more in a month than the limit. */
  "company_month_points",
  /** Somebody who decides on it had it stopped, held or declined. */
  "brake",
  /** It needed approval before: another time, or another try, is not what was approved. */
  "needed_before",
  /** It pays again what is left of a payout that was approved. */
  "retry_of_approved",
  /** It pays again what people said was not paid, which nothing else proves. */
  "settled_not_paid",
  /** It pays again what a retry may have paid that the restored table forgot. */
  "after_restore",
  /** It takes back what was paid, which nobody does alone. */
  "reversal",
  /** Found once it is scheduled: what was approved is another sheet, total or time than this. */
  "approval_of_another",
  /** Found once it is scheduled: warnings that must be acknowledged, and were not. */
  "warning_unacknowledged",
  /** Found at the sign-in provider: who answers for it, scheduled it or approved it is there no more. */
  "owner_left",
  "scheduler_left",
  "approver_left",
  /** The same: who approved it has no role any more that lets them. */
  "approver_lost_role",
  /** Found by a look at the points API: what it has left is less than the payout comes to. */
  "float_short",
  /** The same: it refuses our credentials, or they can't be had. */
  "credentials_refused",
  /** The same: it does not answer. */
  "points_api_unavailable",
  /** Found when it fires: its table was restored or copied from another, and nobody has looked at it. */
  "table_copied",
] as const;

/** Why another person than the one who sends a payout must approve it, with the figures of it. */
export const approvalReasonSchema = z.object({
  code: z.enum(APPROVAL_REASONS),
  /** What it comes to: points, or payouts or warnings where those are counted. */
  amount: z.int().nonnegative().optional(),
  /** The limit that this is above. */
  limit: z.int().nonnegative().optional(),
  /** The day, `2026-12-01`, or the month, `2026-12`, in the company's zone. */
  period: z.string().optional(),
  /** Of a recipient's limit: rows of the sheet, the first ones; absent where nobody can tell which. */
  rows: z.array(z.int().positive()).optional(),
  /** Of those who left: the name of whom. */
  person: z.string().min(1).optional(),
  /** Of `warning_unacknowledged`. */
  warnings: z.array(problemSchema).optional(),
  /** Whether nobody may go above this limit, whoever approves. */
  isRefused: z.literal(true).optional(),
});
export type ApprovalReason = z.infer<typeof approvalReasonSchema>;
export type ApprovalReasonCode = ApprovalReason["code"];

/** The limit in the policy that a reason is about. */
export const LIMIT_OF: Readonly<Partial<Record<ApprovalReasonCode, keyof Limits>>> = {
  total_above_limit: "payoutPoints",
  no_history: "payoutPoints",
  payment_above_limit: "paymentPoints",
  person_day_points: "personDayPoints",
  person_day_payouts: "personDayPayouts",
  recipient_day_points: "recipientDayPoints",
  recipient_month_points: "recipientMonthPoints",
  company_month_points: "companyMonthPoints",
};

/** What a limit says to an amount. */
export function above(
  code: ApprovalReasonCode,
  amount: number,
  limits: { readonly approvalAbove: number; readonly refuseAbove?: number | undefined },
  details: Pick<ApprovalReason, "period" | "rows"> = {},
): readonly ApprovalReason[] {
  const { approvalAbove, refuseAbove } = limits;
  if (refuseAbove !== undefined && amount > refuseAbove) {
    return [{ code, amount, limit: refuseAbove, ...details, isRefused: true }];
  }
  return amount > approvalAbove ? [{ code, amount, limit: approvalAbove, ...details }] : [];
}
