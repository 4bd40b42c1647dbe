import * as z from "zod";
import { refusesCredentials } from "./distribution/answer-table.ts";
import { beginOutage, pausePayout } from "./distribution/update-run.ts";
import { type CountedEngine, countOperations, type DurableEngine } from "./durable-engine.ts";
import { isDelivered } from "./notify-until-delivered.ts";
import { payCanary } from "./pay-canary.ts";
import {
  type PausingEnd,
  type PayPayoutEnd,
  type PayRequest,
  payPayoutEndSchema,
  type ShardEnd,
  type ShardRequest,
  shardEndSchema,
} from "./pay-requests.ts";
import { isSpent, type PayPayoutDeps, payRounds, type RoundsEnd } from "./pay-rounds.ts";
import type { Pause } from "./payout/payout.ts";
import { createOutageWait } from "./wait-out-outage.ts";

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
  const canary = await payCanary(deps, request, engine, outage);
  switch (canary.kind) {
    case "over":
    case "left":
      break;
    case "refused_credentials":
    case "many_refused":
    case "past_latest":
    case "table_copied":
      return await pause(deps, request, "canary-pause", canary, engine);
    default:
      return canary.kind === "given_up" || "why" in canary ? canary : STOPPED;
  }
  const isOver = canary.kind === "over";
  const rest = isOver
    ? { ...request, canary: undefined, latencyMs: canary.latencyMs ?? request.latencyMs }
    : request;
  for (let round = 1; isOver && !isSpent(deps, engine); round += 1) {
    const now = { ...rest, outageOver: outage.lastOver() };
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
      case "past_latest":
      case "table_copied":
        return await pause(deps, request, `pause-${round}`, end, engine);
      case "given_up":
        return end;
      case "over":
      case "left":
        break;
    }
  }
  const left = { ...rest, outageOver: outage.lastOver() };
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
  return {
    end: endOfAll(z.array(shardEndSchema).parse(ends)),
    round,
    leftMs: TIME_TO_REPORT_MS,
    answers: [],
  };
}

/** The end of one that was stopped ended the others as well. */
function endOfAll(ends: readonly ShardEnd[]): ShardEnd {
  const first = (kind: ShardEnd["kind"]) => ends.find((end) => end.kind === kind);
  const refusal = first("refused_credentials") ?? first("many_refused");
  const ours = first("table_copied") ?? refusal ?? first("past_latest");
  const end = ours ?? first("unavailable") ?? first("stopped");
  return end ?? first("left") ?? { kind: "done" };
}

async function pause(
  deps: PayPayoutDeps,
  { payoutId, run }: PayRequest,
  step: string,
  cause: PausingEnd,
  engine: DurableEngine,
): Promise<PayPayoutEnd> {
  await engine.step(step, async () => {
    const isOurs = await pausePayout(deps, payoutId, run, pauseOf(cause));
    if (isOurs) await isDelivered(deps, payoutId);
  });
  return { kind: "stopped", why: cause.kind };
}

function pauseOf(refusal: PausingEnd): Omit<Pause, "since"> {
  if (refusal.kind === "past_latest" || refusal.kind === "table_copied") {
    return { reason: refusal.kind };
  }
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
    case "past_latest":
    case "table_copied":
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
  return "detail" in end ? { ...end, detail: undefined } : end;
}
