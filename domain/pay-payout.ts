import * as z from "zod";
import { pausePayout } from "./distribution/pause-payout.ts";
import { type CountedEngine, countOperations, type DurableEngine } from "./durable-engine.ts";
import {
  CREDENTIALS_REFUSED,
  isSpent,
  type PayRequest,
  type PayShardDeps,
  payRounds,
  type RoundsEnd,
  type ShardEnd,
  type ShardRequest,
  shardEndSchema,
} from "./pay-shard.ts";
import type { TellPayoutDeps } from "./report/tell-payout.ts";
import { isTold } from "./tell-until-told.ts";
import { createOutageWait } from "./wait-out-outage.ts";

export type PayPayoutDeps = PayShardDeps & TellPayoutDeps;

export const payPayoutEndSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paid") }),
  /** A person was faster, or has to act: the payout says which. */
  z.object({ kind: z.literal("stopped"), why: z.enum(["stopped", "refused_credentials"]) }),
  /** The points API was out of reach for longer than it is waited for. */
  z.object({ kind: z.literal("given_up"), code: z.string() }),
]);
export type PayPayoutEnd = z.infer<typeof payPayoutEndSchema>;

const STOPPED = { kind: "stopped", why: "stopped" } as const;
/** With less left of an invocation the report of a large payout is left to a fresh one. */
const TIME_TO_REPORT_MS = 5 * 60_000;

/**
 * Pays a payout, by one worker or by several at once, and waits out an unavailable points API. What
 * takes more operations than an execution may hold is handed on to a fresh one, which it waits for.
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
        return await pause(deps, request, `pause-${round}`, end.code, engine);
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
  // It was suspended meanwhile: its invocation has only begun.
  return { end: endOfAll(z.array(shardEndSchema).parse(ends)), round, leftMs: TIME_TO_REPORT_MS };
}

/** What one of them says ended the others, too. */
function endOfAll(ends: readonly ShardEnd[]): ShardEnd {
  const first = (kind: ShardEnd["kind"]) => ends.find((end) => end.kind === kind);
  const end = first("refused_credentials") ?? first("unavailable") ?? first("stopped");
  return end ?? first("left") ?? { kind: "done" };
}

async function pause(
  deps: PayPayoutDeps,
  { payoutId, run }: PayRequest,
  step: string,
  detail: string,
  engine: DurableEngine,
): Promise<PayPayoutEnd> {
  const reason = { reason: CREDENTIALS_REFUSED, detail } as const;
  await engine.step(step, async () => {
    if (await pausePayout(deps, payoutId, run, reason)) await isTold(deps, payoutId);
  });
  return { kind: "stopped", why: "refused_credentials" };
}
