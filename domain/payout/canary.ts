import * as z from "zod";
import { givesPoints } from "./gives-points.ts";
import type { Payout } from "./payout.ts";

/** So many are looked at by a person, and kept in the payout, at most. */
const MOST_PAYMENTS = 10;

/** Whether the first payments of a payout are paid alone and looked at before any other. */
export const canaryPolicySchema = z
  .strictObject({
    /** How many; 0 where nothing is to be looked at. */
    payments: z.int().nonnegative().max(MOST_PAYMENTS).default(3),
    /** A payout of fewer payments has none. */
    atLeastPayments: z.int().positive().default(20),
  })
  .refine(({ payments, atLeastPayments }) => payments < atLeastPayments, {
    path: ["atLeastPayments"],
    message: "a canary is fewer payments than any payout that has one",
  });
export type CanaryPolicy = z.infer<typeof canaryPolicySchema>;

/** The canary of a payout, as it was decided on when paying began. */
export const canarySchema = z.object({
  /** How many payments, from the first one of the sheet; all of them stand in the first chunk. */
  payments: z.int().positive(),
  /** When it was over: nothing was wrong with it, or a person went on. */
  overAt: z.iso.datetime().optional(),
});
export type Canary = z.infer<typeof canarySchema>;

/** What is wrong with a canary. */
export const CANARY_FAULTS = ["in_doubt", "none_paid", "balance_differs"] as const;
export type CanaryFault = (typeof CANARY_FAULTS)[number];

/** In whole points, as digits: they may be more than a number holds. */
const balanceSchema = z.string().regex(/^-?\d+$/);

/** What was asked of a payment of the canary, and what was answered. */
export const canaryPaymentSchema = z.object({
  row: z.int().positive(),
  userId: z.string().min(1),
  points: z.int().positive(),
  reason: z.string().optional(),
  /** Under which it was asked for. */
  key: z.string().min(1),
  /** As the ledger has it. */
  state: z.enum(["pending", "sending", "accepted", "paid", "rejected", "unknown", "withdrawn"]),
  /** Of the last answer that was no payment, and the points API's own words. */
  code: z.string().optional(),
  detail: z.string().optional(),
  transactionId: z.string().optional(),
  /** What the user had before and after; absent where the points API did not tell. */
  balanceBefore: balanceSchema.optional(),
  balanceAfter: balanceSchema.optional(),
});
export type CanaryPayment = z.infer<typeof canaryPaymentSchema>;

/** Why a canary paused its payout, for a person to look at. */
export const canaryFindingSchema = z.object({
  fault: z.enum(CANARY_FAULTS),
  payments: z.array(canaryPaymentSchema).max(MOST_PAYMENTS),
});
export type CanaryFinding = z.infer<typeof canaryFindingSchema>;

/** The canary that a payout begins with, if it has one. */
export function canaryFor(
  { payments, atLeastPayments }: CanaryPolicy,
  payout: Extract<Payout, { state: "scheduled" }>,
): Canary | undefined {
  const isTooSmall = payments === 0 || payout.check.payments < atLeastPayments;
  return isTooSmall || !givesPoints(payout) ? undefined : { payments };
}

/**
 * How many payments have to be paid and looked at before any other; undefined once that is over. What
 * is ended pays nobody new; and a ledger that was restored does not tell which were paid before.
 */
export function pendingCanary(payout: Payout): number | undefined {
  if (!("distribution" in payout)) return undefined;
  const { canary } = payout.distribution;
  const isSkipped = payout.endedBy !== undefined || payout.ledgerRestoredAt !== undefined;
  return isSkipped || canary?.overAt !== undefined ? undefined : canary?.payments;
}
