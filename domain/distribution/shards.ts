import * as z from "zod";
import type { ChunkPlan } from "./chunk-store.ts";
import type { PayingSettings } from "./settings.ts";

/** One worker's share of a payout: every `count`-th chunk, beginning with that of its `index`. */
export const shardSchema = z.object({
  /** From 0. */
  index: z.int().nonnegative(),
  count: z.int().positive(),
});
export type Shard = z.infer<typeof shardSchema>;

/** How a payout was cut into chunks, and these into shards. */
export interface PayPlan extends ChunkPlan {
  /** How many workers pay it at the same time. */
  readonly shards: number;
}

export const WHOLE: Shard = { index: 0, count: 1 };

/** More workers than that take more of an account's concurrent invocations than they bring. */
const MOST_SHARDS = 20;

/**
 * How many workers a payout needs, each for as many calls a second as one surely makes. Few
 * payments are paid by fewer, lest most of the time goes into starting them.
 */
export function countShards(
  { ratePerSecond, ratePerWorker, chunksPerWorker }: PayingSettings,
  chunkCount: number,
): number {
  const forRate = Math.ceil(ratePerSecond / ratePerWorker);
  const forSize = Math.floor(chunkCount / chunksPerWorker);
  return Math.max(1, Math.min(forRate, forSize, MOST_SHARDS));
}

/** What one worker may take of what the points API allows to all. */
export function shareOf(settings: PayingSettings, { count }: Shard): PayingSettings {
  const share = Math.max(1, Math.floor(settings.concurrency / count));
  const concurrency = Math.min(share, settings.concurrencyPerWorker);
  return {
    ...settings,
    ratePerSecond: settings.ratePerSecond / count,
    concurrency,
    concurrencyAtStart: Math.min(settings.concurrencyAtStart, concurrency),
  };
}

/** The chunks of a shard, in the order in which they are paid. */
export function chunksOf({ chunkCount }: ChunkPlan, { index, count }: Shard): readonly number[] {
  const size = Math.max(0, Math.ceil((chunkCount - index) / count));
  return Array.from({ length: size }, (_, turn) => index + turn * count);
}
