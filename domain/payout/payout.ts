import * as z from "zod";
import { problemSchema } from "../sheet/problem.ts";
import { rowDefaultsSchema } from "../sheet/row-defaults.ts";
import { approvalReasonSchema } from "./approval-reason.ts";
import { canaryFindingSchema, canarySchema } from "./canary.ts";
import { fingerprintSchema } from "./payments-fingerprint.ts";
import { personSchema } from "./person.ts";
import { planSchema } from "./plan.ts";
import { usersLookedUpSchema } from "./users-looked-up.ts";

const instantSchema = z.iso.datetime();

/** The uploaded object that was checked: one version, never changed. */
export const sheetObjectSchema = z.object({
  key: z.string().min(1),
  versionId: z.string().min(1),
  sizeBytes: z.int().nonnegative(),
  /** Grows with every upload of the key, as S3 spells it; older payouts lack it. */
  sequencer: z.string().min(1).optional(),
});
export type SheetObject = z.infer<typeof sheetObjectSchema>;

/** What the payout itself keeps of its check; the whole stands in the check store. */
export const checkSummarySchema = z.object({
  payments: z.int().nonnegative(),
  totalPoints: z.int().nonnegative(),
  digest: z.string(),
  problemCount: z.int().nonnegative(),
  warningCount: z.int().nonnegative(),
  /** The kinds of those that are listed, each once; payouts checked by earlier versions have none. */
  warningCodes: z.array(z.string().min(1)).optional(),
  /** By which it is compared with other payouts; payouts checked by earlier versions have none. */
  largestPoints: z.int().positive().optional(),
  /** The most that one user gets, over all their rows. */
  largestRecipientPoints: z.int().positive().optional(),
  medianPoints: z.int().positive().optional(),
  fingerprint: fingerprintSchema.optional(),
});
export type CheckSummary = z.infer<typeof checkSummarySchema>;

/** When a payout is to be paid, as asked for and as it is understood. */
export const requestedTimeSchema = z.object({
  /** Local time as typed, `YYYY-MM-DDTHH:mm:ss`. */
  localTime: z.string(),
  /** IANA zone, e.g. `Asia/Seoul`. */
  timeZone: z.string(),
  /** The same time in UTC. */
  at: instantSchema,
  /**
   * No time of day was asked for, but as soon as it can be; `at` is what that came to. Of a request
   * that is approved later it comes to another time. Never of a schedule.
   */
  soonest: z.literal(true).optional(),
  /** After which nobody is paid any more before a person goes on: as typed, in the same zone, and in UTC. */
  latest: z.object({ localTime: z.string(), at: instantSchema }).optional(),
  requestedBy: personSchema,
  /** What they say to whoever is to approve it. */
  note: z.string().min(1).optional(),
  /** Warnings they ticked, by code, bound to the other payout where one is meant. */
  acknowledgedWarnings: z.array(z.string().min(1)).optional(),
  /** What the comparison with other payouts found when it was scheduled. */
  warnings: z.array(problemSchema).optional(),
  /** Why another person must approve it, or had to. */
  approvalReasons: z.array(approvalReasonSchema).optional(),
});
export type RequestedTime = z.infer<typeof requestedTimeSchema>;

/** Who let the payout be paid, and what they let pass: anything else needs another approval. */
export const approvalSchema = z.object({
  by: personSchema,
  at: instantSchema,
  /** The payout's revision that they looked at. */
  revision: z.int().positive(),
  /** Of the payments. */
  digest: z.string(),
  totalPoints: z.int().nonnegative(),
  /** When it is to be paid, in UTC. */
  scheduledFor: instantSchema,
  acknowledgedWarnings: z.array(z.string().min(1)).optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** A one-shot schedule that exists and that this payout answers to. */
export const payoutScheduleSchema = requestedTimeSchema.extend({
  /** The schedule's name; no two schedules ever share one. */
  name: z.string().min(1).max(64),
  /** Must equal the generation in the firing's input. */
  generation: z.int().positive(),
  /** When it was made, and of which revision of the payout; earlier versions kept neither. */
  scheduledAt: instantSchema.optional(),
  scheduledRevision: z.int().positive().optional(),
  approval: approvalSchema.optional(),
  /** Where two people had to approve: the first one's. */
  firstApproval: approvalSchema.optional(),
  /** Who approved it, as earlier versions wrote it: what they looked at is not known. */
  approvedBy: personSchema.optional(),
  /** When the sweeper found that its time had passed without a start. */
  overdueSince: instantSchema.optional(),
});
export type PayoutSchedule = z.infer<typeof payoutScheduleSchema>;

/** Counts of payments by state, which always add up to `payments`. */
export const countsSchema = z.object({
  payments: z.int().nonnegative(),
  paid: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  unknown: z.int().nonnegative(),
  /** Taken by the points API, which tells later what became of them. */
  accepted: z.int().nonnegative().default(0),
  /** Not paid, because a person ended the payout before their turn. */
  withdrawn: z.int().nonnegative().default(0),
  /** Not settled yet, those now `sending` included. */
  pending: z.int().nonnegative(),
  /** How many of those were asked for, and nothing is known of them yet. Absent when none was. */
  sending: z.int().positive().optional(),
  /**
   * How many of those that are unknown, or were left on their way, one person said were not paid;
   * they wait for a second one to say so. Absent when none does.
   */
  proposed: z.int().positive().optional(),
});
export type Counts = z.infer<typeof countsSchema>;

export const pointsTotalsSchema = z.object({
  total: z.int().nonnegative(),
  paid: z.int().nonnegative(),
});
export type PointsTotals = z.infer<typeof pointsTotalsSchema>;

/** How the sheet was split when distribution began. */
export const distributionSchema = z.object({
  startedAt: instantSchema,
  /** How many payments a chunk holds, the last one fewer. */
  chunkSize: z.int().positive(),
  chunkCount: z.int().nonnegative(),
  /**
   * How many workers pay it at once, each its own chunks; 1 when absent. It never changes: what
   * fences off a worker that lost its lease counts within one shard.
   */
  shards: z.int().positive().optional(),
  /** Counts each start of a distribution: the firing, then every resume by a person. */
  run: z.int().positive(),
  /** Name of the durable execution that pays this run; any other one leaves. */
  execution: z.string().min(1),
  /**
   * When the ledger's entries of the payout are deleted, fixed when it begins; those of payouts that
   * earlier versions began are kept.
   */
  ledgerKeptUntil: instantSchema.optional(),
  /** Since when the last outage of the points API lasted that is over. */
  outageOver: instantSchema.optional(),
  /** Refusals that a person has seen and went on with, by code: they pause the payout no more. */
  toleratedCodes: z.array(z.string().min(1)).optional(),
  /** The first payments, which are paid and looked at before any other; absent where there are none. */
  canary: canarySchema.optional(),
  /** A person went on after the latest time for which it was scheduled. */
  goesPastLatest: z.literal(true).optional(),
  /** What was known of its users when it began, where some of them were missing. */
  usersLookedUp: usersLookedUpSchema.optional(),
});
export type Distribution = z.infer<typeof distributionSchema>;

/** The points API is down, and the payout waits for it. */
export const outageSchema = z.object({
  since: instantSchema,
  /** Its last answer, or why there was none. */
  code: z.string().min(1),
  /** Until when it asked us to wait (Retry-After); we ask again sooner. */
  until: instantSchema.optional(),
});
export type Outage = z.infer<typeof outageSchema>;

const PAUSE_REASONS = [
  "stopped_by_person",
  /** An outage, as it was written before it was a field of `distributing`; never any more. */
  "points_api_unavailable",
  "points_api_refuses_credentials",
  /** For another reason that is ours: our funds, or how we call. */
  "points_api_refuses_calls",
  /** It refuses so many payments for the same reason that the reason is hardly theirs. */
  "many_refused",
  /** Something is wrong with the first payments, and nobody else is paid before a person has looked. */
  "canary",
  /** The latest time has passed for which it was scheduled. */
  "past_latest",
  /** Its table was restored or copied from another: what was paid since, its ledger does not know. */
  "table_copied",
] as const;
export const pauseSchema = z.object({
  reason: z.enum(PAUSE_REASONS),
  since: instantSchema,
  detail: z.string().optional(),
  /** Of `many_refused`: the code that they share, and the row of the last one. */
  code: z.string().min(1).optional(),
  row: z.int().positive().optional(),
  /** Of `canary`: what was asked, and what was answered. */
  canary: canaryFindingSchema.optional(),
  /** Of `stopped_by_person`: who, and why if they said so; earlier versions kept neither. */
  by: personSchema.optional(),
  note: z.string().min(1).optional(),
});
export type Pause = z.infer<typeof pauseSchema>;

export const HALT_REASONS = [
  "sheet_changed",
  "sheet_unreadable",
  "points_api_unavailable",
  "execution_died",
] as const;
export const haltSchema = z.object({
  reason: z.enum(HALT_REASONS),
  at: instantSchema,
  detail: z.string().optional(),
});
export type Halt = z.infer<typeof haltSchema>;

/** Its time came, and it was not paid but made ready again. */
export const sentBackSchema = z.object({
  at: instantSchema,
  reasons: z.array(approvalReasonSchema).min(1),
  /** When it was to be paid. */
  localTime: z.string(),
  timeZone: z.string(),
  /** The schedule that fired. */
  scheduleName: z.string().min(1),
  /** Who had it scheduled, and who had approved it. */
  requestedBy: personSchema,
  approvedBy: personSchema.optional(),
});
export type SentBack = z.infer<typeof sentBackSchema>;

/** A person had the payout closed, with what was not paid yet withdrawn. */
export const endingSchema = z.object({
  by: personSchema,
  at: instantSchema,
  reason: z.string().min(1),
});
export type Ending = z.infer<typeof endingSchema>;

/**
 * Somebody with the right to decide, who did not upload the payout, had it stopped, held or declined.
 * Until such a person takes it off, nobody else lets the payout be paid.
 */
export const brakeSchema = z.object({
  by: personSchema,
  at: instantSchema,
  kind: z.enum(["stopped", "held", "declined"]),
  reason: z.string().min(1).optional(),
});
export type Brake = z.infer<typeof brakeSchema>;

/** Somebody took the payout out of its schedule. */
export const holdSchema = z.object({
  by: personSchema,
  at: instantSchema,
  reason: z.string().min(1).optional(),
});
export type Hold = z.infer<typeof holdSchema>;

/** Somebody took a draft out of the lists. */
export const deletionSchema = z.object({ by: personSchema, at: instantSchema });
export type Deletion = z.infer<typeof deletionSchema>;

/** The payout was handed over, the last time: to whom, by whom, and whose it had been before. */
export const handedOverSchema = z.object({
  to: personSchema,
  by: personSchema,
  at: instantSchema,
  reason: z.string().min(1).optional(),
  /** Whose it was between its uploader and its owner of now, each once; none where nobody was. */
  formerOwners: z.array(personSchema).min(1).optional(),
});
export type HandedOver = z.infer<typeof handedOverSchema>;

/** A person went through the receipt of a completed payout, and confirms it. */
export const signOffSchema = z.object({
  by: personSchema,
  at: instantSchema,
  note: z.string().min(1),
  /** The payout's revision that they looked at. */
  revision: z.int().positive(),
  /** The comparison that they looked at: the how manieth, of what, and how much differed. */
  comparison: z.object({
    run: z.int().positive(),
    scope: z.enum(["sample", "all"]),
    findingCount: z.int().nonnegative(),
  }),
});
export type SignOff = z.infer<typeof signOffSchema>;

/** A payment that was not paid, as the report names it. */
export const failureSchema = z.object({
  row: z.int().positive(),
  userId: z.string(),
  points: z.int(),
  state: z.enum(["rejected", "unknown"]),
  code: z.string(),
  detail: z.string().optional(),
  /** What its row says besides, by the headers of the sheet's own columns, such as the day on which points expire. */
  values: z.record(z.string(), z.string()).optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** How often a reason stands for a payment that was not paid. */
export const reasonCountSchema = z.object({
  state: z.enum(["rejected", "unknown"]),
  code: z.string(),
  count: z.int().positive(),
});
export type ReasonCount = z.infer<typeof reasonCountSchema>;

/** From the first payment's claim to the last one's outcome, as the ledger has them. */
export const payingSpanSchema = z.object({ from: instantSchema, until: instantSchema });
export type PayingSpan = z.infer<typeof payingSpanSchema>;

export const paidTwiceSchema = z.object({
  count: z.int().positive(),
  /** The first of them, by their row in this payout's sheet. */
  rows: z.array(z.int().positive()),
});
export type PaidTwice = z.infer<typeof paidTwiceSchema>;

/** The result of a payout, counted from the ledger. */
export const payoutReportSchema = z.object({
  finishedAt: instantSchema,
  /** Reports of earlier versions lack it. */
  paying: payingSpanSchema.optional(),
  counts: countsSchema,
  points: pointsTotalsSchema,
  /** Object key of the result workbook. */
  resultKey: z.string().min(1),
  /** A person settled a payment since the workbook was written, which does not show it yet. */
  resultIsBehind: z.boolean().optional(),
  /** Some user ids look like e-mail addresses or telephone numbers; absent when none does. */
  hasPersonalIds: z.literal(true).optional(),
  /** The first payments that were not paid, in row order, as the report found them. */
  failures: z.array(failureSchema).optional(),
  /** Why payments were not paid, the most frequent first. */
  reasons: z.array(reasonCountSchema).optional(),
  /**
   * Payments of a retry that the original payout had paid as well, as its proof came too late to
   * prevent it; absent when there are none.
   */
  paidTwice: paidTwiceSchema.optional(),
});
export type PayoutReport = z.infer<typeof payoutReportSchema>;

/** Object key of the problem workbook; absent when the sheet can't be read. */
const problemWorkbookKeySchema = z.string().min(1).optional();

const base = z.object({
  payoutId: z.string().min(1),
  title: z.string().min(1),
  fileName: z.string().min(1),
  sizeBytes: z.int().positive(),
  /** A dry run: everything happens except that nobody is paid. Set at creation, never changed. */
  dryRun: z.literal(true).optional(),
  /**
   * Which of several points APIs pays it, by its name. Set at creation, never changed; absent where
   * there was one without a name, whose place the default has taken since.
   */
  pointsApi: z.string().min(1).optional(),
  /** What its rows get that say nothing else: a campaign, an expiry. Set at creation, never changed. */
  defaults: rowDefaultsSchema.optional(),
  /** How it is to be scheduled, as a suggestion: that of the payout or the reminder it was made from. */
  plan: planSchema.optional(),
  /** Its file is the how manieth it was given; the first when absent. */
  sheetNumber: z.int().min(2).optional(),
  createdBy: personSchema,
  /** Once it was handed over to another person than its uploader. */
  handedOver: handedOverSchema.optional(),
  /** The payout whose rejected payments this one pays again. */
  retryOf: z.string().min(1).optional(),
  /** The payout whose payments this one takes back, and why. */
  reversalOf: z.string().min(1).optional(),
  reversalReason: z.string().min(1).optional(),
  /** Of a reversal: earlier ones that were to take back some of the same payments, and could not. */
  afterReversals: z.array(z.string().min(1)).min(1).optional(),
  /** The payouts that were made to take back payments of this one, oldest first. */
  reversals: z.array(z.string().min(1)).min(1).optional(),
  /** Of a retry: the payout that it repeats was approved, so that this one needs approval as well. */
  originalApproved: z.literal(true).optional(),
  /** Of a retry or a reversal: who settled payments of it as not paid. It needs the approval of somebody else. */
  settledBy: z.array(personSchema).min(1).optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** Grows by one with every change; every write is conditional on it. */
  revision: z.int().positive(),
  /** Grows with every schedule made for the payout; never goes back. */
  generation: z.int().nonnegative(),
  /** When a person said that the table was restored: the ledger may lack payments made before. */
  ledgerRestoredAt: instantSchema.optional(),
  /**
   * Since when calls may have left that the ledger lacks, where it is not since the payout was created: a
   * reversal's keys are those of an earlier one that a restored table forgot.
   */
  inDoubtSince: instantSchema.optional(),
  /**
   * Of a retry whose original is from before the table was restored: another retry of it, made since the
   * backup, is not known any more.
   */
  afterRestore: z.literal(true).optional(),
  brake: brakeSchema.optional(),
  /**
   * It needed approval once, and needs it with every schedule from then on: an approval that was
   * given is not kept by taking the payout out of its schedule and scheduling it anew.
   */
  needsApproval: z.literal(true).optional(),
});
const withSheet = base.extend({ sheet: sheetObjectSchema });
const checked = withSheet.extend({ check: checkSummarySchema });
const timed = checked.extend({ schedule: payoutScheduleSchema });
const started = timed.extend({
  distribution: distributionSchema,
  /** From when a person ends it: it is closed, and never paid any further. */
  endedBy: endingSchema.optional(),
});

export const payoutSchema = z.discriminatedUnion("state", [
  base.extend({ state: z.literal("uploading") }),
  withSheet.extend({
    state: z.literal("checking"),
    /** When the check began that runs or crashed; older payouts lack it. */
    checkBeganAt: instantSchema.optional(),
  }),
  checked.extend({ state: z.literal("invalid"), problemWorkbookKey: problemWorkbookKeySchema }),
  checked.extend({
    state: z.literal("ready"),
    sentBack: sentBackSchema.optional(),
    /** Whoever held it last, whether they decide on it or not; earlier versions kept no such thing. */
    heldBy: holdSchema.optional(),
  }),
  checked.extend({
    state: z.literal("awaiting_approval"),
    request: requestedTimeSchema,
    /** Where two people must approve, and one of them has. */
    firstApproval: approvalSchema.optional(),
  }),
  timed.extend({ state: z.literal("scheduled") }),
  started.extend({ state: z.literal("distributing"), outage: outageSchema.optional() }),
  started.extend({ state: z.literal("paused"), pause: pauseSchema }),
  started.extend({ state: z.literal("halted"), halt: haltSchema }),
  started.extend({
    state: z.literal("completed"),
    report: payoutReportSchema,
    /** The last one; those before it are in the audit trail. */
    signOff: signOffSchema.optional(),
  }),
  base.extend({
    state: z.literal("cancelled"),
    sheet: sheetObjectSchema.optional(),
    check: checkSummarySchema.optional(),
    problemWorkbookKey: problemWorkbookKeySchema,
    schedule: payoutScheduleSchema.optional(),
    /** Lists leave it out then. */
    deletedBy: deletionSchema.optional(),
  }),
]);

export type Payout = z.infer<typeof payoutSchema>;
export type PayoutState = Payout["state"];
export type PayoutIn<S extends PayoutState> = Extract<Payout, { state: S }>;

export const PAYOUT_STATES = [
  "uploading",
  "checking",
  "invalid",
  "ready",
  "awaiting_approval",
  "scheduled",
  "distributing",
  "paused",
  "completed",
  "halted",
  "cancelled",
] as const satisfies readonly PayoutState[];
