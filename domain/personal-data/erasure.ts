import * as z from "zod";

/** Why a payout keeps a user's data for now; each says what to do first. */
export const STAY_REASONS = [
  /** It may still pay: cancel or end it. */
  "can_still_pay",
  /** A payment of the user is not settled: settle it. */
  "unsettled",
  /** Another payout that may still pay was made to pay it again: cancel or end that one. */
  "being_retried",
  /** The same of one that may still take it back. */
  "being_reversed",
] as const;

export const outcomeSchema = z.object({
  payoutId: z.string().min(1),
  /** Why it stays; absent where it was erased. */
  stays: z.enum(STAY_REASONS).optional(),
  /** Payments of the user. */
  payments: z.int().nonnegative(),
  /** Versions of files that were deleted. */
  files: z.int().nonnegative(),
  /** What Slack keeps: nobody deletes that but a person, there. */
  inSlack: z.object({ failure: z.boolean(), workbook: z.boolean() }).optional(),
});
/** What became of a user's data in a payout that has any. */
export type ErasureOutcome = z.infer<typeof outcomeSchema>;

/** So many payouts are named; those beyond are counted. */
export const MOST_OUTCOMES = 200;

export const resultSchema = z.object({
  /** Payouts that were looked into. */
  payouts: z.int().nonnegative(),
  /** Payments whose user was replaced, and versions of files that were deleted. */
  payments: z.int().nonnegative(),
  files: z.int().nonnegative(),
  /** Those that stay before those that were erased. */
  outcomes: z.array(outcomeSchema).max(MOST_OUTCOMES),
  moreOutcomes: z.int().nonnegative(),
  /** Sheets that nobody can read, and that may hold the user. */
  unreadableSheets: z.int().nonnegative(),
});
export type ErasureResult = z.infer<typeof resultSchema>;

/** That a person has a user's data erased. */
export const erasureSchema = z.object({
  /** By which it is known. */
  userIdHash: z.string().min(1),
  state: z.enum(["running", "done"]),
  /** The id itself, for as long as it is looked for. */
  userId: z.string().min(1).optional(),
  /** Counts how often it was asked for. */
  run: z.int().positive(),
  by: z.object({ id: z.string().min(1), name: z.string().min(1) }),
  /** Why, in the person's own words. */
  reason: z.string().min(1),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  result: resultSchema.optional(),
});
export type Erasure = z.infer<typeof erasureSchema>;

export interface ErasureStore {
  get(userIdHash: string): Promise<Erasure | undefined>;
  /** Keeps it unless another run has begun since the one before it; false then. */
  save(erasure: Erasure): Promise<boolean>;
}

/** What an execution is asked that erases a user. It names no user: AWS keeps what was asked. */
export const eraseRequestSchema = z.object({
  eraseUser: z.string().min(1),
  /** Which run of it this is; earlier versions did not say. */
  run: z.int().positive().optional(),
});
export type EraseRequest = z.infer<typeof eraseRequestSchema>;

/** Has a user erased by an execution of its own. */
export interface UserEraser {
  /** Starting under a name that was started already does nothing. */
  erase(request: EraseRequest, executionName: string): Promise<void>;
}
