import { type Clock, toEpochMs } from "../clock.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { ledgerKeptUntilOf } from "../payout/retention.ts";
import { createApiHealth } from "./api-health.ts";
import { type CallsRun, createCalls } from "./calls.ts";
import type { ChunkStore } from "./chunk-store.ts";
import { confirmPayment } from "./confirm-payment.ts";
import { pointsApiOf } from "./dry-run-points-api.ts";
import type { LeaseStore } from "./lease.ts";
import type { LedgerStore } from "./ledger-store.ts";
import { type PayRun, payPayment } from "./pay-payment.ts";
import { createPaymentQueue, type PaymentQueue, type QueueProgress } from "./payment-queue.ts";
import type { PointsApi } from "./points-api.ts";
import type { RateStore } from "./rate-store.ts";
import { retriedPaymentsOf } from "./retried-payments.ts";
import {
  createRoundControl,
  endIfOver,
  type GuardedRound,
  guardRound,
  type RoundControl,
  type RoundStop,
} from "./round-control.ts";
import { createRoundLimits, type RoundLimits } from "./round-limits.ts";
import type { PayingSettings } from "./settings.ts";
import { type PayPlan, shareOf } from "./shards.ts";

export interface PayRoundDeps {
  readonly payouts: PayoutStore;
  readonly ledger: LedgerStore;
  readonly leases: LeaseStore;
  readonly rates: RateStore;
  readonly chunks: ChunkStore;
  readonly pointsApi: PointsApi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly settings: PayingSettings;
}

export interface PayRoundRequest extends GuardedRound {
  readonly plan: PayPlan;
  /** Which of its shards, from 0. */
  readonly shard: number;
  /** Unique to this attempt at this round: a worker that crashed never comes back under it. */
  readonly owner: string;
  /** Has another payment come first; see the queue. */
  readonly turnedBy?: number;
  /** What waits because the points API asked it to is given up instead of waiting any longer. */
  readonly isLastTry?: boolean;
}

export type PayRoundEnd =
  | { readonly kind: "done"; readonly settled: number }
  /** Another worker pays, or paid until it crashed; its lease lasts `waitMs` more at most. */
  | { readonly kind: "busy"; readonly settled: number; readonly waitMs: number }
  /** All that is left waits for the points API: to tell what became of it, or to be asked again. */
  | { readonly kind: "waiting"; readonly settled: number; readonly waitMs: number }
  | (RoundStop & { readonly settled: number });

/** So many answers of a probe that say the API is down are enough: each may leave a payment in doubt. */
const PROBE_ANSWERS = 3;

/**
 * Pays for as long as this invocation may: takes the lease, pays chunk by chunk while its guards
 * check lease, payout and time, and ends only when everything in flight is recorded.
 */
export async function payRound(
  { settings: ofAll, ...others }: PayRoundDeps,
  request: PayRoundRequest,
): Promise<PayRoundEnd> {
  const share = shareOf(ofAll, request.plan);
  const settings = request.isProbe === true ? probing(share) : share;
  const deps = { ...others, settings };
  const { leases, clock } = deps;
  const acquired = await leases.acquire({
    payoutId: request.payoutId,
    shard: request.shard,
    owner: request.owner,
    ttlMs: settings.leaseTtlMs,
    nowMs: clock.nowMs(),
  });
  if (acquired.kind === "busy") {
    return { kind: "busy", settled: 0, waitMs: Math.max(0, acquired.expiresAtMs - clock.nowMs()) };
  }
  const control = createRoundControl();
  const guard = guardRound(deps, request, acquired.lease, control);
  let limits: RoundLimits | undefined;
  try {
    // The payout may have been stopped between two rounds, long before this round's first poll.
    const payout = await deps.payouts.get(request.payoutId);
    endIfOver(payout, request, control);
    const pointsApi = pointsApiOf(payout, deps.pointsApi);
    limits = createRoundLimits(
      { ...deps, settings: ofAll },
      { ...request, fence: acquired.lease.fence, payout, control, settings },
    );
    const { limiter, closed } = limits;
    await limits.join();
    const isProbe = request.isProbe === true;
    const isEnding = payout !== undefined && "endedBy" in payout && payout.endedBy !== undefined;
    const health = createApiHealth({
      ...{ clock, settings, control, isProbe },
      toleratedCodes: toleratedCodesOf(payout),
    });
    const callsRun: CallsRun = {
      ...{ pointsApi, clock, limiter, closed, control, settings, health, isEnding },
      random: deps.random,
      lease: guard.lease,
      noteAnswer(answer, row, tookMs) {
        // A payout that a person ends is ended, however the points API fares.
        if (!isEnding) health.note(answer, row);
        limiter.heed(answer, tookMs);
      },
    };
    const queue = createPaymentQueue({ ...deps, ...request, control, health });
    await payAll(queue, {
      ...callsRun,
      calls: createCalls(callsRun),
      ledger: deps.ledger,
      restoredSinceMs: restoredSinceOf(payout),
      keptUntil: payout && ledgerKeptUntilOf(payout),
      isLastTry: request.isLastTry === true,
      retried: retriedPaymentsOf(deps, payout),
    });
    return roundEndOf(queue.progress(), control, deps);
  } finally {
    await limits?.leave();
    await guard.dismiss();
  }
}

function probing(settings: PayingSettings): PayingSettings {
  const { unavailableAfterAnswers } = settings;
  return {
    ...settings,
    concurrency: 1,
    concurrencyAtStart: 1,
    unavailableAfterAnswers: Math.min(PROBE_ANSWERS, unavailableAfterAnswers),
  };
}

/** Pays what the queue has, with as many workers at once as the concurrency limiter finds. */
async function payAll(queue: PaymentQueue, run: PayRun): Promise<void> {
  const failures: unknown[] = [];
  await run.limiter.work(async () => {
    try {
      const task = await queue.next();
      if (task === undefined) return false;
      const end = task.kind === "pay" ? payPayment(task, run) : confirmPayment(task, run);
      await queue.ended(task, await end);
      return true;
    } catch (error) {
      failures.push(error);
      // The others finish and record what is in flight; the round as a whole has failed.
      run.control.end({ kind: "stopped" });
      return false;
    }
  });
  await queue.atRest();
  if (failures.length > 0) throw failures[0];
}

/**
 * Before this no call for the payment can have left, whatever the restored ledger says of it. A dry
 * run makes none, and has no doubt.
 */
function restoredSinceOf(payout: Payout | undefined): number | undefined {
  if (payout?.ledgerRestoredAt === undefined || payout.dryRun === true) return undefined;
  return toEpochMs(payout.createdAt);
}

/** Undefined for a dry run: it is made to find them all. */
function toleratedCodesOf(payout: Payout | undefined): readonly string[] | undefined {
  if (payout === undefined || payout.dryRun === true) return undefined;
  return "distribution" in payout ? (payout.distribution.toleratedCodes ?? []) : [];
}

function roundEndOf(
  { settled, allClosed, nextAtMs }: QueueProgress,
  control: RoundControl,
  { settings, clock }: Pick<PayRoundDeps, "settings" | "clock">,
): PayRoundEnd {
  if (allClosed) return { kind: "done", settled };
  if (control.stop !== undefined) return { ...control.stop, settled };
  if (nextAtMs !== undefined) {
    return { kind: "waiting", settled, waitMs: Math.max(0, Math.ceil(nextAtMs - clock.nowMs())) };
  }
  // Nothing left for us, yet not all closed: payments are taken by a worker that lost its lease.
  return { kind: "busy", settled, waitMs: settings.leaseTtlMs };
}
