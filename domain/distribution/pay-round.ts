import type { Clock } from "../clock.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { TOO_MANY_REQUESTS } from "./answer-table.ts";
import { paymentsPerCall } from "./calls.ts";
import type { ChunkStore } from "./chunk-store.ts";
import { createCrew } from "./crew.ts";
import { type Lease, type LeaseStore, renewEveryMs } from "./lease.ts";
import type { LedgerStore } from "./ledger-store.ts";
import { createPacer } from "./pacer.ts";
import { type ChunksEnd, payChunks } from "./pay-chunks.ts";
import { type Answer, type PointsApi, saysUnavailable } from "./points-api.ts";
import { pointsApiOf } from "./rehearse.ts";
import { retriedPaymentsOf } from "./retried-payments.ts";
import { createRunControl, type RoundStop, type RunControl } from "./run-control.ts";
import type { PayingSettings } from "./settings.ts";
import { type PayPlan, shareOf } from "./shards.ts";

export interface PayRoundDeps {
  readonly payouts: PayoutStore;
  readonly ledger: LedgerStore;
  readonly leases: LeaseStore;
  readonly chunks: ChunkStore;
  readonly pointsApi: PointsApi;
  readonly clock: Clock;
  readonly random: () => number;
  readonly settings: PayingSettings;
}

export interface PayRoundRequest {
  readonly payoutId: string;
  /** The distribution's run this round belongs to. */
  readonly run: number;
  readonly plan: PayPlan;
  /** Which of its shards, from 0. */
  readonly shard: number;
  /** Unique to this attempt at this round: a worker that crashed never comes back under it. */
  readonly owner: string;
  /** When nothing new may begin, so that the invocation ends within its time limit. */
  readonly yieldAtMs: number;
  /** Whether the points API is back: one payment after the other, until it answers to one. */
  readonly isProbe?: boolean;
}

export type PayRoundEnd =
  | { readonly kind: "done"; readonly settled: number }
  /** Another worker pays, or paid until it died; its lease lasts `waitMs` more at most. */
  | { readonly kind: "busy"; readonly settled: number; readonly waitMs: number }
  | (RoundStop & { readonly settled: number });

/** So many answers of a probe that say the API is down are enough: each may leave a payment in doubt. */
const PROBE_ANSWERS = 3;

/**
 * Pays as long as this invocation may: takes the lease, pays chunk by chunk, renews the lease and
 * watches for a stop meanwhile, and leaves nothing in flight unrecorded when it ends.
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
  const held = { lease: acquired.lease };
  const control = createRunControl();
  const finished = new AbortController();
  const guards = Promise.all([
    keepLease(deps, held, control, finished.signal),
    watchPayout(deps, request, control, finished.signal),
    yieldInTime(deps.clock, request.yieldAtMs, control, finished.signal),
  ]);
  try {
    // The payout may have been stopped between two rounds, long before this round's first watch.
    const payout = await deps.payouts.get(request.payoutId);
    endIfOver(payout, request, control);
    const pointsApi = pointsApiOf(payout, deps.pointsApi);
    const crew = createCrew({
      ...settings,
      paymentsPerCall: paymentsPerCall(pointsApi, settings),
    });
    const pacer = createPacer({ ratePerSecond: settings.ratePerSecond, clock, crew });
    const noteHealth = createHealthWatch(settings, request, control);
    const end = await payChunks({
      ...deps,
      pointsApi,
      isLedgerRestored: payout?.ledgerRestoredAt !== undefined,
      retried: retriedPaymentsOf(deps, payout),
      payoutId: request.payoutId,
      plan: request.plan,
      shard: request.shard,
      control,
      crew,
      pacer,
      lease: () => held.lease,
      noteAnswer(answer, tookMs) {
        noteHealth(answer);
        crew.heed(answer, tookMs);
        if (isTooFast(answer)) pacer.slowDown();
      },
    });
    return roundEndOf(end, control, settings);
  } finally {
    finished.abort();
    await guards;
    await leases.release(held.lease);
  }
}

function roundEndOf(
  { settled, allClosed }: ChunksEnd,
  control: RunControl,
  settings: PayingSettings,
): PayRoundEnd {
  if (allClosed) return { kind: "done", settled };
  if (control.stop !== undefined) return { ...control.stop, settled };
  // Nothing left for us, yet not all closed: payments are held by a worker that lost its lease.
  return { kind: "busy", settled, waitMs: settings.leaseTtlMs };
}

/** Renews the lease in good time; ends the round when it is somebody else's. */
async function keepLease(
  { leases, clock, settings }: PayRoundDeps,
  held: { lease: Lease },
  control: RunControl,
  finished: AbortSignal,
): Promise<void> {
  const ttlMs = settings.leaseTtlMs;
  await every(clock, renewEveryMs(settings), finished, async () => {
    try {
      const renewed = await leases.renew(held.lease, { ttlMs, nowMs: clock.nowMs() });
      if (renewed === undefined) control.end({ kind: "lease_lost" });
      else held.lease = renewed;
    } catch {
      // Not renewed is not lost: it is tried again, and payments stop by themselves in time
      // because no call leaves that would outlast the lease.
    }
  });
}

/** Looks whether the payout is still to be paid by this run: a stop shows here, and an outage. */
async function watchPayout(
  deps: PayRoundDeps,
  request: PayRoundRequest,
  control: RunControl,
  finished: AbortSignal,
): Promise<void> {
  await every(deps.clock, deps.settings.watchEveryMs, finished, async () => {
    try {
      endIfOver(await deps.payouts.get(request.payoutId), request, control);
    } catch {
      // A look that failed says nothing; the next one is a moment away.
    }
  });
}

function endIfOver(
  payout: Payout | undefined,
  { run, isProbe }: PayRoundRequest,
  control: RunControl,
): void {
  if (payout?.state !== "distributing" || payout.distribution.run !== run) {
    control.end({ kind: "stopped" });
  } else if (payout.outage !== undefined && isProbe !== true) {
    // Another worker found it, or this one before it was given up.
    control.end({ kind: "unavailable", code: payout.outage.code });
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

async function yieldInTime(
  clock: Clock,
  yieldAtMs: number,
  control: RunControl,
  finished: AbortSignal,
): Promise<void> {
  const waitMs = Math.max(0, yieldAtMs - clock.nowMs());
  if (await slept(clock, waitMs, finished)) control.end({ kind: "yielded" });
}

async function every(
  clock: Clock,
  periodMs: number,
  finished: AbortSignal,
  act: () => Promise<void>,
): Promise<void> {
  while (await slept(clock, periodMs, finished)) await act();
}

/** False when `finished` came first. */
async function slept(clock: Clock, ms: number, finished: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, finished);
    return !finished.aborted;
  } catch {
    return false;
  }
}

function isTooFast(answer: Answer): boolean {
  return answer.kind === "not_done" && answer.code === TOO_MANY_REQUESTS;
}

/**
 * Ends the round on refused credentials, and on too many answers in a row that say "down"; a probe
 * also on the first payment that the API did something about.
 */
function createHealthWatch(
  settings: PayingSettings,
  { isProbe }: PayRoundRequest,
  control: RunControl,
): (answer: Answer) => void {
  let unavailableInARow = 0;
  return (answer) => {
    if (answer.kind === "refused_credentials") {
      control.end({ kind: "refused_credentials", code: answer.code });
      return;
    }
    const isSettled = answer.kind === "paid" || answer.kind === "rejected";
    if (isProbe === true && isSettled) control.end({ kind: "answered" });
    const isUnavailable = saysUnavailable(answer);
    unavailableInARow = isUnavailable ? unavailableInARow + 1 : 0;
    if (isUnavailable && unavailableInARow >= settings.unavailableAfterAnswers) {
      control.end({ kind: "unavailable", code: answer.code });
    }
  };
}
