import * as z from "zod";
import { paymentSchema } from "../../domain/sheet/payment.ts";
import { sheetBreakdownSchema } from "../../domain/sheet/sheet-breakdown.ts";
import { valueSumsSchema } from "../../domain/sheet/value-sums.ts";
import { nextCursorSchema } from "./paging.ts";

const valueSums = valueSumsSchema.meta({
  id: "ValueSums",
  description:
    "Payments added up by a value: those of the most points, and all others together. Without `value` are those that have none.",
});

const amountsSchema = z.object({
  from: z.int().positive(),
  to: z.int().positive().meta({ description: "The largest amount that belongs to it." }),
});

/** What a sheet's payments are like, and what is usual. */
export const breakdownAnswerSchema = sheetBreakdownSchema
  .extend({
    bins: z
      .array(
        amountsSchema.extend({
          payments: z.int().nonnegative(),
          points: z.int().nonnegative(),
          usualShare: z.number().min(0).max(1).optional().meta({
            description:
              "Of the payments of the last payouts the share in this bin, on average; absent where that is not known.",
          }),
        }),
      )
      .meta({
        description:
          "Payments by amount, in bins that begin with 1, 2 and 5 of each power of ten, ascending and without gaps: over all that the sheet has and what is usual.",
      }),
    byAmount: valueSums,
    byReason: valueSums,
    byColumn: z.array(valueSumsSchema.extend({ column: z.string() })),
    usual: amountsSchema.extend({ payouts: z.int().positive() }).optional().meta({
      description:
        "Between which amounts the last payouts of the same points API were, and how many those are; absent where they are too few, and of reversals.",
    }),
  })
  .meta({ id: "Breakdown" });

export type BreakdownAnswer = z.infer<typeof breakdownAnswerSchema>;

export const rowListSchema = z
  .object({
    items: z.array(paymentSchema),
    masked: z.literal(true).optional().meta({
      description:
        "User ids are shown in part only, as the role does not open sheets. Absent where they are whole.",
    }),
    cursor: nextCursorSchema,
  })
  .meta({ id: "RowList" });
