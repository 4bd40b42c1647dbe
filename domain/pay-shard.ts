import * as z from "zod";
import { pauseForOutage, pausePayout } from "./distribution/pause-payout.ts";
import { type PayRoundDeps, type PayRoundEnd, payRound } from "./distribution/pay-round.ts";
import type { PayPlan } from "./distribution/shards.ts";
import type { DurableEngine } from "./durable-engine.ts";
import type { NewId } from "./ids.ts";
import type { Channel } from "./report/channel.ts";
import { type ProgressTickerDeps, startProgressTicker } from "./report/progress-ticker.ts";

export type PayShardDeps = PayRoundDeps &
  ProgressTickerDeps & {
    readonly newId: NewId;
    /** The channel for progress: gives up soon, since the next progress is a moment away. */
    readonly progressChannel: Channel;
  };

export const CREDENTIALS_REFUSED = "points_api_refuses_credentials";

/** What a worker of its own is asked to pay, while others pay the other shards. */
export const shardRequestSchema = z.object({
  payoutId: z.string().min(1),
  run: z.int().positive(),
  plan: z.object({
    chunkSize: z.int().positive(),
    chunkCount: z.int().nonnegative(),
    shards: z.int().positive(),
  }),
  /** Which of the plan's shards, from 0. */
  shard: z.int().nonnegative(),
  /** The round of the run in which all shards are paid. */
  round: z.int().positive(),
  /** False when the run has waited for the points API just before. */
  isFirstPause: z.boolean(),
});
export type ShardRequest = z.infer<typeof shardRequestSchema>;

const settledSchema = z.int().nonnegative();
export const shardEndSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), settled: settledSchema }),
  z.object({ kind: z.literal("stopped"), settled: settledSchema }),
  z.object({ kind: z.literal("unavailable"), settled: settledSchema, code: z.string() }),
  z.object({ kind: z.literal("refused_credentials"), settled: settledSchema, code: z.string() }),
]);
/** How a shard's worker ends: nothing is left to pay, or nothing more may be paid now. */
export type ShardEnd = z.infer<typeof shardEndSchema>;

/**
 * Pays one shard of a payout. When the points API is to blame for its end it pauses the payout
 * before it ends, so that the other shards end as well instead of calling on.
 */
export async function payShard(
  deps: PayShardDeps,
  { payoutId, run, plan, shard, round, isFirstPause }: ShardRequest,
  engine: DurableEngine,
): Promise<ShardEnd> {
  const { end } = await payRounds(deps, { payoutId, run, plan, shard }, engine);
  if (end.kind !== "unavailable" && end.kind !== "refused_credentials") return end;
  const { kind, code: detail, settled } = end;
  const isPaused = await engine.step("pause", async () => {
    if (kind === "refused_credentials") {
      return await pausePayout(deps, payoutId, run, { reason: CREDENTIALS_REFUSED, detail });
    }
    const pause = { detail, isFirst: isFirstPause || settled > 0 };
    return await pauseForOutage(deps, payoutId, { run, round }, pause);
  });
  return isPaused ? end : { kind: "stopped", settled };
}

export interface ShardWork {
  readonly payoutId: string;
  readonly run: number;
  readonly plan: PayPlan;
  readonly shard: number;
}

export interface RoundsEnd {
  readonly end: ShardEnd;
  /** The last of them. */
  readonly round: number;
  /** How long the invocation of the last one may still begin something. */
  readonly leftMs: number;
}

/** Pays in as many rounds as it takes, each as long as an invocation may last. */
export async function payRounds(
  deps: PayShardDeps,
  work: ShardWork,
  engine: DurableEngine,
  firstRound = 1,
): Promise<RoundsEnd> {
  let settledBefore = 0;
  for (let round = firstRound; ; round += 1) {
    const end = await engine.step(`pay-${round}`, async ({ yieldAtMs }) => {
      const ended = await payAndShow(deps, work, yieldAtMs);
      return { ...ended, leftMs: yieldAtMs - deps.clock.nowMs() };
    });
    const settled = settledBefore + end.settled;
    settledBefore = settled;
    switch (end.kind) {
      case "yielded":
      case "lease_lost":
        await engine.wait(`yield-${round}`, 1_000);
        break;
      case "busy":
        await engine.wait(`busy-${round}`, end.waitMs);
        break;
      default: {
        const { leftMs, ...ended } = end;
        return { end: { ...ended, settled }, round, leftMs };
      }
    }
  }
}

/** Pays for a round; the worker of the first shard shows meanwhile how far the payout has come. */
async function payAndShow(
  deps: PayShardDeps,
  work: ShardWork,
  yieldAtMs: number,
): Promise<PayRoundEnd> {
  const request = { ...work, owner: deps.newId(), yieldAtMs };
  if (work.shard > 0) return await payRound(deps, request);
  const ticker = startProgressTicker({ ...deps, channel: deps.progressChannel }, work.payoutId);
  try {
    return await payRound(deps, request);
  } finally {
    await ticker.stop();
  }
}
