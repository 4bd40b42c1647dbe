import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Payout, PayoutIn, PayoutState } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import type { LeaseStore } from "./lease.ts";
import { haltPayout } from "./pause-payout.ts";

export interface FindStrandedDeps {
  readonly payouts: PayoutStore;
  readonly leases: LeaseStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** A payout that stopped short without a word, and what was done about it. */
export type Stranded =
  /** Nothing pays it any more; halted. */
  | { readonly kind: "died"; readonly payout: PayoutIn<"halted"> }
  /** Its time passed and nothing started; it still starts should the schedule fire late. */
  | { readonly kind: "overdue"; readonly payout: PayoutIn<"scheduled"> };

/** A worker that yields, crashes or is started has this long to hold a lease again. */
const NO_LEASE_GRACE_MS = 10 * 60_000;
/** A distribution that waits out an outage changes its payout every five minutes or so. */
const OUTAGE_GRACE_MS = 30 * 60_000;
/** Scheduler fires within the minute; Lambda may take some to start. */
const OVERDUE_GRACE_MS = 5 * 60_000;
const WATCH = { kind: "system", name: "watch" } as const;

/** Finds payouts that stopped short. Each is found once. */
export async function findStranded(deps: FindStrandedDeps): Promise<readonly Stranded[]> {
  const found: Stranded[] = [];
  for await (const payout of payoutsIn(deps.payouts, "distributing")) {
    const died = await haltIfDead(deps, payout);
    if (died !== undefined) found.push(died);
  }
  for await (const payout of payoutsIn(deps.payouts, "paused")) {
    const died = await haltIfForgotten(deps, payout);
    if (died !== undefined) found.push(died);
  }
  for await (const payout of payoutsIn(deps.payouts, "scheduled")) {
    const overdue = await markIfOverdue(deps, payout);
    if (overdue !== undefined) found.push(overdue);
  }
  return found;
}

/**
 * Halts the payout of an execution that failed, timed out or was stopped. Undefined when the
 * execution pays no payout, or no longer does.
 */
export async function haltDeadExecution(
  deps: FindStrandedDeps,
  execution: { readonly name: string; readonly status: string },
): Promise<Stranded | undefined> {
  const payout = await payoutPaidBy(deps.payouts, execution.name);
  if (payout === undefined) return undefined;
  if (payout.state === "paused" && payout.pause.reason !== "points_api_unavailable") {
    return undefined;
  }
  return await halt(deps, payout, `The execution ended ${execution.status}.`);
}

/**
 * A name says nothing of the payout, as Lambda makes most of them itself; the payout names its
 * execution. Few are being paid at a time, so that looking at each costs little. One that started
 * so lately that the list does not have it yet is found by its lease, ten minutes later.
 */
async function payoutPaidBy(
  payouts: PayoutStore,
  execution: string,
): Promise<PayoutIn<"distributing" | "paused"> | undefined> {
  for (const listed of ["distributing", "paused"] as const) {
    for await (const { payoutId } of payoutsInState(payouts, listed)) {
      const payout = await payouts.get(payoutId);
      if (payout?.state !== "distributing" && payout?.state !== "paused") continue;
      if (payout.distribution.execution === execution) return payout;
    }
  }
  return undefined;
}

async function haltIfDead(
  deps: FindStrandedDeps,
  payout: PayoutIn<"distributing">,
): Promise<Stranded | undefined> {
  const deadSinceMs = deps.clock.nowMs() - NO_LEASE_GRACE_MS;
  if (toEpochMs(payout.updatedAt) > deadSinceMs) return undefined;
  const { payoutId, distribution } = payout;
  for (let shard = 0; shard < (distribution.shards ?? 1); shard += 1) {
    const lease = await deps.leases.get({ payoutId, shard });
    if (lease !== undefined && lease.expiresAtMs > deadSinceMs) return undefined;
  }
  return await halt(deps, payout, "No worker has held its lease for ten minutes.");
}

/** Paused to go on by itself, yet nothing does. */
async function haltIfForgotten(
  deps: FindStrandedDeps,
  payout: PayoutIn<"paused">,
): Promise<Stranded | undefined> {
  if (payout.pause.reason !== "points_api_unavailable") return undefined;
  if (toEpochMs(payout.updatedAt) > deps.clock.nowMs() - OUTAGE_GRACE_MS) return undefined;
  return await halt(deps, payout, "It was to go on after an outage, but did not.");
}

async function halt(
  deps: FindStrandedDeps,
  { payoutId, distribution }: PayoutIn<"distributing" | "paused">,
  detail: string,
): Promise<Stranded | undefined> {
  const reason = { reason: "execution_died", detail } as const;
  if (!(await haltPayout(deps, payoutId, distribution.run, reason, WATCH))) return undefined;
  const payout = await deps.payouts.get(payoutId);
  return payout?.state === "halted" ? { kind: "died", payout } : undefined;
}

async function markIfOverdue(
  deps: FindStrandedDeps,
  payout: PayoutIn<"scheduled">,
): Promise<Stranded | undefined> {
  const nowMs = deps.clock.nowMs();
  const { schedule } = payout;
  const isOverdue = toEpochMs(schedule.at) < nowMs - OVERDUE_GRACE_MS;
  if (!isOverdue || schedule.overdueSince !== undefined) return undefined;
  const marked = { ...schedule, overdueSince: toInstant(nowMs) };
  const cause = { by: WATCH, nowMs, eventId: deps.newId() };
  const change = changePayout("found_overdue", payout, { schedule: marked }, cause);
  try {
    await deps.payouts.change(change.payout, change.event);
  } catch (error) {
    // It started, was moved or cancelled at this very moment.
    if (error instanceof PayoutChangedError) return undefined;
    throw error;
  }
  return change.payout.state === "scheduled"
    ? { kind: "overdue", payout: change.payout }
    : undefined;
}

/** The list lags behind; what is decided is decided on the payout itself. */
async function* payoutsIn<S extends PayoutState>(
  payouts: PayoutStore,
  state: S,
): AsyncGenerator<PayoutIn<S>> {
  for await (const { payoutId } of payoutsInState(payouts, state)) {
    const payout = await payouts.get(payoutId);
    if (isIn(payout, state)) yield payout;
  }
}

function isIn<S extends PayoutState>(payout: Payout | undefined, state: S): payout is PayoutIn<S> {
  return payout?.state === state;
}
