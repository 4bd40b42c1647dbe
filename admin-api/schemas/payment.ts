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
const userPaymentSchema = base
  .extend({
    payoutId: z.string(),
    title: z.string().optional().meta({ description: "The payout's title." }),
    reversalOf: z.string().optional().meta({
      description: "The payout whose payment this took back: `paid` means taken back.",
    }),
    state: z.enum(LEDGER_STATES),
  })
  .meta({ id: "UserPayment" });

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

export type PaymentAnswer = z.infer<typeof paymentAnswerSchema>;
export type PaymentList = z.infer<typeof paymentListSchema>;
export type UserPayment = z.infer<typeof userPaymentSchema>;
export type UserPaymentList = z.infer<typeof userPaymentListSchema>;
