import * as z from "zod";
import { approvalReasonSchema } from "../../domain/payout/approval-reason.ts";
import { auditEventSchema } from "../../domain/payout/audit-event.ts";
import { canaryFindingSchema, canaryPaymentSchema } from "../../domain/payout/canary.ts";
import {
  approvalSchema,
  brakeSchema,
  checkSummarySchema,
  countsSchema,
  deletionSchema,
  endingSchema,
  haltSchema,
  handedOverSchema,
  holdSchema,
  outageSchema,
  PAYOUT_STATES,
  pauseSchema,
  pointsTotalsSchema,
  sentBackSchema,
} from "../../domain/payout/payout.ts";
import { actorSchema, personSchema } from "../../domain/payout/person.ts";
import { planSchema } from "../../domain/payout/plan.ts";
import { paymentSchema } from "../../domain/sheet/payment.ts";
import { bilingualSchema, problemSchema } from "../../domain/sheet/problem.ts";
import { rowDefaultsSchema } from "../../domain/sheet/row-defaults.ts";
import { sheetCheckSchema } from "../../domain/sheet/sheet-check.ts";
import { nextCursorSchema } from "./paging.ts";

const instantSchema = z.iso.datetime();
export const personAnswerSchema = personSchema
  .pick({ id: true, name: true })
  .meta({ id: "Person" });
const [personActorSchema, systemActorSchema] = actorSchema.options;
const sheetProblem = problemSchema.meta({ id: "SheetProblem" });
const counts = countsSchema
  .extend({
    accepted: z.int().nonnegative().meta({
      description: "Taken by the points API, which tells later what became of them.",
    }),
    withdrawn: z.int().nonnegative().meta({
      description: "Not asked for any more, as a person ended the payout.",
    }),
    sending: z.int().positive().optional().meta({
      description:
        "Of those that are pending, how many were asked for already, with nothing known of them yet. Absent when none was.",
    }),
    proposed: z.int().positive().optional().meta({
      description:
        "Of those that are not settled, how many wait for a second person to say that they were not paid. Absent when none does.",
    }),
  })
  .meta({ id: "Counts", description: "Payments by state; they add up to `payments`." });
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

const approvalReasonAnswerSchema = approvalReasonSchema.extend({ message: bilingualSchema }).meta({
  id: "ApprovalReason",
  description: "Why another person has to approve a payout, or why it may not be paid as it is.",
});

const requestSchema = z
  .object({
    at: z.string().meta({ description: "Local time.", example: "2026-12-01T09:00:00" }),
    timeZone: z.string().meta({ example: "Asia/Seoul" }),
    instant: instantSchema.meta({ description: "The same moment in UTC." }),
    latest: z
      .object({ at: z.string(), instant: instantSchema })
      .optional()
      .meta({ description: "After which nobody is paid any more: local time, and in UTC." }),
    requestedBy: personAnswerSchema,
    note: z
      .string()
      .optional()
      .meta({ description: "What this person says to whoever is to approve it." }),
    acknowledgedWarnings: z
      .array(z.string())
      .optional()
      .meta({ description: "Warnings that this person ticked, by code." }),
    warnings: z
      .array(sheetProblem)
      .optional()
      .meta({ description: "What a comparison with other payouts showed at that moment." }),
    approvalReasons: z
      .array(approvalReasonAnswerSchema)
      .optional()
      .meta({ description: "Why another person has to approve it, or had to." }),
    firstApproval: approvalSchema
      .extend({ by: personAnswerSchema })
      .optional()
      .meta({ description: "Where two people must approve: by the first one." }),
    soonest: z.literal(true).optional().meta({
      description:
        "As soon as it can be was asked for, which is counted from the approval where that comes later. Of what awaits approval.",
    }),
    approvableUntil: instantSchema.optional().meta({
      description: "Until when it can be approved, in UTC. Of what awaits approval.",
    }),
  })
  .meta({ id: "RequestedTime", description: "When a payout is to be paid." });

const scheduleSchema = requestSchema
  .extend({
    name: z.string().meta({ description: "Name of the schedule in EventBridge Scheduler." }),
    generation: z.int().positive(),
    approvedBy: personAnswerSchema.optional(),
    approval: approvalSchema.extend({ by: personAnswerSchema }).optional().meta({
      description:
        "What was approved, by whom and at which `revision`; another time or total is not.",
    }),
  })
  .meta({ id: "Schedule" });

const brakeAnswerSchema = brakeSchema.extend({ by: personAnswerSchema }).meta({
  id: "Brake",
  description:
    "Who had the payout stopped, held or declined, having the right to decide on it, and why. Until such a person lets it go on, it can't be resumed by others, and every schedule takes an approval.",
});

const sentBackAnswerSchema = sentBackSchema
  .extend({
    reasons: z.array(approvalReasonAnswerSchema).min(1),
    requestedBy: personAnswerSchema,
    approvedBy: personAnswerSchema.optional(),
  })
  .meta({
    id: "SentBack",
    description:
      "Its time came and it was not paid, as policy, limits or other payouts had changed: when, why, and what was scheduled. A person schedules it again.",
  });

const handedOverAnswerSchema = handedOverSchema
  .omit({ to: true })
  .extend({ by: personAnswerSchema, formerOwners: z.array(personAnswerSchema).optional() })
  .meta({
    id: "HandedOver",
    description:
      "By whom and when it was handed over to its owner, and whose it was between its uploader and them. All of them are makers, who do not decide on it.",
  });

const pauseAnswerSchema = pauseSchema.extend({
  detail: z.string().optional().meta({ description: "The points API's code and its own words." }),
  code: z
    .string()
    .optional()
    .meta({ description: "Of `many_refused`: the code that the refusals share." }),
  row: z
    .int()
    .positive()
    .optional()
    .meta({ description: "Of `many_refused`: the row of the payment that was refused last." }),
  by: personAnswerSchema.optional().meta({ description: "Of `stopped_by_person`: who." }),
  note: z.string().optional().meta({ description: "Of `stopped_by_person`: why, in their words." }),
  why: bilingualSchema.optional().meta({ description: "Of `many_refused`: the code in words." }),
  canary: canaryFindingSchema
    .extend({
      payments: z.array(
        canaryPaymentSchema.extend({
          why: bilingualSchema.optional().meta({ description: "The code in words." }),
        }),
      ),
    })
    .optional()
    .meta({
      description:
        "Of `canary`: what is wrong with the first payments, what was asked and what was answered. Lists leave it out.",
    }),
});

const outageAnswerSchema = outageSchema.extend({
  answers: z.boolean().meta({
    description: "Whether the points API answers at all, though it makes no payments.",
  }),
  until: instantSchema.optional().meta({
    description: "Until when the points API asked us to wait; it is asked again sooner.",
  }),
});

const progressSchema = z
  .object({
    settled: z.int().nonnegative().meta({
      description: "Payments that have come to their end: neither pending nor accepted.",
    }),
    of: z.int().nonnegative(),
    ratePerSecond: z.number().nonnegative(),
    secondsLeft: z.int().nonnegative().optional().meta({
      description: "Absent while nothing is settled, or when only accepted ones are left.",
    }),
  })
  .meta({ id: "Progress", description: "How far a distribution has come." });

const base = z.object({
  payoutId: z.string(),
  state: payoutStateSchema,
  title: z.string(),
  fileName: z.string(),
  revision: z.int().positive().meta({
    description: "Grows with every change; a decision names the one that was looked at.",
  }),
  brake: brakeAnswerSchema.optional(),
  needsApproval: z.boolean().optional().meta({
    description: "True once it needed approval: it does with every schedule from then on.",
  }),
  dryRun: z.boolean().meta({
    description: "True when nobody is paid by it: its counts say what paying would come to.",
  }),
  pointsApi: z
    .object({ name: z.string(), title: bilingualSchema })
    .optional()
    .meta({ description: "Which points API pays it, where the deployment has several." }),
  defaults: rowDefaultsSchema.optional().meta({
    description: "What rows of the sheet get that say nothing else themselves.",
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
  /** Only while it is ready. */
  sentBack: sentBackAnswerSchema.optional(),
  heldBy: holdSchema.extend({ by: personAnswerSchema }).optional().meta({
    description: "Who took it out of its schedule last, when and why; only while it is ready.",
  }),
  /** Only while it waits for approval. */
  request: requestSchema.optional(),
  counts: counts.optional(),
  points: points.optional(),
  outage: outageAnswerSchema.optional().meta({
    description: "While the points API is gone: paying waits for it and goes on by itself.",
  }),
  canary: z.object({ payments: z.int().positive() }).optional().meta({
    description:
      "While only the first payments are paid, so that they are looked at before any other is.",
  }),
  pause: pauseAnswerSchema.optional(),
  halt: haltSchema.optional(),
  endedBy: endingSchema.extend({ by: personAnswerSchema }).optional().meta({
    description: "Who ended the payout, when and why; from then on it is not paid further.",
  }),
  retryOf: z.string().optional().meta({
    description: "The payout whose rejected or withdrawn payments this one pays again.",
  }),
  reversalOf: z.string().optional().meta({
    description:
      "The payout whose payments this one takes back: `paid` counts what was taken back, in the rows of that one.",
  }),
  reversalReason: z.string().optional().meta({ description: "Why it takes them back." }),
  settledBy: z.array(personAnswerSchema).optional().meta({
    description:
      "Of a retry or a reversal: who settled payments of it as not paid. Somebody else has to approve it.",
  }),
  plan: planSchema.optional().meta({
    description:
      "The time of day and the note to the approver that are suggested to whoever schedules it.",
  }),
  deletedBy: deletionSchema.extend({ by: personAnswerSchema }).optional().meta({
    description: "Who took it out of the lists, as a draft that nobody had scheduled, and when.",
  }),
  createdBy: personAnswerSchema,
  /** Who answers for it now: its uploader, until it is handed over. */
  owner: personAnswerSchema,
  handedOver: handedOverAnswerSchema.optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  paymentsKeptUntil: instantSchema.optional().meta({
    description:
      "When the payments are deleted from the ledger, by the retention policy; counts and audit trail are kept.",
  }),
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
});

/** Kept to compare payouts with each other and with what is ticked, and of no use to others. */
const COMPARED_BY = {
  fingerprint: true,
  largestPoints: true,
  medianPoints: true,
  warningCodes: true,
} as const;

/** A payout in a list: its check in numbers, and counts only where no ledger must be read. */
export const payoutSummarySchema = base
  .extend({ check: checkSummarySchema.omit(COMPARED_BY).optional() })
  .meta({ id: "PayoutSummary" });

/** A payout with all that is known of it. */
export const payoutAnswerSchema = base
  .extend({
    check: checkSchema.optional(),
    /** Only while it is distributing. */
    progress: progressSchema.optional(),
    forecast: z
      .object({
        seconds: z.int().nonnegative(),
        maintenance: z
          .array(z.object({ from: instantSchema, until: instantSchema }))
          .optional()
          .meta({ description: "Windows of the points API's maintenance that it waits for." }),
        days: z.int().positive().optional().meta({
          description:
            "Over how many days the calls that the API takes a day make it last, above 1.",
        }),
      })
      .optional()
      .meta({
        description: "How long paying will take, with all that it waits for; before it begins.",
      }),
    beginsAt: instantSchema.optional().meta({
      description:
        "When paying really begins, where the payout's time is in quiet hours; before it begins.",
    }),
    takesBack: z.boolean().meta({
      description: "Whether its points API can take back what is paid; else given is given.",
    }),
    reversals: z
      .array(
        z.object({
          payoutId: z.string(),
          state: payoutStateSchema,
          payments: z.int().nonnegative().optional(),
          points: z.int().nonnegative().optional(),
          takenBack: z
            .object({ payments: z.int().nonnegative(), points: z.int().nonnegative() })
            .optional()
            .meta({ description: "What it took back; once it is completed." }),
        }),
      )
      .optional()
      .meta({ description: "The payouts that take back payments of this one, oldest first." }),
    channelBehind: z
      .object({ since: z.iso.datetime(), code: z.string() })
      .optional()
      .meta({ description: "Since when Slack can't be told of it, and what Slack says." }),
  })
  .meta({ id: "Payout" });

export const payoutListSchema = z
  .object({
    items: z.array(payoutSummarySchema),
    cursor: nextCursorSchema,
    tableCopied: z.literal(true).optional().meta({
      description:
        "The table was restored or copied from another: nobody is paid until an admin has looked (`POST /api/ledger/restored`). Absent where it was not.",
    }),
    unreadable: z.array(z.string()).optional().meta({
      description:
        "Ids of payouts that would stand on this page, were they not written by a later version that this one can't read. Nobody is paid by them. Absent where there are none.",
    }),
    isPart: z.literal(true).optional().meta({
      description:
        "There are more payouts than can be put in the order that was asked for: only the newest of them were.",
    }),
  })
  .meta({ id: "PayoutList" });

/** What a new payout gets that is made like another. */
export const newPayoutSettingsSchema = z
  .object({
    title: z.string().meta({ description: "With the next month in it, where it names one." }),
    dryRun: z.literal(true).optional(),
    pointsApi: z.string().optional(),
    defaults: rowDefaultsSchema.optional(),
    plan: planSchema.optional(),
  })
  .meta({ id: "NewPayoutSettings" });
export type NewPayoutSettingsAnswer = z.infer<typeof newPayoutSettingsSchema>;

export type PayoutAnswer = z.infer<typeof payoutAnswerSchema>;
export type PayoutSummary = z.infer<typeof payoutSummarySchema>;
export type PayoutList = z.infer<typeof payoutListSchema>;

/** One entry of a payout's audit trail. */
export const eventAnswerSchema = auditEventSchema
  .extend({
    reason: z
      .object({
        message: bilingualSchema,
        note: z.string().optional().meta({ description: "What a person said besides." }),
        payoutId: z.string().optional().meta({ description: "The payout that it names." }),
      })
      .optional()
      .meta({
        description:
          "`why` in plain words, where Paysheet itself wrote it; absent of people's words.",
      }),
    by: z.discriminatedUnion("kind", [
      personActorSchema.pick({ id: true, name: true, kind: true, via: true }),
      systemActorSchema,
    ]),
  })
  .meta({ id: "AuditEvent" });

export const eventListSchema = z
  .object({ items: z.array(eventAnswerSchema), cursor: nextCursorSchema })
  .meta({ id: "AuditTrail" });

export type EventList = z.infer<typeof eventListSchema>;
