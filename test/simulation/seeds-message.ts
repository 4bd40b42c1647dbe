import * as z from "zod";

/** What a worker process is asked: to run seeds in order. */
export const seedRangeSchema = z.object({
  from: z.int().nonnegative(),
  count: z.int().positive(),
  /** Whether the first failure is enough. */
  stopsAtFailure: z.boolean(),
});
export type SeedRange = z.infer<typeof seedRangeSchema>;

export const failureSchema = z.object({
  seed: z.int(),
  invariant: z.string(),
  detail: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

/** What it answers. */
export const rangeResultSchema = z.object({
  ran: z.int().nonnegative(),
  failures: z.array(failureSchema),
  repeats: z.int().nonnegative(),
});
export type RangeResult = z.infer<typeof rangeResultSchema>;
