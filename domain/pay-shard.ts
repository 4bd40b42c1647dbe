import * as z from "zod";
import { beginOutage } from "./distribution/outage.ts";
import { pausePayout } from "./distribution/pause-payout.ts";
import { type PayRoundDeps, type PayRoundEnd, payRound } from "./distribution/pay-round.ts";
import type { PayPlan } from "./distribution/shards.ts";
import { type CountedEngine, countOperations, type DurableEngine } from "./durable-engine.ts";
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

/** A payout, or what is left of it, as an execution of its own is asked to pay it. */
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
});
export type PayRequest = z.infer<typeof payRequestSchema>;

/** What a worker of its own is asked to pay, while others pay the other shards. */
export const shardRequestSchema = payRequestSchema.extend({
  /** Which of the plan's shards, from 0. */
  shard: z.int().nonnegative(),
});
export type ShardRequest = z.infer<typeof shardRequestSchema>;

export const shardEndSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done") }),
  z.object({ kind: z.literal("stopped") }),
  /** Its execution holds all the operations that it may; a fresh one goes on. */
  z.object({ kind: z.literal("left") }),
  z.object({ kind: z.literal("unavailable"), code: z.string() }),
  z.object({ kind: z.literal("refused_credentials"), code: z.string() }),
]);
/** How a shard's worker ends: nothing is left to pay, or nothing more may be paid now. */
export type ShardEnd = z.infer<typeof shardEndSchema>;

/**
 * Pays one shard of a payout. When the points API is to blame for its end it writes that to the
 * payout before it ends, so that the other shards end as well instead of calling on.
 */
export async function payShard(
  deps: PayShardDeps,
  request: ShardRequest,
  engine: DurableEngine,
): Promise<ShardEnd> {
  const { payoutId, run, outageOver: after } = request;
  const { end } = await payRounds(deps, request, countOperations(engine));
  if (end.kind !== "unavailable" && end.kind !== "refused_credentials") return end;
  const { kind, code } = end;
  const isOurs = await engine.step("pause", async () =>
    kind === "unavailable"
      ? await beginOutage(deps, { payoutId, run, after }, code)
      : await pausePayout(deps, payoutId, run, { reason: CREDENTIALS_REFUSED, detail: code }),
  );
  return isOurs ? end : { kind: "stopped" };
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
  { payoutId, run, plan, shard }: ShardWork,
  engine: CountedEngine,
  firstRound = 1,
): Promise<RoundsEnd> {
  const work = { payoutId, run, plan, shard };
  for (let round = firstRound; ; round += 1) {
    const end = await engine.step(`pay-${round}`, async ({ yieldAtMs }) => {
      const ended = await payAndShow(deps, work, yieldAtMs);
      return { ...ended, leftMs: yieldAtMs - deps.clock.nowMs() };
    });
    const { leftMs } = end;
    switch (end.kind) {
      case "done":
      case "stopped":
        return { end: { kind: end.kind }, round, leftMs };
      case "unavailable":
      case "refused_credentials":
        return { end: { kind: end.kind, code: end.code }, round, leftMs };
      case "busy":
        await engine.wait(`busy-${round}`, end.waitMs);
        break;
      default:
        await engine.wait(`yield-${round}`, 1_000);
    }
    if (isSpent(deps, engine)) return { end: { kind: "left" }, round, leftMs };
  }
}

/** Whether an execution holds so many operations that a fresh one has to go on. */
export function isSpent({ settings }: PayShardDeps, engine: CountedEngine): boolean {
  return engine.operations() >= settings.operationsPerExecution;
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
