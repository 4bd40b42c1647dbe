import * as z from "zod";

const amount = z.int().nonnegative();

/** A limit above which a second person must approve… */
function limit(approvalAbove: number) {
  return z
    .strictObject({
      approvalAbove: amount.default(approvalAbove),
      /** …and above which nobody may go, until who deploys raises it; none when absent. */
      refuseAbove: amount.optional(),
    })
    .prefault({});
}

/**
 * What people may send without another person, counted across payouts, and what they may not send at
 * all. Points of different points APIs are different units: each is counted for itself. A day and a
 * month are those of the company's zone in which a payout is to be paid.
 */
export const limitsSchema = z.strictObject({
  /** Points of one payment. */
  paymentPoints: limit(1_000_000),
  /** Points of one payout; approval above the policy's `approvalAbovePoints`. */
  payoutPoints: z.strictObject({ refuseAbove: amount.optional() }).prefault({}),
  /** Approval above so many points of one payout while there is no history to compare it with. */
  payoutPointsWithoutHistory: z
    .strictObject({ approvalAbove: amount.default(1_000_000) })
    .prefault({}),
  /** Points that one person sends in a day without approval; the limit of one payout when absent. */
  personDayPoints: z
    .strictObject({ approvalAbove: amount.optional(), refuseAbove: amount.optional() })
    .prefault({}),
  /** Payouts that one person sends in a day without approval. */
  personDayPayouts: limit(20),
  /** Points that one recipient gets in a day. */
  recipientDayPoints: limit(1_000_000),
  /** Points that one recipient gets in a month. */
  recipientMonthPoints: limit(3_000_000),
  /** Points that the company sends in a month. */
  companyMonthPoints: limit(100_000_000),
  /** Payouts of one person that are neither scheduled nor ended, dry runs among them. */
  openDrafts: z.strictObject({ refuseAbove: amount.default(100) }).prefault({}),
  /** Above this total two people must approve, neither of whom made the payout; off when absent. */
  secondApproverAbovePoints: amount.optional(),
});
export type Limits = z.infer<typeof limitsSchema>;
