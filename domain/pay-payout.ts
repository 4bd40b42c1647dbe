import * as z from "zod";
import {
  goOn,
  type PausedRound,
  pauseForOutage,
  pausePayout,
} from "./distribution/pause-payout.ts";
import type { PayPlan } from "./distribution/shards.ts";
import type { DurableEngine } from "./durable-engine.ts";
import {
  CREDENTIALS_REFUSED,
  type PayShardDeps,
  payRounds,
  type RoundsEnd,
  type ShardEnd,
  type ShardRequest,
  shardEndSchema,
} from "./pay-shard.ts";
import type { TellPayoutDeps } from "./report/tell-payout.ts";
import { isTold } from "./tell-until-told.ts";

export type PayPayoutDeps = PayShardDeps & TellPayoutDeps;

export type PayPayoutEnd =
  | { readonly kind: "paid" }
  /** A person was faster, or has to act: the payout says which. */
  | { readonly kind: "stopped"; readonly why: "stopped" | "refused_credentials" }
  /** The points API was out of reach for longer than it is waited for. */
  | { readonly kind: "given_up"; readonly code: string };

const STOPPED = { kind: "stopped", why: "stopped" } as const;
/** With less left of an invocation the report of a large payout is left to a fresh one. */
const TIME_TO_REPORT_MS = 5 * 60_000;

/** Pays a payout, by one worker or by several at once, and waits out an unavailable points API. */
export async function payPayout(
  deps: PayPayoutDeps,
  {
    payoutId,
    run,
    plan,
  }: { readonly payoutId: string; readonly run: number; readonly plan: PayPlan },
  engine: DurableEngine,
): Promise<PayPayoutEnd> {
  const outage = createOutage(deps, payoutId, engine);
  for (let round = 1; ; round += 1) {
    const rounds =
      plan.shards === 1
        ? await payRounds(deps, { payoutId, run, plan, shard: 0 }, engine, round)
        : await payInShards({ payoutId, run, plan, round, isFirstPause: !outage.isOn() }, engine);
    const { end } = rounds;
    round = rounds.round;
    if (end.settled > 0) outage.isOver();
    switch (end.kind) {
      case "done":
        if (rounds.leftMs < TIME_TO_REPORT_MS) await engine.wait("report-afresh", 1_000);
        return { kind: "paid" };
      case "stopped":
        return STOPPED;
      case "refused_credentials": {
        const pause = { reason: CREDENTIALS_REFUSED, detail: end.code } as const;
        await engine.step(`pause-${round}`, async () => {
          if (await pausePayout(deps, payoutId, run, pause)) await isTold(deps, payoutId);
        });
        return { kind: "stopped", why: end.kind };
      }
      case "unavailable": {
        const ended = await outage.waitOut({ run, round }, end.code);
        if (ended !== undefined) return ended;
        break;
      }
    }
  }
}

/** Pays all shards at once, each by an execution of its own, until all have come to an end. */
async function payInShards(
  request: Omit<ShardRequest, "shard">,
  engine: DurableEngine,
): Promise<RoundsEnd> {
  const { plan, round } = request;
  const requests = Array.from(
    { length: plan.shards },
    (_, shard): ShardRequest => ({ ...request, shard }),
  );
  const ends = await engine.runAll(`shards-${round}`, requests);
  // It was suspended meanwhile: its invocation has only begun.
  return { end: endOfAll(z.array(shardEndSchema).parse(ends)), round, leftMs: TIME_TO_REPORT_MS };
}

/** What one of them says ended the others, too. */
function endOfAll(ends: readonly ShardEnd[]): ShardEnd {
  const first = (kind: ShardEnd["kind"]) => ends.find((end) => end.kind === kind);
  const end = first("refused_credentials") ?? first("unavailable") ?? first("stopped");
  const settled = ends.reduce((sum, one) => sum + one.settled, 0);
  return { ...(end ?? { kind: "done" }), settled };
}

/** Waits out an unavailable points API; each wait is longer, and after too long it gives up. */
function createOutage(deps: PayPayoutDeps, payoutId: string, engine: DurableEngine) {
  const { pauseBaseMs, pauseMaxMs, haltAfterMs } = deps.settings;
  let waits = 0;
  let waitedMs = 0;
  return {
    isOn: () => waits > 0,
    isOver(): void {
      waits = 0;
      waitedMs = 0;
    },
    async waitOut(paused: PausedRound, code: string): Promise<PayPayoutEnd | undefined> {
      const { round } = paused;
      const pause = { detail: code, isFirst: waits === 0 };
      const isPaused = await engine.step(`pause-${round}`, async () => {
        const ours = await pauseForOutage(deps, payoutId, paused, pause);
        if (ours) await isTold(deps, payoutId);
        return ours;
      });
      if (!isPaused) return STOPPED;
      if (waitedMs >= haltAfterMs) return { kind: "given_up", code };
      const waitMs = Math.min(pauseMaxMs, pauseBaseMs * 2 ** waits);
      waits += 1;
      waitedMs += waitMs;
      await engine.wait(`outage-${round}`, waitMs);
      const ours = await engine.step(`go-on-${round}`, () => goOn(deps, payoutId, paused));
      return ours ? undefined : STOPPED;
    },
  };
}
