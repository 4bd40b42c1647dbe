import { type Instant, toEpochMs } from "./clock.ts";
import { countsOf } from "./distribution/count-tallies.ts";
import { type PayRoundEnd, payRound } from "./distribution/pay-round.ts";
import { plannedUntil } from "./distribution/planned-outages.ts";
import { beginOutage, endOutage } from "./distribution/update-run.ts";
import type { DurableEngine } from "./durable-engine.ts";
import { isDelivered } from "./notify-until-delivered.ts";
import type { PausingEnd, PayRequest, ShardEnd } from "./pay-requests.ts";
import type { PayPayoutDeps } from "./pay-rounds.ts";
import { latestMsOf } from "./payout/latest-time.ts";

/** How waiting for the points API ended. */
export type OutageEnd =
  | { readonly kind: "over" }
  | { readonly kind: "stopped" }
  | PausingEnd
  | { readonly kind: "given_up"; readonly code: string };

type ProbeEnd =
  | { readonly kind: "over"; readonly outageOver?: Instant | undefined }
  | { readonly kind: "stopped" }
  | {
      readonly kind: "still";
      /** Until when nobody need ask, where that is known. */
      readonly plannedUntil?: Instant | undefined;
    }
  | PausingEnd;

type FoundOutage = Extract<ShardEnd, { kind: "unavailable" }>;

export interface OutageWait {
  /** Since when the last outage lasted that is over. */
  lastOver(): Instant | undefined;
  /** @param canary how many payments are being paid before all others; any may be when absent */
  waitOut(outage: FoundOutage, canary?: number): Promise<OutageEnd>;
}

/** How long a probe may take, besides the time that a look-up has to wait. */
const PROBE_MS = 60_000;

/**
 * Waits for a points API that is down: the execution sleeps, each time for longer, and then one
 * worker asks for one payment after the other until the API acts on one. Only then is the outage
 * over, and all workers go on. An outage soon after another is waited for as if it were the same,
 * so that an API which comes and goes costs few operations. One whose end is known, as that of
 * maintenance, is waited for until then, and never given up.
 */
export function createOutageWait(
  deps: PayPayoutDeps,
  { payoutId, run, plan, outageOver }: PayRequest,
  engine: DurableEngine,
): OutageWait {
  const { outageWaitBaseMs, outageWaitMaxMs, haltAfterMs } = deps.settings;
  let after = outageOver;
  let outages = 0;
  let waits = 0;
  let overAtMs = Number.NEGATIVE_INFINITY;

  async function begin(outage: FoundOutage) {
    const isOurs = await beginOutage(deps, { payoutId, run, after }, outage);
    if (isOurs) await isDelivered(deps, payoutId);
    const payout = await deps.payouts.get(payoutId);
    // Executions of earlier versions know of none.
    return { isOurs, atMs: deps.clock.nowMs(), latestMs: payout && latestMsOf(payout) };
  }

  async function probe(
    yieldAtMs: number,
    tries: number,
    canary: number | undefined,
  ): Promise<ProbeEnd> {
    const before = await lastOverOf(deps, payoutId);
    // An earlier invocation of it ended the outage already, and timed out before its step was
    // recorded.
    if (before !== after) return { kind: "over", outageOver: before };
    if (await isPastLatest(deps, payoutId)) return { kind: "past_latest" };
    const end = await payOne(yieldAtMs, tries, canary);
    switch (end.kind) {
      case "done":
      // All that is left was accepted, or put aside by an API that answers.
      case "waiting":
      case "answered": {
        if (!(await endOutage(deps, { payoutId, run, after }))) return { kind: "stopped" };
        await isDelivered(deps, payoutId);
        return { kind: "over", outageOver: await lastOverOf(deps, payoutId) };
      }
      case "stopped":
        return { kind: "stopped" };
      case "refused_credentials":
      case "many_refused":
      case "past_latest":
      case "table_copied":
        return end;
      case "unavailable":
        return { kind: "still", plannedUntil: plannedUntil(end) };
      default:
        return { kind: "still" };
    }
  }

  /** In the next shard that has something left to pay; with another payment each time. */
  async function payOne(
    yieldAtMs: number,
    tries: number,
    canary: number | undefined,
  ): Promise<PayRoundEnd> {
    const { clock, newId, settings } = deps;
    const untilMs = Math.min(yieldAtMs, clock.nowMs() + PROBE_MS + settings.lookupSettleMs);
    const request = { payoutId, run, plan, yieldAtMs: untilMs, isProbe: true, turnedBy: tries };
    if (canary !== undefined) {
      return await payRound(deps, { ...request, shard: 0, canary, owner: newId() });
    }
    const inShard = (turn: number) =>
      payRound(deps, { ...request, shard: (tries + turn) % plan.shards, owner: newId() });
    for (let turn = 0; turn < plan.shards - 1; turn += 1) {
      const end = await inShard(turn);
      if (end.kind !== "done") return end;
    }
    return await inShard(plan.shards - 1);
  }

  return {
    lastOver: () => after,
    async waitOut(outage, canary) {
      outages += 1;
      const begun = await engine.step(`outage-${outages}`, () => begin(outage));
      if (!begun.isOurs) return { kind: "stopped" };
      if (begun.atMs - overAtMs > outageWaitMaxMs) waits = 0;
      let waitedMs = 0;
      let planned = plannedUntil(outage);
      let nowMs = begun.atMs;
      for (let tries = 1; waitedMs < haltAfterMs; tries += 1) {
        let waitMs = Math.min(outageWaitMaxMs, outageWaitBaseMs * 2 ** waits);
        if (planned === undefined) {
          waits += 1;
          waitedMs += waitMs;
        } else {
          waitMs = Math.max(0, toEpochMs(planned) - nowMs);
        }
        const untilLatestMs = (begun.latestMs ?? 0) - nowMs;
        // Nobody is told too late that it is too late.
        if (untilLatestMs > 0) waitMs = Math.min(waitMs, untilLatestMs);
        await engine.wait(`outage-${outages}-wait-${tries}`, waitMs);
        const { end, atMs } = await engine.step(
          `outage-${outages}-probe-${tries}`,
          async ({ yieldAtMs }) => ({
            end: await probe(yieldAtMs, tries, canary),
            atMs: deps.clock.nowMs(),
          }),
        );
        switch (end.kind) {
          case "over":
            after = end.outageOver;
            overAtMs = atMs;
            return { kind: "over" };
          case "still":
            planned = end.plannedUntil;
            nowMs = atMs;
            break;
          default:
            return end;
        }
      }
      return { kind: "given_up", code: outage.code };
    },
  };
}

/** Whether somebody is left who may not be paid any more, as the latest time has passed. */
async function isPastLatest(
  { payouts, ledger, clock }: PayPayoutDeps,
  payoutId: string,
): Promise<boolean> {
  const payout = await payouts.get(payoutId);
  const latestMs = payout && latestMsOf(payout);
  if (payout === undefined || !("check" in payout) || payout.check === undefined) return false;
  if (latestMs === undefined || clock.nowMs() < latestMs) return false;
  return countsOf(payout.check.payments, await ledger.tallies(payoutId)).pending > 0;
}

async function lastOverOf(
  { payouts }: PayPayoutDeps,
  payoutId: string,
): Promise<Instant | undefined> {
  const payout = await payouts.get(payoutId);
  return payout !== undefined && "distribution" in payout
    ? payout.distribution.outageOver
    : undefined;
}
