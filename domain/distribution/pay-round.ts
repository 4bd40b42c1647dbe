import { type Clock, toEpochMs } from "../clock.ts";
import { optional } from "../optional.ts";
import { latestMsOf } from "../payout/latest-time.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { ledgerKeptUntilOf } from "../payout/retention.ts";
import { createApiHealth } from "./api-health.ts";
import { type CallsRun, createCalls } from "./calls.ts";
import { canaryPointsApi } from "./canary-points-api.ts";
import type { ChunkStore } from "./chunk-store.ts";
import { confirmPayment } from "./confirm-payment.ts";
import { pointsApiOf } from "./dry-run-points-api.ts";
import type { LeaseStore } from "./lease.ts";
import { keyOfPayment } from "./ledger.ts";
import { isHeldAsCopy, type LedgerOriginDeps } from "./ledger-origin.ts";
import type { LedgerStore } from "./ledger-store.ts";
import { type PayRun, payPayment } from "./pay-payment.ts";
import { createPaymentQueue, type PaymentQueue, type QueueProgress } from "./payment-queue.ts";
import type { Answer, PointsApi } from "./points-api.ts";
import type { RateStore } from "./rate-store.ts";
import { retriedPaymentsOf } from "./retried-payments.ts";
import { type ReversedPayments, reversedPaymentsOf } from "./reversed-payments.ts";
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

export interface PayRoundDeps extends LedgerOriginDeps {
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
  /** Only so many payments are paid: the first ones. */
  readonly canary?: number | undefined;
  /** What the points API took to answer those, in milliseconds; undefined where nobody knows. */
  readonly latencyMs?: number | undefined;
}

/** What was last answered to a payment that was not paid by it. */
export interface LastAnswer {
  readonly row: number;
  readonly code: string;
  /** The points API's own words. */
  readonly detail?: string | undefined;
}

interface RoundFacts {
  /** Payments settled in it. */
  readonly settled: number;
  /** Of a canary, by row. */
  readonly answers?: readonly LastAnswer[];
  /** What the points API took to answer a canary, in milliseconds. */
  readonly latencyMs?: number;
}

export type PayRoundEnd =
  | ({ readonly kind: "done" } & RoundFacts)
  /** Another worker pays, or paid until it crashed; its lease lasts `waitMs` more at most. */
  | ({ readonly kind: "busy"; readonly waitMs: number } & RoundFacts)
  /** All that is left waits for the points API: to tell what became of it, or to be asked again. */
  | ({ readonly kind: "waiting"; readonly waitMs: number } & RoundFacts)
  | (RoundStop & RoundFacts);

/** So many answers of a probe that say the API is down are enough: each may leave a payment in doubt. */
const PROBE_ANSWERS = 3;

/** A round that began: nothing of it may be used once it is over. */
export interface Round {
  readonly payout: Payout | undefined;
  /** By which the payout is paid: for a dry run one that asks for nothing. */
  readonly pointsApi: PointsApi;
  readonly control: RoundControl;
  readonly settings: PayingSettings;
  readonly run: CallsRun;
  /** What a reversal takes back; undefined for every other payout. */
  readonly reversed: ReversedPayments | undefined;
}

/**
 * Pays for as long as this invocation may: chunk by chunk, and ends only when everything in flight is
 * recorded.
 */
export async function payRound(deps: PayRoundDeps, request: PayRoundRequest): Promise<PayRoundEnd> {
  return await inRound(deps, request, async ({ payout, control, settings, run, reversed }) => {
    // A table can be restored between two rounds, under the name that it had.
    if (await isHeldAsCopy(deps, payout)) control.end({ kind: "table_copied" });
    const queue = createPaymentQueue({
      ...deps,
      settings,
      ...request,
      control,
      health: run.health,
    });
    const answers = new Map<number, LastAnswer>();
    const tookMs: number[] = [];
    const noting: CallsRun = {
      ...run,
      noteAnswer(answer, row, oneTookMs) {
        run.noteAnswer(answer, row, oneTookMs);
        if ("code" in answer) answers.set(row, lastAnswerOf(answer, row));
        else tookMs.push(oneTookMs);
      },
    };
    const callsRun = run.isCanary ? noting : run;
    await payAll(queue, {
      ...callsRun,
      calls: createCalls(callsRun),
      ledger: deps.ledger,
      restoredSinceMs: restoredSinceOf(payout),
      keptUntil: payout && ledgerKeptUntilOf(payout),
      isLastTry: request.isLastTry === true,
      originals: retriedPaymentsOf(deps, payout) ?? reversed,
      keyOf: (row) => keyOfPayment(payout ?? request, row),
    });
    const end = roundEndOf(queue.progress(), run, deps.clock);
    if (!run.isCanary) return end;
    return { ...end, answers: [...answers.values()], ...optional("latencyMs", middleOf(tookMs)) };
  });
}

function middleOf(list: readonly number[]): number | undefined {
  return list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];
}

function lastAnswerOf(
  { code, detail }: Extract<Answer, { readonly code: string }>,
  row: number,
): LastAnswer {
  return { row, code, ...optional("detail", detail) };
}

/** Another worker has the lease: until when, at most. */
type Busy = Extract<PayRoundEnd, { kind: "busy" }>;

/**
 * Has something done in a round: under the lease, while its guards check lease, payout and time, and
 * within what the points API takes.
 */
export async function inRound<T>(
  { settings: ofAll, ...others }: PayRoundDeps,
  request: PayRoundRequest,
  act: (round: Round) => Promise<T>,
): Promise<T | Busy> {
  const settings = settingsOf(shareOf(ofAll, request.plan), request);
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
    const reversed = reversedPaymentsOf(deps, payout);
    const pointsApi = asSeenIn(request, pointsApiOf(payout, deps.pointsApi, reversed));
    limits = createRoundLimits(
      { ...deps, settings: ofAll },
      { ...request, fence: acquired.lease.fence, payout, asked: pointsApi, control, settings },
    );
    const { limiter, closed } = limits;
    await limits.join();
    const isProbe = request.isProbe === true;
    const isEnding = payout !== undefined && "endedBy" in payout && payout.endedBy !== undefined;
    const health = createApiHealth({
      ...{ clock, settings, control, isProbe },
      toleratedCodes: toleratedCodesOf(payout),
    });
    const run: CallsRun = {
      ...{ pointsApi, clock, limiter, closed, control, settings, health, isEnding },
      isCanary: request.canary !== undefined,
      pastLatest: latestWatch(payout, clock),
      random: deps.random,
      lease: guard.lease,
      noteAnswer(answer, row, tookMs) {
        // A payout that a person ends is ended, however the points API fares.
        if (!isEnding) health.note(answer, row);
        limiter.heed(answer, tookMs);
      },
    };
    return await act({ payout, pointsApi, control, settings, run, reversed });
  } finally {
    await limits?.leave();
    await guard.dismiss();
  }
}

function asSeenIn({ canary }: PayRoundRequest, pointsApi: PointsApi): PointsApi {
  return canary === undefined ? pointsApi : canaryPointsApi(pointsApi);
}

function settingsOf(share: PayingSettings, { isProbe, canary }: PayRoundRequest): PayingSettings {
  if (isProbe === true) return probing(share);
  if (canary === undefined) return share;
  // No more are in flight than a person is to look at, before any ramp.
  const concurrency = Math.min(share.concurrency, canary);
  return { ...share, concurrency, concurrencyAtStart: concurrency };
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
  return toEpochMs(payout.inDoubtSince ?? payout.createdAt);
}

function latestWatch(
  payout: Payout | undefined,
  clock: Pick<Clock, "nowMs">,
): () => RoundStop | undefined {
  const latestMs = payout && latestMsOf(payout);
  return () =>
    latestMs !== undefined && clock.nowMs() >= latestMs ? { kind: "past_latest" } : undefined;
}

/** Undefined for a dry run: it is made to find them all. */
function toleratedCodesOf(payout: Payout | undefined): readonly string[] | undefined {
  if (payout === undefined || payout.dryRun === true) return undefined;
  return "distribution" in payout ? (payout.distribution.toleratedCodes ?? []) : [];
}

function roundEndOf(
  { settled, allClosed, nextAtMs }: QueueProgress,
  { control, isCanary, settings }: Pick<CallsRun, "control" | "isCanary" | "settings">,
  clock: Clock,
): PayRoundEnd {
  if (allClosed) return { kind: "done", settled };
  if (control.stop !== undefined) return { ...control.stop, settled };
  if (nextAtMs !== undefined) {
    return { kind: "waiting", settled, waitMs: Math.max(0, Math.ceil(nextAtMs - clock.nowMs())) };
  }
  // Each of the first payments was asked for; what is left of them is for a person.
  if (isCanary) return { kind: "done", settled };
  // Nothing left for us, yet not all closed: payments are taken by a worker that lost its lease.
  return { kind: "busy", settled, waitMs: settings.leaseTtlMs };
}
