import * as z from "zod";
import { PAYMENT_STATES, SAID_AS } from "../../domain/distribution/ledger.ts";
import { RESOLVE_OUTCOMES } from "../../domain/distribution/resolve-payments.ts";
import { timeOfDaySchema } from "../../domain/payout/plan.ts";
import { plainLine } from "../../domain/plain-text.ts";

/** Says of a field, in place of a message, that it has a problem of its own when it is missing. */
export const REVISION_MISSING = "revision_missing";

/**
 * Text that a person writes, of at most so many characters, as JavaScript and Slack count them. Each
 * takes three bytes of UTF-8 at most, so that this bounds what is kept in bytes as well.
 */
const written = (maxCharacters: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxCharacters)
    .refine((text) => plainLine(text) !== "", "It has no character that anybody sees.");

const reason = written(500);

/** How a payout is to be scheduled that is like another. */
export const planBodySchema = z
  .strictObject({
    timeOfDay: timeOfDaySchema.optional().meta({ example: "09:30" }),
    note: reason.optional(),
  })
  .meta({
    id: "Plan",
    description:
      "The time of day and the note to the approver that are suggested to whoever schedules it.",
  });

const fileName = z.string().trim().min(1).max(255).meta({ example: "december.xlsx" });
const sizeBytes = z.int().positive().meta({ description: "The file's size." });
export const titleSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ example: "12월 이벤트 포인트" });

/** What every row of a sheet gets that says nothing else. */
export const rowDefaultsBodySchema = z.strictObject({
  reason: z.string().max(500).optional(),
  extras: z
    .record(z.string().max(40), z.string().max(500))
    .optional()
    .meta({
      description: "By the names of the columns that the points API takes besides.",
      example: { campaign: "fall-2026", expiresOn: "2026-12-31" },
    }),
});

/** Body of `POST /api/payouts`. */
export const createPayoutBodySchema = z
  .strictObject({
    title: titleSchema,
    fileName,
    sizeBytes,
    dryRun: z.boolean().optional().meta({
      description:
        "True for a dry run: everything happens but the paying. It can't be changed afterwards.",
    }),
    pointsApi: z.string().min(1).max(40).optional().meta({
      description:
        "Which points API pays it, where the deployment has several; the default one when absent. It can't be changed afterwards.",
      example: "store-credit",
    }),
    defaults: rowDefaultsBodySchema.optional().meta({
      description:
        "What every row of the sheet gets that says nothing else itself; checked as in a sheet. It can't be changed afterwards.",
    }),
    plan: planBodySchema.optional(),
  })
  .meta({ id: "CreatePayout" });

/** Body of `PUT …/title`. */
export const renamePayoutBodySchema = z
  .strictObject({ title: titleSchema })
  .meta({ id: "RenamePayout" });

/** Body of `POST …/sheet`. */
export const replaceSheetBodySchema = z
  .strictObject({ fileName, sizeBytes })
  .meta({ id: "ReplaceSheet" });

/** Answer of `POST /api/payouts` and of `POST …/sheet`. */
export const createdPayoutSchema = z
  .object({
    payoutId: z.string(),
    upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }).meta({
      description: "Post the fields, in this order, and then `file`, as multipart/form-data.",
    }),
  })
  .meta({ id: "CreatedPayout" });

/** Body of `PUT …/schedule`. */
export const schedulePayoutBodySchema = z
  .strictObject({
    at: z.string().min(1).max(40).meta({
      description:
        "Local time `YYYY-MM-DDTHH:mm[:ss]` in the time zone; or `soonest`: as soon as the policy allows, counted from this call.",
      example: "2026-12-01T09:00",
    }),
    timeZone: z.string().min(1).max(100).optional().meta({
      description: "IANA zone; the deployment's own when absent.",
      example: "Asia/Seoul",
    }),
    latest: z.string().min(1).max(40).optional().meta({
      description:
        "Local time in the same zone, after which nobody is paid any more: what is left then waits, paused, for a person.",
      example: "2026-12-01T18:00",
    }),
    expectedTotalPoints: z.int().nonnegative().meta({
      description: "The sheet's total, typed once more by hand.",
    }),
    acknowledgedWarnings: z
      .array(
        z.string().regex(/^[a-z][a-z0-9_]{0,63}(:[0-9A-Za-z_-]{1,64})?$/, "the code of a warning"),
      )
      .max(100)
      .optional()
      .meta({
        description:
          "Codes of the warnings that a person ticked; `code:payoutId` for one that names another payout in `otherPayoutId`. It must name all warnings of likely double or inflated payment; where the deployment's policy says so, only when it is sent.",
        example: ["user_id_twice", "paid_lately_same:01KAGYH5V3C6ZJ9QX1T2W8R7MN"],
      }),
    note: reason.optional().meta({
      description: "What whoever approves it is to know: shown to them, and to everybody else.",
      example: "11월 출석 이벤트 당첨자 전원, 총액은 기획서 3쪽과 같습니다.",
    }),
  })
  .meta({ id: "SchedulePayout" });

/** What a decision is about; one that names none is refused by a problem of its own. */
const revision = z
  .int({ error: ({ input }) => (input === undefined ? REVISION_MISSING : undefined) })
  .positive()
  .meta({ description: "The payout's `revision` that was looked at.", example: 4 });

/** Body of `POST …/approve`. */
export const approvePayoutBodySchema = z
  .strictObject({ revision, reason: reason.optional() })
  .meta({ id: "ApprovePayout" });

/** Body of `POST …/decline`. */
export const declinePayoutBodySchema = z
  .strictObject({ revision, reason })
  .meta({ id: "DeclinePayout" });

/** Body of `POST …/hand-over`. */
export const handOverPayoutBodySchema = z
  .strictObject({
    email: z.string().trim().min(3).max(254).includes("@").meta({
      description: "Verified address of somebody who has signed in and may upload.",
      example: "new-owner@company.example",
    }),
    reason: reason.optional(),
  })
  .meta({ id: "HandOverPayout" });

/** Body of `POST …/receipt/sign`. */
export const signReceiptBodySchema = z
  .strictObject({
    revision,
    run: z
      .int()
      .positive()
      .meta({ description: "The `comparison.run` that was looked at.", example: 1 }),
    note: reason.meta({ description: "What was looked at, and what became of differences." }),
  })
  .meta({ id: "SignReceipt" });

/** Body of `POST …/hold`. */
export const holdPayoutBodySchema = z
  .strictObject({ reason: reason.optional() })
  .meta({ id: "HoldPayout" });

/** Body of `POST …/stop`. */
export const stopPayoutBodySchema = z
  .strictObject({ reason: reason.optional() })
  .meta({ id: "StopPayout" });

/** Body of `POST …/resume`. */
export const resumePayoutBodySchema = z
  .strictObject({ reason: reason.optional() })
  .meta({ id: "ResumePayout" });

/** Body of `POST …/end`. */
export const endPayoutBodySchema = z
  .strictObject({
    reason: reason.meta({ description: "Kept with the payout, and shown to everybody." }),
  })
  .meta({ id: "EndPayout" });

const row = z.int().positive().max(10_000_000);

/** Body of `POST …/retry`. */
export const retryPayoutBodySchema = z
  .strictObject({
    rows: z
      .array(row)
      .min(1)
      .max(1000)
      .optional()
      .meta({
        description:
          "Rows of the original sheet; every rejected and withdrawn payment when absent.",
        example: [12, 31],
      }),
    corrections: z
      .array(
        z.strictObject({
          row,
          userId: z.string().trim().min(1).max(256).meta({ description: "Whom it was for." }),
        }),
      )
      .min(1)
      .max(1000)
      .refine((all) => new Set(all.map((each) => each.row)).size === all.length, {
        message: "each row once",
      })
      .optional()
      .meta({
        description:
          "Rows whose user id was wrong, with the right one: they are paid again as well, to these users. With this and without `rows`, only these.",
      }),
    evenIfPaid: z.literal(true).optional().meta({
      description: "Takes corrections to users whom the original itself paid in other rows.",
    }),
  })
  .meta({ id: "RetryPayout" });

/** Rows and users that one call may name. */
const MAX_REVERSED = 2_000;

/** Body of `POST …/reverse`. */
export const reversePayoutBodySchema = z
  .strictObject({
    rows: z
      .array(row)
      .min(1)
      .max(MAX_REVERSED)
      .optional()
      .meta({
        description:
          "Rows of the sheet; everything that was paid, 10,000 payments at most, when it names neither rows nor users.",
        example: [12, 31],
      }),
    userIds: z
      .array(z.string().trim().min(1).max(300))
      .min(1)
      .max(MAX_REVERSED)
      .optional()
      .meta({ description: "All that was paid to these users by this payout." }),
    reason: reason.meta({ description: "Kept with both payouts, and shown to everybody." }),
  })
  .meta({ id: "ReversePayout" });

const saidAs = z.enum(SAID_AS).meta({
  description:
    "`paid` settles it. `not_paid` does once a second person says so; what the first one says is `proposed` until then. `unknown` takes back what was proposed.",
});

const resolveNote = written(500).meta({
  description: "How you know.",
  example: "포인트 시스템 지급 기록에서 확인했습니다.",
});

/** Body of `POST …/payments/{row}/resolve`. */
export const resolvePaymentBodySchema = z
  .strictObject({ as: saidAs, note: resolveNote })
  .meta({ id: "ResolvePayment" });

/** Payments that one call may settle, as they are named in its body. */
const MAX_RESOLVED = 2_000;

/** Body of `POST …/payments/resolve`. */
export const resolvePaymentsBodySchema = z
  .strictObject({
    note: resolveNote,
    as: saidAs.optional().meta({ description: "Of all `rows` and `userIds`." }),
    rows: z.array(row).min(1).max(MAX_RESOLVED).optional(),
    userIds: z
      .array(z.string().trim().min(1).max(300))
      .min(1)
      .max(MAX_RESOLVED)
      .optional()
      .meta({ description: "All payments of these users in this payout." }),
    payments: z
      .array(z.strictObject({ row, as: saidAs }))
      .min(1)
      .max(MAX_RESOLVED)
      .optional()
      .meta({ description: "In place of the other three: each row with what became of it." }),
  })
  .superRefine(({ as, rows, userIds, payments }, { addIssue }) => {
    const isByList = payments !== undefined;
    const isByChoice = rows !== undefined || userIds !== undefined;
    if (isByList === isByChoice || isByChoice !== (as !== undefined)) {
      const message = "either payments, or as with rows, userIds or both";
      addIssue({ code: "custom", path: ["payments"], message });
    }
    const said = new Map<number, string>();
    for (const [index, payment] of (payments ?? []).entries()) {
      if ((said.get(payment.row) ?? payment.as) !== payment.as) {
        const message = `row ${payment.row} is named twice, with different outcomes`;
        addIssue({ code: "custom", path: ["payments", index], message });
      }
      said.set(payment.row, payment.as);
    }
  })
  .meta({ id: "ResolvePayments" });

/** Answer of `POST …/payments/resolve`. */
export const resolvedPaymentsSchema = z
  .object({
    settled: z.int().nonnegative().meta({ description: "How many stand now as was said." }),
    proposed: z.int().nonnegative().meta({
      description: "How many wait now for a second person to say the same.",
    }),
    payments: z.array(
      z.object({
        row: z.int().positive().optional(),
        userId: z.string().optional(),
        outcome: z.enum(RESOLVE_OUTCOMES).meta({
          description:
            "`settled`: it stands as was said, by this call or an earlier one. `proposed`: it waits for a second person. `taken_back`: it is unknown, and nothing is proposed. Otherwise why it was left as it is.",
        }),
        state: z.enum(PAYMENT_STATES).optional(),
      }),
    ),
  })
  .meta({ id: "ResolvedPayments" });

/** Body of `POST /api/ledger/restored`. */
export const markLedgerRestoredBodySchema = z
  .strictObject({
    note: written(500).meta({
      description: "Which backup, and why.",
      example: "11월 21일 09:00 (UTC) 시점으로 복원했습니다.",
    }),
  })
  .meta({ id: "MarkLedgerRestored" });

/** Answer of `POST /api/ledger/restored`. */
export const ledgerRestoredSchema = z
  .object({
    payoutIds: z.array(z.string()).meta({ description: "The payouts that this call marked." }),
  })
  .meta({ id: "LedgerRestored" });

export type LedgerRestored = z.infer<typeof ledgerRestoredSchema>;
export type ReversePayoutBody = z.infer<typeof reversePayoutBodySchema>;
export type SignReceiptBody = z.infer<typeof signReceiptBodySchema>;
export type ResolvePaymentsBody = z.infer<typeof resolvePaymentsBodySchema>;
export type ResolvedPaymentsAnswer = z.infer<typeof resolvedPaymentsSchema>;
export type ResolvePaymentBody = z.infer<typeof resolvePaymentBodySchema>;
export type CreatePayoutBody = z.infer<typeof createPayoutBodySchema>;
export type CreatedPayout = z.infer<typeof createdPayoutSchema>;
export type SchedulePayoutBody = z.infer<typeof schedulePayoutBodySchema>;

/** The payout in a path. */
export const payoutParamsSchema = z.object({
  payoutId: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,64}$/, "the id of a payout")
    .meta({ example: "01KAGYH5V3C6ZJ9QX1T2W8R7MN" }),
});

/** The payment in a path. */
export const paymentParamsSchema = payoutParamsSchema.extend({
  row: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "the number of a row")
    .transform(Number)
    .meta({ description: "The row's number as Excel shows it.", type: "integer", example: 12 }),
});
