import type { Channel } from "./channel/channel.ts";
import type { NotifyChannelDeps } from "./channel/notify-channel.ts";
import { type ProgressTickerDeps, startProgressTicker } from "./channel/progress-ticker.ts";
import { type LastAnswer, type PayRoundDeps, payRound } from "./distribution/pay-round.ts";
import type { CountedEngine } from "./durable-engine.ts";
import type { NewId } from "./ids.ts";
import { type ShardEnd, type ShardRequest, shardEndSchema } from "./pay-requests.ts";

export type PayPayoutDeps = PayRoundDeps &
  ProgressTickerDeps &
  NotifyChannelDeps & {
    readonly newId: NewId;
    /** The channel for progress: gives up soon, as the next update follows within seconds. */
    readonly progressChannel: Channel;
  };

/** Of steps and waits: executions under way know those of paying by these names. */
const PAY = { round: "pay", wait: "" } as const;
const CANARY = { round: "canary", wait: "canary-" } as const;

/** How rounds of one worker ended. */
export interface RoundsEnd {
  readonly end: ShardEnd;
  /** The last of them. */
  readonly round: number;
  /** How long the invocation of the last one may still begin something. */
  readonly leftMs: number;
  /** Of a canary: what was last answered to those that were not paid by it. */
  readonly answers: readonly LastAnswer[];
  /** The same: what the points API took to answer, in milliseconds; undefined when it paid nobody. */
  readonly latencyMs?: number | undefined;
}

/** Pays in as many rounds as it takes, each as long as an invocation may last. */
export async function payRounds(
  deps: PayPayoutDeps,
  { payoutId, run, plan, shard, canary, latencyMs }: ShardRequest,
  engine: CountedEngine,
  firstRound = 1,
): Promise<RoundsEnd> {
  const work = { payoutId, run, plan, shard, canary, latencyMs };
  const name = canary === undefined ? PAY : CANARY;
  const answers = new Map<number, LastAnswer>();
  let tookMs: number | undefined;
  let waitedMs = 0;
  const toShow = { ...deps, channel: deps.progressChannel };
  for (let round = firstRound; ; round += 1) {
    const end = await engine.step(`${name.round}-${round}`, async ({ yieldAtMs }) => {
      const isLastTry = waitedMs >= deps.settings.putAsideMaxMs;
      const request = { ...work, owner: deps.newId(), yieldAtMs, isLastTry };
      // The worker of the first shard shows meanwhile how far the payout has come.
      const ticker = shard === 0 ? startProgressTicker(toShow, payoutId) : undefined;
      const ended = await payRound(deps, request).finally(() => ticker?.stop());
      return { ...ended, leftMs: yieldAtMs - deps.clock.nowMs() };
    });
    const { leftMs } = end;
    for (const answer of end.answers ?? []) answers.set(answer.row, answer);
    tookMs = end.latencyMs ?? tookMs;
    const ended = { round, leftMs, answers: [...answers.values()], latencyMs: tookMs };
    if (end.settled > 0) waitedMs = 0;
    switch (end.kind) {
      case "done":
      case "stopped":
        return { end: { kind: end.kind }, ...ended };
      case "unavailable":
      case "refused_credentials":
      case "many_refused":
      case "past_latest":
      case "table_copied":
        return { end: shardEndSchema.parse(end), ...ended };
      case "waiting":
        waitedMs += end.waitMs;
        await engine.wait(`${name.wait}waiting-${round}`, end.waitMs);
        break;
      case "busy":
        await engine.wait(`${name.wait}busy-${round}`, end.waitMs);
        break;
      default:
        await engine.wait(`${name.wait}yield-${round}`, 1_000);
    }
    if (isSpent(deps, engine)) return { end: { kind: "left" }, ...ended };
  }
}

/** Whether an execution holds so many operations that a fresh one has to go on. */
export function isSpent({ settings }: PayPayoutDeps, engine: CountedEngine): boolean {
  return engine.operations() >= settings.operationsPerExecution;
}
