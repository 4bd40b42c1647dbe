import * as z from "zod";
import type { Channel } from "./channel/channel.ts";
import type { NotifyChannelDeps } from "./channel/notify-channel.ts";
import { type ProgressTickerDeps, startProgressTicker } from "./channel/progress-ticker.ts";
import { refusesCredentials } from "./distribution/answer-table.ts";
import { type PayRoundDeps, payRound } from "./distribution/pay-round.ts";
import { beginOutage, pausePayout } from "./distribution/update-run.ts";
import { type CountedEngine, countOperations, type DurableEngine } from "./durable-engine.ts";
import type { NewId } from "./ids.ts";
import { isDelivered } from "./notify-until-delivered.ts";
import type { Pause } from "./payout/payout.ts";
import { createOutageWait } from "./wait-out-outage.ts";

export type PayPayoutDeps = PayRoundDeps &
  ProgressTickerDeps &
  NotifyChannelDeps & {
    readonly newId: NewId;
    /** The channel for progress: gives up soon, as the next update follows within seconds. */
    readonly progressChannel: Channel;
  };

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
    why: z.enum(["stopped", "refused_credentials", "many_refused"]),
  }),
  /** The points API was out of reach for longer than it is waited for. */
  z.object({ kind: z.literal("given_up"), code: z.string() }),
]);
export type PayPayoutEnd = z.infer<typeof payPayoutEndSchema>;

const STOPPED = { kind: "stopped", why: "stopped" } as const;
/** An invocation with less time left leaves the report of a large payout to a fresh one. */
const TIME_TO_REPORT_MS = 5 * 60_000;

/**
 * Pays a payout, by one worker or by several at once, and waits out an unavailable points API. When
 * it has as many operations as it may hold, an execution hands the rest on to a fresh one and waits
 * for it.
 */
export async function payPayout(
  deps: PayPayoutDeps,
  request: PayRequest,
  plainEngine: DurableEngine,
): Promise<PayPayoutEnd> {
  const engine = countOperations(plainEngine);
  const outage = createOutageWait(deps, request, engine);
  for (let round = 1; !isSpent(deps, engine); round += 1) {
    const now = { ...request, outageOver: outage.lastOver() };
    const rounds = await payAllShards(deps, now, engine, round);
    round = rounds.round;
    const end = rounds.end.kind === "unavailable" ? await outage.waitOut(rounds.end) : rounds.end;
    switch (end.kind) {
      case "done":
        if (rounds.leftMs < TIME_TO_REPORT_MS) await engine.wait("report-afresh", 1_000);
        return { kind: "paid" };
      case "stopped":
        return STOPPED;
      case "refused_credentials":
      case "many_refused":
        return await pause(deps, request, `pause-${round}`, end, engine);
      case "given_up":
        return end;
      case "over":
      case "left":
        break;
    }
  }
  const left = { ...request, outageOver: outage.lastOver() };
  const [end] = await engine.runAll("pay-afresh", [left]);
  return payPayoutEndSchema.parse(end);
}

async function payAllShards(
  deps: PayPayoutDeps,
  request: PayRequest,
  engine: CountedEngine,
  round: number,
): Promise<RoundsEnd> {
  const { shards } = request.plan;
  if (shards === 1) return await payRounds(deps, { ...request, shard: 0 }, engine, round);
  const requests = Array.from(
    { length: shards },
    (_, shard): ShardRequest => ({ ...request, shard }),
  );
  const ends = await engine.runAll(`shards-${round}`, requests);
  // The execution was suspended meanwhile, so its invocation has only begun.
  return { end: endOfAll(z.array(shardEndSchema).parse(ends)), round, leftMs: TIME_TO_REPORT_MS };
}

/** The end of one that was stopped ended the others as well. */
function endOfAll(ends: readonly ShardEnd[]): ShardEnd {
  const first = (kind: ShardEnd["kind"]) => ends.find((end) => end.kind === kind);
  const refusal = first("refused_credentials") ?? first("many_refused");
  const end = refusal ?? first("unavailable") ?? first("stopped");
  return end ?? first("left") ?? { kind: "done" };
}

async function pause(
  deps: PayPayoutDeps,
  { payoutId, run }: PayRequest,
  step: string,
  refusal: Refusal,
  engine: DurableEngine,
): Promise<PayPayoutEnd> {
  await engine.step(step, async () => {
    const isOurs = await pausePayout(deps, payoutId, run, pauseOf(refusal));
    if (isOurs) await isDelivered(deps, payoutId);
  });
  return { kind: "stopped", why: refusal.kind };
}

/** The points API refuses all of us, or so many that a person has to look. */
export type Refusal = Extract<ShardEnd, { kind: "refused_credentials" | "many_refused" }>;

function pauseOf(refusal: Refusal): Omit<Pause, "since"> {
  const { code } = refusal;
  const detail = refusal.detail === undefined ? code : `${code}: ${refusal.detail}`;
  if (refusal.kind === "many_refused") {
    return { reason: "many_refused", detail, code, row: refusal.row };
  }
  const reason = refusesCredentials(code)
    ? "points_api_refuses_credentials"
    : "points_api_refuses_calls";
  return { reason, detail };
}

/**
 * Pays one shard of a payout. When it ends because of the points API it first writes that to the
 * payout, so that the other shards end as well instead of calling on.
 */
export async function payShard(
  deps: PayPayoutDeps,
  request: ShardRequest,
  engine: DurableEngine,
): Promise<ShardEnd> {
  const { payoutId, run, outageOver: after } = request;
  const { end } = await payRounds(deps, request, countOperations(engine));
  switch (end.kind) {
    case "unavailable":
    case "refused_credentials":
    case "many_refused":
      break;
    default:
      return end;
  }
  const isOurs = await engine.step("pause", async () =>
    end.kind === "unavailable"
      ? await beginOutage(deps, { payoutId, run, after }, end)
      : await pausePayout(deps, payoutId, run, pauseOf(end)),
  );
  if (!isOurs) return { kind: "stopped" };
  // Ends are logged, which the API's words may not be: they may name a user.
  return end.kind === "unavailable" ? end : { ...end, detail: undefined };
}

interface RoundsEnd {
  readonly end: ShardEnd;
  /** The last of them. */
  readonly round: number;
  /** How long the invocation of the last one may still begin something. */
  readonly leftMs: number;
}

/** Pays in as many rounds as it takes, each as long as an invocation may last. */
async function payRounds(
  deps: PayPayoutDeps,
  { payoutId, run, plan, shard }: ShardRequest,
  engine: CountedEngine,
  firstRound = 1,
): Promise<RoundsEnd> {
  const work = { payoutId, run, plan, shard };
  let waitedMs = 0;
  const toShow = { ...deps, channel: deps.progressChannel };
  for (let round = firstRound; ; round += 1) {
    const end = await engine.step(`pay-${round}`, async ({ yieldAtMs }) => {
      const isLastTry = waitedMs >= deps.settings.putAsideMaxMs;
      const request = { ...work, owner: deps.newId(), yieldAtMs, isLastTry };
      // The worker of the first shard shows meanwhile how far the payout has come.
      const ticker = shard === 0 ? startProgressTicker(toShow, payoutId) : undefined;
      const ended = await payRound(deps, request).finally(() => ticker?.stop());
      return { ...ended, leftMs: yieldAtMs - deps.clock.nowMs() };
    });
    const { leftMs } = end;
    if (end.settled > 0) waitedMs = 0;
    switch (end.kind) {
      case "done":
      case "stopped":
        return { end: { kind: end.kind }, round, leftMs };
      case "unavailable":
      case "refused_credentials":
      case "many_refused":
        return { end: shardEndSchema.parse(end), round, leftMs };
      case "waiting":
        waitedMs += end.waitMs;
        await engine.wait(`waiting-${round}`, end.waitMs);
        break;
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
function isSpent({ settings }: PayPayoutDeps, engine: CountedEngine): boolean {
  return engine.operations() >= settings.operationsPerExecution;
}
