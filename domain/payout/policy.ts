import * as z from "zod";
import { warningPolicySchema } from "./warning-policy.ts";

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
    .default(366 * 24 * 3_600_000),
  /** One that would begin later than this after its time is not paid, and waits for a person. */
  maxLatenessMs: z
    .int()
    .positive()
    .default(24 * 3_600_000),
  /** Above this total a second person must approve. */
  approvalAbovePoints: z.int().nonnegative().default(10_000_000),
  /** The company's zone, for those who name none. */
  defaultTimeZone: z.string().default("Asia/Seoul"),
  /** How long after their last sign-in to the page people may act by buttons in Slack. */
  signInCountsForDays: z.int().positive().max(365).default(30),
  /** Warnings of likely slips. */
  warnings: warningPolicySchema.prefault({}),
});

export type Policy = z.infer<typeof policySchema>;
