import * as z from "zod";

/** What an execution of its own is asked to pay: a payout, or what is left of it. */
export const payRequestSchema = z.object({
  payoutId: z.string().min(1),
  run: z.int().positive(),
  plan: z.object({
    chunkSize: z.int().positive(),
    chunkCount: z.int().nonnegative(),
    shards: z.int().positive(),
  }),
  /** Since when the outage lasted that the payout last came through; absent before the first. */
  outageOver: z.iso.datetime().optional(),
  /** How many payments come first and are looked at; absent once they were, or where none are. */
  canary: z.int().positive().optional(),
  /** What the points API took to answer those, in milliseconds; absent where nobody knows. */
  latencyMs: z.number().nonnegative().optional(),
});
export type PayRequest = z.infer<typeof payRequestSchema>;

/** What a shard's worker is asked to pay, while others pay the other shards. */
export const shardRequestSchema = payRequestSchema.extend({
  /** Which of the plan's shards, from 0. */
  shard: z.int().nonnegative(),
});
export type ShardRequest = z.infer<typeof shardRequestSchema>;

export const shardEndSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done") }),
  z.object({ kind: z.literal("stopped") }),
  /** Its execution has as many operations as it may hold; a fresh one goes on. */
  z.object({ kind: z.literal("left") }),
  z.object({
    kind: z.literal("unavailable"),
    code: z.string(),
    /** Until when the points API wants nobody to call. */
    until: z.iso.datetime().optional(),
  }),
  /** The latest time has passed for which the payout was scheduled. */
  z.object({ kind: z.literal("past_latest") }),
  /** The table was restored or copied from another, and nobody has looked at it yet. */
  z.object({ kind: z.literal("table_copied") }),
  z.object({
    kind: z.literal("many_refused"),
    code: z.string(),
    detail: z.string().optional(),
    row: z.int().positive(),
  }),
  z.object({
    kind: z.literal("refused_credentials"),
    code: z.string(),
    /** The points API's own words; of a worker of its own they stand in the payout. */
    detail: z.string().optional(),
  }),
]);
/** How a shard's worker ends: nothing is left to pay, or nothing more may be paid now. */
export type ShardEnd = z.infer<typeof shardEndSchema>;

export const payPayoutEndSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paid") }),
  /** A person stopped it, or has to act: the payout says which. */
  z.object({
    kind: z.literal("stopped"),
    why: z.enum([
      "stopped",
      "refused_credentials",
      "many_refused",
      "canary",
      "past_latest",
      "table_copied",
    ]),
  }),
  /** The points API was out of reach for longer than it is waited for. */
  z.object({ kind: z.literal("given_up"), code: z.string() }),
]);
export type PayPayoutEnd = z.infer<typeof payPayoutEndSchema>;

/**
 * A person has to go on: the points API refuses all of us, or so many, it is too late, or the table is a
 * copy.
 */
export type PausingEnd = Extract<
  ShardEnd,
  { kind: "refused_credentials" | "many_refused" | "past_latest" | "table_copied" }
>;
