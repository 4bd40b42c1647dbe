import { z } from "@hono/zod-openapi";
import { bilingualSchema } from "../../domain/sheet/problem.ts";
import { payoutSummarySchema } from "./payout.ts";

const amount = z.int().nonnegative();
const pointsApi = z.object({ name: z.string(), title: bilingualSchema }).optional().meta({
  description: "Which points API, where the deployment has several: their points are not added up.",
});

const somePayoutsSchema = z
  .object({
    items: z.array(payoutSummarySchema),
    hasMore: z.boolean().meta({ description: "There may be more of them than these." }),
  })
  .meta({ id: "SomePayouts" });

const comingSchema = z
  .object({
    payoutId: z.string(),
    title: z.string(),
    isApproved: z.boolean().meta({ description: "False while it waits for approval." }),
    at: z.string().meta({
      description: "When it is to be paid, by the clocks of the company's zone.",
      example: "2026-12-01T09:00",
    }),
    instant: z.iso.datetime().meta({ description: "The same moment in UTC." }),
    beginsAt: z.string().optional().meta({
      description: "When it really begins, where its time is in quiet hours; by the same clocks.",
    }),
    payments: amount,
    points: amount,
    dryRun: z.boolean(),
    takesBack: z.boolean().meta({ description: "True of one that takes points back." }),
    pointsApi,
  })
  .meta({ id: "ComingPayout" });

export const overviewSchema = z
  .object({
    timeZone: z.string().meta({ description: "The company's zone." }),
    today: z.string().meta({ description: "The day there.", example: "2026-12-01" }),
    waiting: z
      .object({
        toApprove: somePayoutsSchema
          .optional()
          .meta({ description: "What the caller may approve, the next to be paid first." }),
        toMend: somePayoutsSchema.optional().meta({
          description:
            "The caller's own with errors in the sheet, or that were declined, held or sent back.",
        }),
        toSchedule: somePayoutsSchema
          .optional()
          .meta({ description: "The caller's own that could be scheduled." }),
        toSettle: somePayoutsSchema.optional().meta({
          description: "Completed ones with payments of which nobody knows whether they were made.",
        }),
        stopped: somePayoutsSchema
          .optional()
          .meta({ description: "Paused ones, and halted ones that nobody ended." }),
      })
      .meta({
        description: "What waits for the caller. Each is absent where it is not theirs to do.",
      }),
    paying: z.array(payoutSummarySchema).meta({ description: "What is being paid now." }),
    coming: z.array(comingSchema).meta({ description: "What is to be paid, the next first." }),
    comingHasMore: z.boolean().meta({
      description: "There may be more, and sooner ones, than these: too many are scheduled.",
    }),
    tableCopied: z.literal(true).optional().meta({
      description:
        "The table was restored or copied from another: nobody is paid. See `listPayouts`.",
    }),
  })
  .openapi("Overview");
export type Overview = z.infer<typeof overviewSchema>;

const monthSchema = z
  .object({
    month: z.string().meta({
      description: "In the company's zone: that for which payouts were scheduled.",
      example: "2026-11",
    }),
    payouts: amount.meta({
      description: "Those that began to be paid; dry runs and reversals are none of them.",
    }),
    points: amount.meta({ description: "Paid by them." }),
    counts: z.object({ paid: amount, rejected: amount, unknown: amount }).meta({
      description: "Their payments. What was not asked for, or has no answer yet, is in none.",
    }),
    unfinished: amount.meta({
      description: "How many of the payouts have not come to their end, and may still pay.",
    }),
    takenBack: z
      .object({ payouts: amount, points: amount })
      .meta({ description: "By reversals that were scheduled for that month." }),
  })
  .meta({ id: "MonthPaid" });

const usedSchema = z.object({
  points: amount.meta({ description: "Paid or to be paid." }),
  pointsPaid: amount.meta({ description: "By those that came to their end." }),
  payouts: amount,
  isAtMost: z.literal(true).optional().meta({
    description: "It may be less: some were counted by what they were to pay.",
  }),
});

const limitSchema = z.object({
  approvalAbove: amount.optional().meta({ description: "Above it another person must approve." }),
  refuseAbove: amount.optional().meta({ description: "Above it nobody may go." }),
});

export const overviewMonthsSchema = z
  .object({
    pointsApis: z.array(
      z.object({
        pointsApi,
        months: z.array(monthSchema).meta({ description: "The last one is the present one." }),
        company: z
          .object({ month: z.string(), used: usedSchema, limit: limitSchema })
          .meta({ description: "What the company sends this month, against its limit." }),
        own: z
          .object({
            day: z.string(),
            used: usedSchema,
            points: limitSchema.optional(),
            payouts: limitSchema,
          })
          .optional()
          .meta({
            description:
              "What the caller sends today without approval, against the limits of a person; for those who may schedule.",
          }),
      }),
    ),
    createdSince: z.iso.datetime().optional().meta({
      description:
        "Only payouts created since then are counted in `months`, as there are more than one answer reads. Absent where all are.",
    }),
    unreadable: amount.meta({
      description: "Payouts that are not counted, as a later version wrote them.",
    }),
  })
  .openapi("OverviewMonths");
export type OverviewMonths = z.infer<typeof overviewMonthsSchema>;
