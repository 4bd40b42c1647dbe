import * as z from "zod";
import {
  LEDGER_STATES,
  PAYMENT_STATES,
  proposalSchema,
  resolutionSchema,
} from "../../domain/distribution/ledger.ts";
import { extrasSchema } from "../../domain/sheet/payment.ts";
import { bilingualSchema } from "../../domain/sheet/problem.ts";
import { nextCursorSchema } from "./paging.ts";
import { payoutStateSchema, personAnswerSchema } from "./payout.ts";

export const paymentStateSchema = z.enum(PAYMENT_STATES).meta({ id: "PaymentState" });

const base = z.object({
  row: z.int().positive().meta({ description: "The row's number as Excel shows it." }),
  userId: z.string(),
  accountId: z.string().optional().meta({
    description: "The points API's own id of the user, where it knows them by another.",
  }),
  points: z.int().positive(),
  reason: z.string().optional(),
  extras: extrasSchema.optional().meta({
    description: "What the points API takes besides, by the name of the sheet's column.",
  }),
  reference: z
    .string()
    .optional()
    .meta({ description: "The idempotency key under which the points API was asked." }),
  acceptedReference: z.string().optional().meta({
    description: "Under which the points API tells what became of it, once it has accepted it.",
  }),
  acceptedAt: z.iso.datetime().optional(),
  transactionId: z.string().optional().meta({ description: "The points API's own reference." }),
  code: z.string().optional().meta({ description: "Why it was rejected or is unknown." }),
  apiCode: z.string().optional().meta({
    description: "The points API's own code, where `why` does not say what it means.",
  }),
  detail: z.string().optional().meta({ description: "The points API's own words." }),
  why: bilingualSchema
    .optional()
    .meta({ description: "Why it was rejected or is unknown, in plain words." }),
  sentAt: z.iso.datetime().optional(),
  settledAt: z.iso.datetime().optional(),
  proposed: proposalSchema
    .extend({ as: z.literal("not_paid"), by: personAnswerSchema })
    .optional()
    .meta({
      description:
        "What one person said of it while it was unknown. While it is, it waits for a second person.",
    }),
  resolution: resolutionSchema
    .extend({ by: personAnswerSchema })
    .optional()
    .meta({ description: "Who settled it while it was unknown, as what, and how they knew." }),
  retriedBy: z
    .string()
    .optional()
    .meta({ description: "The payout that was made to pay it again: see `retry`." }),
  retriedAs: z.string().optional().meta({
    description: "To whom that payout pays it, where a person has corrected the id.",
  }),
  retry: z
    .object({
      state: payoutStateSchema,
      allPaid: z.boolean().meta({
        description: "Whether it is completed and everybody in it was paid.",
      }),
    })
    .optional()
    .meta({ description: "That payout as it stands; absent where it is not there any more." }),
  reversedBy: z.string().optional().meta({
    description:
      "The payout that takes it back, or did, or could not: see its own payment of that row.",
  }),
});

/** A payment of one payout. */
export const paymentAnswerSchema = base
  .extend({ state: paymentStateSchema })
  .meta({ id: "Payment" });

/** A payment of one user, with the payout that paid it. */
const ofUserSchema = base.extend({
  payoutId: z.string(),
  title: z.string().optional().meta({ description: "The payout's title." }),
  payoutState: payoutStateSchema.optional(),
  dueAt: z.iso.datetime().optional().meta({
    description: "When it is to be paid, while its payout is scheduled or waits for an approval.",
  }),
  reversalOf: z.string().optional().meta({
    description: "The payout whose payment this took back: `paid` means taken back.",
  }),
  answer: bilingualSchema.meta({
    description: "What support may say to the customer, with times in the company's zone.",
  }),
});
const userPaymentSchema = ofUserSchema
  .extend({ state: z.enum(LEDGER_STATES) })
  .meta({ id: "UserPayment" });

/** The same of one that may still be to be made. */
const foundPaymentSchema = ofUserSchema
  .extend({ state: paymentStateSchema })
  .meta({ id: "FoundPayment" });

export const paymentListSchema = z
  .object({
    items: z.array(paymentAnswerSchema),
    reversalOf: z.string().optional().meta({
      description: "The payout whose payments these take back: `paid` means taken back.",
    }),
    dryRun: z.boolean().meta({
      description: "True when nobody was paid: `paid` stands for those who would be.",
    }),
    cursor: nextCursorSchema,
  })
  .meta({ id: "PaymentList" });

export const userPaymentListSchema = z
  .object({ items: z.array(userPaymentSchema), cursor: nextCursorSchema })
  .meta({ id: "UserPaymentList" });

export const foundPaymentListSchema = z
  .object({
    items: z.array(foundPaymentSchema),
    searched: z
      .object({ payouts: z.int().nonnegative(), payments: z.int().nonnegative() })
      .meta({ description: "How much this call looked through." }),
    gone: z
      .array(z.object({ payoutId: z.string(), title: z.string() }))
      .meta({ description: "Payouts whose files or ledger were deleted: nobody is found there." }),
    reachedAt: z.iso.datetime().optional().meta({
      description:
        "When the last payout was uploaded that was looked through; it goes back in time.",
    }),
    isFull: z.boolean().meta({
      description: "So many were found that it ended early: search for a longer part.",
    }),
    cursor: nextCursorSchema,
  })
  .meta({ id: "FoundPaymentList" });

export type FoundPaymentAnswer = z.infer<typeof foundPaymentSchema>;
export type PaymentAnswer = z.infer<typeof paymentAnswerSchema>;
export type PaymentList = z.infer<typeof paymentListSchema>;
export type FoundPaymentList = z.infer<typeof foundPaymentListSchema>;
export type UserPayment = z.infer<typeof userPaymentSchema>;
export type UserPaymentList = z.infer<typeof userPaymentListSchema>;
