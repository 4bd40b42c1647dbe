import * as z from "zod";
import { optional } from "../optional.ts";
import { personSchema } from "../payout/person.ts";
import { extrasSchema, type Payment } from "../sheet/payment.ts";

/** States that are written; a payment without an entry is `pending`. */
export const LEDGER_STATES = [
  "sending",
  "accepted",
  "paid",
  "rejected",
  "unknown",
  "withdrawn",
] as const;
export const PAYMENT_STATES = ["pending", ...LEDGER_STATES] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What a person may say of a payment that is `unknown`; that it is takes back what was said before. */
export const SAID_AS = ["paid", "not_paid", "unknown"] as const;

const wordSchema = z.object({
  as: z.enum(SAID_AS),
  /** How they know. */
  note: z.string().min(1),
  by: personSchema,
  at: z.iso.datetime(),
});
/** What a person says became of a payment that is `unknown`. */
export type Word = z.infer<typeof wordSchema>;

/** The word that settled a payment that was `unknown`. */
export const resolutionSchema = wordSchema.extend({ as: z.enum(["paid", "not_paid"]) });
export type Resolution = z.infer<typeof resolutionSchema>;

/** A word that waits for a second person's, or the one that took it back. */
export const proposalSchema = wordSchema.extend({ as: z.enum(["not_paid", "unknown"]) });
export type Proposal = z.infer<typeof proposalSchema>;

/** The code of a payment that is `rejected` because people said that it was not paid. */
export const RESOLVED_NOT_PAID = "resolved_not_paid";
/** The code of a retry's payment that it did not make: the payout it repeats had paid it after all. */
export const PAID_BY_ORIGINAL = "paid_by_original";

/** Codes of a reversal's payment that it did not take back, as nothing of the original is to be. */
export const ORIGINAL_NOT_PAID = "original_not_paid";
export const ORIGINAL_ERASED = "original_erased";
export const TAKEN_BY_ANOTHER = "reversed_by_another";

/** The code of a payment that was asked for often, in vain, and then found not to be paid. */
export const GIVEN_UP = "given_up";
/** The code of a payment that was accepted and not confirmed in time. */
export const NOT_CONFIRMED = "not_confirmed";
/** The code of a doubt that nothing ends. */
export const IN_DOUBT = "in_doubt";
/** The code of one whose key is so old that the points API may have forgotten it. */
export const KEY_EXPIRED = "key_expired";

/** What a points API calls a fault is kept in so many bytes: ledger, payout and messages hold many. */
export const CODE_BYTES = 100;

/** The durable state of one payment: the only truth about whether it was paid. */
export const ledgerEntrySchema = z.object({
  payoutId: z.string().min(1),
  /** Which chunk of the payout, from 0. */
  chunk: z.int().nonnegative(),
  row: z.int().positive(),
  userId: z.string().min(1),
  /** The points API's own id of the user, as it was found before the first call; asked for under no other. */
  accountId: z.string().min(1).optional(),
  points: z.int().positive(),
  reason: z.string().optional(),
  extras: extrasSchema.optional(),
  state: z.enum(LEDGER_STATES),
  /** The key under which the points API is asked, and no other. */
  idempotencyKey: z.string().min(1),
  /** Fencing token of the lease under which it was last claimed. */
  fence: z.int().positive(),
  /** How often it was claimed. */
  claims: z.int().positive(),
  claimedAt: z.iso.datetime(),
  /** When a call may first have left under its key, where that was not by the last claim. */
  firstClaimedAt: z.iso.datetime().optional(),
  /** How often it was asked for or looked up in vain, and since when, as of the end of a round. */
  tries: z.int().nonnegative().optional(),
  failingSince: z.iso.datetime().optional(),
  /** Under which the points API tells what became of it, once it has accepted it; and when it did. */
  reference: z.string().min(1).optional(),
  acceptedAt: z.iso.datetime().optional(),
  settledAt: z.iso.datetime().optional(),
  /** The points API's own reference of a grant. */
  transactionId: z.string().optional(),
  /** Why it was rejected or is unknown: a stable code, and the points API's own words. */
  code: z.string().optional(),
  detail: z.string().optional(),
  /**
   * The last word of a person that settled nothing by itself. It stays beside the resolution that it
   * led to; where that has none before it, an earlier version took one person's word.
   */
  proposed: proposalSchema.optional(),
  /** Stays when evidence overrules it: the state says what is true, this says who decided what. */
  resolution: resolutionSchema.optional(),
  /** When its user was erased: `userId` is the keyed hash of the id since, and nobody pays it again. */
  erasedAt: z.iso.datetime().optional(),
  /** The payout that pays it again; at any time at most one such payout can pay. */
  retriedBy: z.string().min(1).optional(),
  /** To whom that payout pays it, where a person has corrected the id: `userId` is what the sheet said. */
  retriedAs: z.string().min(1).optional(),
  /** The payout that takes it back, or has; at any time at most one such payout can. */
  reversedBy: z.string().min(1).optional(),
});

export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type LedgerState = LedgerEntry["state"];

/** What a payment came to, with its evidence: its end, or that it was accepted. */
export type Settlement =
  | { readonly state: "paid"; readonly transactionId?: string | undefined }
  | { readonly state: "accepted"; readonly reference: string }
  | { readonly state: "rejected"; readonly code: string; readonly detail?: string | undefined }
  | { readonly state: "unknown"; readonly code: string; readonly detail?: string | undefined }
  /** Surely not paid, and not asked for any more: a person ended the payout. */
  | { readonly state: "withdrawn" };

/** The payment that an entry is about. */
export function paymentOf({ row, userId, points, reason, extras }: LedgerEntry): Payment {
  return { row, userId, points, ...optional("reason", reason), ...optional("extras", extras) };
}

/**
 * The key under which the points API is asked for a payment of a payout, whether it pays it or takes
 * it back: rows of a reversal's sheet are those of its original.
 */
export function keyOfPayment(
  { payoutId, reversalOf }: { readonly payoutId: string; readonly reversalOf?: string | undefined },
  row: number,
): string {
  return reversalOf === undefined
    ? idempotencyKeyOf(payoutId, row)
    : reversalKeyOf(idempotencyKeyOf(reversalOf, row));
}

/**
 * The idempotency key of a payment: derived from payout and row alone, so that every ask for it,
 * from any worker at any time, bears the same one.
 */
export function idempotencyKeyOf(payoutId: string, row: number): string {
  return `paysheet-${payoutId}-${row}`;
}

/**
 * The key under which a payment is taken back: no payment has such a one, and there is one for each,
 * however many payouts may ask for it in the course of time.
 */
export function reversalKeyOf(paymentKey: string): string {
  return `${paymentKey}-r1`;
}
