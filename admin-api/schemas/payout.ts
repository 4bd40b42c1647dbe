import * as z from "zod";
import { auditEventSchema } from "../../domain/payout/audit-event.ts";
import {
  checkSummarySchema,
  countsSchema,
  haltSchema,
  outageSchema,
  PAYOUT_STATES,
  pauseSchema,
  pointsTotalsSchema,
} from "../../domain/payout/payout.ts";
import { personSchema } from "../../domain/payout/person.ts";
import { paymentSchema } from "../../domain/sheet/payment.ts";
import { problemSchema } from "../../domain/sheet/problem.ts";
import { sheetCheckSchema } from "../../domain/sheet/sheet-check.ts";
import { nextCursorSchema } from "./paging.ts";

const instantSchema = z.iso.datetime();
export const personAnswerSchema = personSchema.meta({ id: "Person" });
const sheetProblem = problemSchema.meta({ id: "SheetProblem" });
const counts = countsSchema.meta({ id: "Counts" });
const points = pointsTotalsSchema.meta({ id: "Points" });

export const payoutStateSchema = z.enum(PAYOUT_STATES).meta({ id: "PayoutState" });

const checkSchema = sheetCheckSchema
  .extend({
    problems: z.array(sheetProblem),
    warnings: z.array(sheetProblem),
    sample: z.array(paymentSchema),
    largest: z.array(paymentSchema),
  })
  .meta({ id: "Check" });

const requestSchema = z
  .object({
    at: z.string().meta({ description: "Local time.", example: "2026-12-01T09:00:00" }),
    timeZone: z.string().meta({ example: "Asia/Seoul" }),
    instant: instantSchema.meta({ description: "The same moment in UTC." }),
    requestedBy: personAnswerSchema,
    acknowledgedWarnings: z
      .array(z.string())
      .optional()
      .meta({ description: "Warnings that this person ticked, by code." }),
    warnings: z
      .array(sheetProblem)
      .optional()
      .meta({ description: "What a comparison with other payouts showed at that moment." }),
  })
  .meta({ id: "RequestedTime", description: "When a payout is to be paid." });

const scheduleSchema = requestSchema
  .extend({
    name: z.string().meta({ description: "Name of the schedule in EventBridge Scheduler." }),
    generation: z.int().positive(),
    approvedBy: personAnswerSchema.optional(),
  })
  .meta({ id: "Schedule" });

const progressSchema = z
  .object({
    settled: z.int().nonnegative(),
    of: z.int().nonnegative(),
    ratePerSecond: z.number().nonnegative(),
    secondsLeft: z.int().nonnegative().optional(),
  })
  .meta({ id: "Progress", description: "How far a distribution has come." });

const base = z.object({
  payoutId: z.string(),
  state: payoutStateSchema,
  title: z.string(),
  fileName: z.string(),
  dryRun: z.boolean().meta({
    description: "True when nobody is paid by it: its counts say what paying would come to.",
  }),
  sheet: z
    .object({ sizeBytes: z.int().nonnegative(), versionId: z.string() })
    .optional()
    .meta({ description: "The upload, once it has arrived." }),
  schedule: scheduleSchema.optional(),
  problemWorkbook: z
    .boolean()
    .optional()
    .meta({ description: "True when there is a copy of the sheet with its problems marked." }),
  /** Only while it waits for approval. */
  request: requestSchema.optional(),
  counts: counts.optional(),
  points: points.optional(),
  outage: outageSchema.optional().meta({
    description: "While the points API is gone: paying waits for it and goes on by itself.",
  }),
  pause: pauseSchema.optional(),
  halt: haltSchema.optional(),
  retryOf: z
    .string()
    .optional()
    .meta({ description: "The payout whose rejected payments this one pays again." }),
  createdBy: personAnswerSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
});

/** Kept to compare payouts with each other, and of no use to others. */
const COMPARED_BY = { fingerprint: true, largestPoints: true, medianPoints: true } as const;

/** A payout in a list: its check in numbers, and counts only where no ledger must be read. */
const payoutSummarySchema = base
  .extend({ check: checkSummarySchema.omit(COMPARED_BY).optional() })
  .meta({ id: "PayoutSummary" });

/** A payout with all that is known of it. */
export const payoutAnswerSchema = base
  .extend({
    check: checkSchema.optional(),
    /** Only while it is distributing. */
    progress: progressSchema.optional(),
    forecast: z
      .object({ seconds: z.int().nonnegative() })
      .optional()
      .meta({ description: "How long paying will take; before it begins." }),
    channelBehind: z
      .object({ since: z.iso.datetime(), code: z.string() })
      .optional()
      .meta({ description: "Since when Slack can't be told of it, and what Slack says." }),
  })
  .meta({ id: "Payout" });

export const payoutListSchema = z
  .object({ items: z.array(payoutSummarySchema), cursor: nextCursorSchema })
  .meta({ id: "PayoutList" });

export type PayoutAnswer = z.infer<typeof payoutAnswerSchema>;
export type PayoutSummary = z.infer<typeof payoutSummarySchema>;
export type PayoutList = z.infer<typeof payoutListSchema>;

/** One entry of a payout's audit trail. */
const eventAnswerSchema = auditEventSchema.meta({ id: "AuditEvent" });

export const eventListSchema = z
  .object({ items: z.array(eventAnswerSchema) })
  .meta({ id: "AuditTrail" });

export type EventList = z.infer<typeof eventListSchema>;
