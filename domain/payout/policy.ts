import * as z from "zod";
import { DAY_MS } from "../clock.ts";
import type { SheetRules } from "../sheet/sheet-rules.ts";
import { canaryPolicySchema } from "./canary.ts";
import { limitsSchema } from "./limits.ts";
import { quietHoursSchema } from "./quiet-hours.ts";
import { retentionPolicySchema } from "./retention.ts";
import { maskUserIdsSchema } from "./user-id-mask.ts";

/** When a sheet gets warnings of likely slips, and who must acknowledge the serious ones. */
const warningPolicySchema = z.strictObject({
  /**
   * `api`: every client must name the warnings that must be acknowledged. `page`: a client that
   * sends a list of ticked warnings, as the page does, must; one that sends no list is not refused.
   */
  enforce: z.enum(["page", "api"]).default("api"),
  /** A payment of so many times the sheet's median is far above the others… */
  timesOthers: z.number().min(2).default(20),
  /** …if it has at least so many points. */
  paymentFloorPoints: z.int().nonnegative().default(100_000),
  /** So many times the total of recent payouts is far above them… */
  recentTimes: z.number().min(2).default(10),
  /** …if it is a total of at least so many points; single payments have the floor above. */
  totalFloorPoints: z.int().nonnegative().default(1_000_000),
  /** How far back payouts are compared. */
  withinDays: z.int().positive().max(366).default(90),
  /** Two sheets are similar when they share at least this part of the smaller one's payments. */
  similarShare: z.number().min(0.5).max(1).default(0.9),
});

/** How a completed payout is compared with the books of the points API by itself. */
const receiptPolicySchema = z.strictObject({
  /** Of so many payments of each payout it is asked, spread evenly; 0: of none. */
  samplePayments: z.int().nonnegative().max(10_000).default(20),
});

export type WarningPolicy = z.infer<typeof warningPolicySchema>;

/** The part of the policy that concerns one sheet alone. */
export function sheetRulesOf(
  policy: WarningPolicy,
): Pick<SheetRules, "farAboveTimes" | "farAboveFloorPoints"> {
  return { farAboveTimes: policy.timesOthers, farAboveFloorPoints: policy.paymentFloorPoints };
}

/** What a deployment allows. Every duration and limit names its unit. */
export const policySchema = z.object({
  /** Largest sheet that may be uploaded. */
  maxSheetBytes: z.int().positive().default(20_000_000),
  /** How long an upload form stays valid. */
  uploadExpiresInSeconds: z.int().positive().default(900),
  /** A payout must be scheduled at least this far ahead. */
  minLeadTimeMs: z.int().nonnegative().default(60_000),
  /** And at most this far. */
  maxLeadTimeMs: z
    .int()
    .positive()
    .default(366 * DAY_MS),
  /** One that would begin later than this after its time is not paid, and waits for a person. */
  maxLatenessMs: z.int().positive().default(DAY_MS),
  /** An upload that was never finished or checked is cancelled after so long. */
  uploadEndsAfterHours: z.number().positive().max(8_760).default(24),
  /**
   * A draft, with problems or without, is cancelled once nobody has changed it for so long; so is what
   * waits for approval, once its time is over as well.
   */
  draftEndsAfterDays: z.number().positive().max(366).default(30),
  /** Those who may approve are reminded so long before a request expires that nobody decided on. */
  approvalReminderMinutes: z.int().nonnegative().max(10_080).default(120),
  /**
   * The time of day, in the company's zone, from which on the channel is told what is to be paid on
   * the next day.
   */
  tomorrowToldAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 18:00, or never")
    .or(z.literal("never"))
    .default("18:00"),
  /** Above this total a second person must approve. */
  approvalAbovePoints: z.int().nonnegative().default(10_000_000),
  /** Limits beside that of the total, most of them across payouts. */
  limits: limitsSchema.prefault({}),
  /** The company's zone, for those who name none. */
  defaultTimeZone: z.string().default("Asia/Seoul"),
  /**
   * How long after their last sign-in to the page people may act by buttons in Slack: roles that
   * were taken away end there after so many days at the latest.
   */
  signInCountsForDays: z.int().positive().max(365).default(1),
  /** How long what holds user ids is kept. */
  retention: retentionPolicySchema.prefault({}),
  /**
   * Which user ids Slack shows only in part; where any is, the result workbook is on the payout's
   * page only.
   */
  maskUserIds: maskUserIdsSchema.default("personal"),
  /** Warnings of likely slips. */
  warnings: warningPolicySchema.prefault({}),
  /** The first payments, which are paid and looked at before any other. */
  canary: canaryPolicySchema.prefault({}),
  /** Hours in which nobody is paid: what is being paid waits, and goes on by itself. */
  quietHours: quietHoursSchema.default([]),
  receipt: receiptPolicySchema.prefault({}),
});

export type Policy = z.infer<typeof policySchema>;
