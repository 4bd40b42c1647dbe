import type { ChunkPlan } from "./chunk-store.ts";
import type { PayingSettings } from "./settings.ts";

/** How a payout was cut into chunks, and these into shards. */
export interface PayPlan extends ChunkPlan {
  /** How many workers pay it at the same time; each has every so many-th chunk. */
  readonly shards: number;
}

/** More workers than that take more of an account's concurrent invocations than they bring. */
const MOST_SHARDS = 20;

/**
 * How many workers a payout needs, each for as many calls a second as one surely makes. Fewer when
 * there are few payments, as most of the time would go into starting workers; and never more than
 * there may be calls in flight, as each has one at least.
 */
export function countShards(
  { ratePerSecond, ratePerWorker, chunksPerWorker, concurrency }: PayingSettings,
  chunkCount: number,
): number {
  const forRate = Math.ceil(ratePerSecond / ratePerWorker);
  const forSize = Math.floor(chunkCount / chunksPerWorker);
  return Math.max(1, Math.min(forRate, forSize, concurrency, MOST_SHARDS));
}

/** One worker's share of what the points API allows to all. */
export function shareOf(
  settings: PayingSettings,
  { shards }: Pick<PayPlan, "shards">,
): PayingSettings {
  const share = Math.max(1, Math.floor(settings.concurrency / shards));
  const concurrency = Math.min(share, settings.concurrencyPerWorker);
  return {
    ...settings,
    ratePerSecond: settings.ratePerSecond / shards,
    concurrency,
    concurrencyAtStart: Math.min(settings.concurrencyAtStart, concurrency),
  };
}

/** The chunks of a shard, in the order in which they are paid. */
export function chunksOf(
  { chunkCount, shards }: Pick<PayPlan, "chunkCount" | "shards">,
  shard: number,
): readonly number[] {
  const size = Math.max(0, Math.ceil((chunkCount - shard) / shards));
  return Array.from({ length: size }, (_, turn) => shard + turn * shards);
}
