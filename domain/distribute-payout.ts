import type { ChunkPlan } from "./distribution/chunk-store.ts";
import { type ClaimPayoutDeps, claimPayout } from "./distribution/claim-payout.ts";
import { goOn, haltPayout, pauseForOutage, pausePayout } from "./distribution/pause-payout.ts";
import {
  type PayRoundDeps,
  type PayRoundEnd,
  type PayRoundRequest,
  payRound,
} from "./distribution/pay-round.ts";
import { type SplitPayoutDeps, splitPayout } from "./distribution/split-payout.ts";
import type { DurableEngine } from "./durable-engine.ts";
import { getPayout } from "./payout/get-payout.ts";
import type { Halt, PayoutIn } from "./payout/payout.ts";
import type { Firing, Scheduler } from "./payout/scheduler.ts";
import { type Channel, ChannelError } from "./report/channel.ts";
import { completePayout } from "./report/complete-payout.ts";
import { type ProgressTickerDeps, startProgressTicker } from "./report/progress-ticker.ts";
import { rewriteResult } from "./report/rewrite-result.ts";
import { type News, tellPayout } from "./report/tell-payout.ts";
import { type WriteReportDeps, writeReport } from "./report/write-report.ts";

export type DistributePayoutDeps = ClaimPayoutDeps &
  SplitPayoutDeps &
  PayRoundDeps &
  WriteReportDeps &
  ProgressTickerDeps & {
    readonly scheduler: Pick<Scheduler, "delete">;
    /** The channel for progress: gives up soon, since the next progress is a moment away. */
    readonly progressChannel: Channel;
  };

export type DistributePayoutEnd =
  | { readonly kind: "completed" }
  | { readonly kind: "stale" | "left"; readonly why: string }
  | { readonly kind: "stopped"; readonly why: PayRoundEnd["kind"] }
  | { readonly kind: "halted"; readonly reason: Halt["reason"] };

/** How long an undelivered report waits for its next try; the last one is repeated. */
const TELL_AGAIN_AFTER_MS = [60_000, 300_000, 1_800_000, 7_200_000];
const TELL_TRIES = 24;
/** With less left of an invocation the report of a large payout is left to a fresh one. */
const TIME_TO_REPORT_MS = 5 * 60_000;

/**
 * The whole life of a firing: claim, split, pay, report, delete the schedule. Each step may run
 * again after a crash; the ledger, not this workflow, knows who was paid.
 */
export async function distributePayout(
  deps: DistributePayoutDeps,
  firing: Firing,
  engine: DurableEngine,
): Promise<DistributePayoutEnd> {
  const claim = await engine.step("claim", () => claimPayout(deps, firing, engine.executionName));
  if (claim.kind === "leave") return { kind: "left", why: claim.why };
  if (claim.kind === "result_behind") {
    await engine.step("rewrite", () => rewriteResult(deps, firing.payoutId));
  }
  if (claim.kind !== "pay") {
    await engine.step("delete-schedule", () => deps.scheduler.delete(firing.scheduleName));
    return claim.kind === "stale" ? claim : { kind: "completed" };
  }
  const split = await engine.step("split", async () => {
    const payout = await ourPayout(deps, firing);
    return payout === undefined ? STOPPED : await splitPayout(deps, payout);
  });
  if (split.kind === "stopped") return split;
  if (split.kind !== "split") {
    return await halt(deps, firing, engine, { reason: split.kind, detail: split.detail });
  }
  const end = await payInRounds(deps, firing, claim.plan, engine);
  if (end.kind !== "paid") return end;
  return await report(deps, firing, engine);
}

/** A person was faster: what is left to do is for the run that a person resumes. */
const STOPPED = { kind: "stopped", why: "stopped" } as const;

type PaidEnd = { readonly kind: "paid" } | DistributePayoutEnd;

async function payInRounds(
  deps: DistributePayoutDeps,
  firing: Firing,
  plan: ChunkPlan,
  engine: DurableEngine,
): Promise<PaidEnd> {
  const { payoutId, run } = firing;
  const outage = createOutage(deps, firing, engine);
  for (let round = 1; ; round += 1) {
    const end = await engine.step(`pay-${round}`, async ({ yieldAtMs }) => {
      const request = { payoutId, run, plan, owner: deps.newId(), yieldAtMs };
      const ended = await payAndShow(deps, request);
      return { ...ended, leftMs: yieldAtMs - deps.clock.nowMs() };
    });
    if (end.settled > 0) outage.isOver();
    switch (end.kind) {
      case "done":
        if (end.leftMs < TIME_TO_REPORT_MS) await engine.wait("report-afresh", 1_000);
        return { kind: "paid" };
      case "yielded":
      case "lease_lost":
        await engine.wait(`yield-${round}`, 1_000);
        break;
      case "busy":
        await engine.wait(`busy-${round}`, end.waitMs);
        break;
      case "stopped":
        return { kind: "stopped", why: end.kind };
      case "refused_credentials": {
        const pause = { reason: "points_api_refuses_credentials", detail: end.code } as const;
        await engine.step(`pause-${round}`, async () => {
          if (await pausePayout(deps, payoutId, run, pause)) await isTold(deps, payoutId);
        });
        return { kind: "stopped", why: end.kind };
      }
      case "unavailable": {
        const ended = await outage.waitOut(round, end.code);
        if (ended !== undefined) return ended;
        break;
      }
    }
  }
}

/** Pays for a round, and shows meanwhile how far it has come. */
async function payAndShow(
  deps: DistributePayoutDeps,
  request: PayRoundRequest,
): Promise<PayRoundEnd> {
  const progress = { ...deps, channel: deps.progressChannel };
  const ticker = startProgressTicker(progress, request.payoutId);
  try {
    return await payRound(deps, request);
  } finally {
    await ticker.stop();
  }
}

/** Waits out an unavailable points API; each wait is longer, and after too long it halts. */
function createOutage(deps: DistributePayoutDeps, firing: Firing, engine: DurableEngine) {
  const { payoutId, run } = firing;
  const { pauseBaseMs, pauseMaxMs, haltAfterMs } = deps.settings;
  let waits = 0;
  let waitedMs = 0;
  return {
    isOver(): void {
      waits = 0;
      waitedMs = 0;
    },
    async waitOut(round: number, code: string): Promise<DistributePayoutEnd | undefined> {
      const pause = { detail: code, isFirst: waits === 0 };
      const paused = await engine.step(`pause-${round}`, async () => {
        const ours = await pauseForOutage(deps, payoutId, { run, round }, pause);
        if (ours) await isTold(deps, payoutId);
        return ours;
      });
      if (!paused) return STOPPED;
      if (waitedMs >= haltAfterMs) {
        return await halt(deps, firing, engine, { reason: "points_api_unavailable", detail: code });
      }
      const waitMs = Math.min(pauseMaxMs, pauseBaseMs * 2 ** waits);
      waits += 1;
      waitedMs += waitMs;
      await engine.wait(`outage-${round}`, waitMs);
      const ours = await engine.step(`go-on-${round}`, () => goOn(deps, payoutId, { run, round }));
      return ours ? undefined : STOPPED;
    },
  };
}

async function halt(
  deps: DistributePayoutDeps,
  firing: Firing,
  engine: DurableEngine,
  reason: Omit<Halt, "at">,
): Promise<DistributePayoutEnd> {
  const { payoutId, run, scheduleName } = firing;
  const halted = await engine.step("halt", () => haltPayout(deps, payoutId, run, reason));
  if (!halted) return STOPPED;
  await tellUntilTold(deps, payoutId, engine);
  await engine.step("delete-schedule", () => deps.scheduler.delete(scheduleName));
  return { kind: "halted", reason: reason.reason };
}

async function report(
  deps: DistributePayoutDeps,
  firing: Firing,
  engine: DurableEngine,
): Promise<DistributePayoutEnd> {
  const { payoutId, scheduleName } = firing;
  const written = await engine.step("report", async () => {
    const payout = await ourPayout(deps, firing);
    return payout === undefined ? undefined : await writeReport(deps, payout);
  });
  if (written === undefined) return STOPPED;
  const complete = async () => {
    const payout = await ourPayout(deps, firing);
    if (payout !== undefined) await completePayout(deps, payout, written);
    return payout !== undefined;
  };
  const news = { report: { run: firing.run, written } };
  const told = await engine.step("tell-0", () => isTold(deps, payoutId, news));
  if (told) {
    // In one step, so that nobody sees a completed payout whose schedule still stands for long.
    const completed = await engine.step("complete", async () => {
      if (!(await complete())) return false;
      await deps.scheduler.delete(scheduleName);
      return true;
    });
    return completed ? { kind: "completed" } : STOPPED;
  }
  if (!(await engine.step("complete", complete))) return STOPPED;
  await tellUntilTold(deps, payoutId, engine);
  await engine.step("delete-schedule", () => deps.scheduler.delete(scheduleName));
  return { kind: "completed" };
}

/** The channel may be down for long; the payout is done all the same and its report comes later. */
async function tellUntilTold(
  deps: DistributePayoutDeps,
  payoutId: string,
  engine: DurableEngine,
): Promise<void> {
  for (let tries = 1; tries <= TELL_TRIES; tries += 1) {
    if (await engine.step(`tell-${tries}`, () => isTold(deps, payoutId))) return;
    await engine.wait(`tell-again-${tries}`, TELL_AGAIN_AFTER_MS[tries - 1] ?? 7_200_000);
  }
}

/** Brings the channel up to date; false when it can't be told now. */
async function isTold(
  deps: DistributePayoutDeps,
  payoutId: string,
  news: News = {},
): Promise<boolean> {
  try {
    await tellPayout(deps, payoutId, news);
    return true;
  } catch (error) {
    if (error instanceof ChannelError) return false;
    throw error;
  }
}

/** The payout while it is this run's to pay and report; undefined once a person took it over. */
async function ourPayout(
  deps: Pick<DistributePayoutDeps, "payouts">,
  { payoutId, run }: Firing,
): Promise<PayoutIn<"distributing" | "completed"> | undefined> {
  const payout = await getPayout(deps.payouts, payoutId);
  const isPaying = payout.state === "distributing" || payout.state === "completed";
  return isPaying && payout.distribution.run === run ? payout : undefined;
}
