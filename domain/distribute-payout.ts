import {
  type ClaimPayoutDeps,
  type ClaimPayoutEnd,
  claimPayout,
} from "./distribution/claim-payout.ts";
import { type LookDeps, lookAtPointsApi } from "./distribution/look-at-points-api.ts";
import { type SplitPayoutDeps, splitPayout } from "./distribution/split-payout.ts";
import { haltPayout } from "./distribution/update-run.ts";
import type { DurableEngine } from "./durable-engine.ts";
import { isDelivered, notifyUntilDelivered } from "./notify-until-delivered.ts";
import { payPayout } from "./pay-payout.ts";
import type { PayPayoutEnd } from "./pay-requests.ts";
import type { PayPayoutDeps } from "./pay-rounds.ts";
import { getPayout } from "./payout/get-payout.ts";
import type { Halt, PayoutIn } from "./payout/payout.ts";
import type { Firing, Scheduler } from "./payout/scheduler.ts";
import { completePayout } from "./report/complete-payout.ts";
import { type WriteReportDeps, writeReport } from "./report/write-report.ts";

export type DistributePayoutDeps = ClaimPayoutDeps &
  LookDeps &
  SplitPayoutDeps &
  PayPayoutDeps &
  WriteReportDeps & {
    readonly scheduler: Pick<Scheduler, "delete">;
    /**
     * Has some payments of the completed payout compared with the books of the points API, by an
     * execution of its own; absent where nobody is asked.
     */
    readonly beginReceipt?: (() => Promise<void>) | undefined;
  };

export type DistributePayoutEnd =
  | { readonly kind: "completed" }
  | { readonly kind: "stale" | "left" | "sent_back"; readonly why: string }
  | Extract<PayPayoutEnd, { kind: "stopped" }>
  | { readonly kind: "halted"; readonly reason: Halt["reason"] };

/**
 * The workflow that a schedule's firing starts: claim, split, pay, report, delete the schedule.
 * Each step may run again after a crash; the ledger, not this workflow, knows who was paid.
 */
export async function distributePayout(
  deps: DistributePayoutDeps,
  firing: Firing,
  engine: DurableEngine,
): Promise<DistributePayoutEnd> {
  const claim = await claimOnceAnswered(deps, firing, engine);
  if (claim.kind === "leave") return { kind: "left", why: claim.why };
  if (claim.kind === "sent_back") {
    await engine.step("delete-schedule", () => deps.scheduler.delete(firing.scheduleName));
    await notifyUntilDelivered(deps, firing.payoutId, engine);
    return claim;
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
  const { payoutId, run } = firing;
  const { plan, outageOver, canary } = claim;
  const end = await payPayout(deps, { payoutId, run, plan, outageOver, canary }, engine);
  switch (end.kind) {
    case "paid":
      return await report(deps, firing, engine);
    case "given_up":
      return await halt(deps, firing, engine, {
        reason: "points_api_unavailable",
        detail: end.code,
      });
    case "stopped":
      return end;
  }
}

/** Whoever does not answer when a payout is due is asked so often, and so far apart. */
const LOOKS = 5;
const LOOK_AGAIN_MS = 15_000;

/**
 * Claims the payout once the points API was looked at and the sign-in provider was asked. Where one of
 * them does not answer it is tried again for about a minute before it is decided without. An execution
 * that began under an earlier version has claimed in its first step, and looks no more.
 */
async function claimOnceAnswered(
  deps: DistributePayoutDeps,
  firing: Firing,
  engine: DurableEngine,
): Promise<Exclude<ClaimPayoutEnd, { kind: "no_answer" }>> {
  for (let attempt = 1; ; attempt += 1) {
    const step = attempt === 1 ? "claim" : `claim-${attempt}`;
    const claim = await engine.step(step, () =>
      claimPayout(deps, firing, engine.executionName, {
        look: (payout) => lookAtPointsApi(deps, payout),
        isLastTry: attempt >= LOOKS,
      }),
    );
    if (claim.kind !== "no_answer") return claim;
    await engine.wait(`no-answer-${attempt}`, LOOK_AGAIN_MS);
  }
}

/** A person stopped it meanwhile; what is left is done by the run that a person resumes. */
const STOPPED = { kind: "stopped", why: "stopped" } as const;

async function halt(
  deps: DistributePayoutDeps,
  firing: Firing,
  engine: DurableEngine,
  reason: Omit<Halt, "at">,
): Promise<DistributePayoutEnd> {
  const { payoutId, run, scheduleName } = firing;
  const halted = await engine.step("halt", () => haltPayout(deps, payoutId, run, reason));
  if (!halted) return STOPPED;
  await notifyUntilDelivered(deps, payoutId, engine);
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
  const told = await engine.step("tell-0", () => isDelivered(deps, payoutId, news));
  if (told) {
    // In one step, so that a completed payout does not keep its schedule for long.
    const completed = await engine.step("complete", async () => {
      if (!(await complete())) return false;
      await deps.scheduler.delete(scheduleName);
      return true;
    });
    return completed ? await beginReceipt(deps, engine) : STOPPED;
  }
  if (!(await engine.step("complete", complete))) return STOPPED;
  await notifyUntilDelivered(deps, payoutId, engine);
  await engine.step("delete-schedule", () => deps.scheduler.delete(scheduleName));
  return await beginReceipt(deps, engine);
}

/** A payout is paid and reported whether or not its receipt can be begun: people can ask for one. */
async function beginReceipt(
  { beginReceipt: begin }: DistributePayoutDeps,
  engine: DurableEngine,
): Promise<DistributePayoutEnd> {
  if (begin !== undefined) {
    await engine.step("begin-receipt", async () => ({
      begun: await begin().then(
        () => true,
        () => false,
      ),
    }));
  }
  return { kind: "completed" };
}

/** The payout while this run pays and reports it; undefined once a person has stopped it. */
async function ourPayout(
  deps: Pick<DistributePayoutDeps, "payouts">,
  { payoutId, run }: Firing,
): Promise<PayoutIn<"distributing" | "completed"> | undefined> {
  const payout = await getPayout(deps.payouts, payoutId);
  const isPaying = payout.state === "distributing" || payout.state === "completed";
  return isPaying && payout.distribution.run === run ? payout : undefined;
}
