import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Payout, PayoutIn, PayoutState } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import type { Executions } from "./distribution-starter.ts";
import { haltPayout } from "./update-run.ts";

export interface FindStuckPayoutsDeps {
  readonly payouts: PayoutStore;
  readonly executions: Executions;
  readonly clock: Clock;
  readonly newId: NewId;
}

type Payable = PayoutIn<"distributing" | "paused">;

/** A payout that stopped short without saying so, and what was done about it. */
export type StuckPayout =
  /** Nothing pays it any more; halted. */
  | { readonly kind: "died"; readonly payout: PayoutIn<"halted"> }
  /** Its time passed and nothing started; a late firing still starts it, unless it is too late. */
  | { readonly kind: "overdue"; readonly payout: PayoutIn<"scheduled"> };

/** An execution that a resume asked for has this long to begin. */
const START_GRACE_MS = 10 * 60_000;
/** Scheduler fires within the minute; Lambda may take some to start. */
const OVERDUE_GRACE_MS = 5 * 60_000;
const WATCH = { kind: "system", name: "watch" } as const;

export interface FindStuckPayoutsEnd {
  readonly found: readonly StuckPayout[];
  /** Why some payouts could not be examined; the next sweep tries again. */
  readonly failures: readonly unknown[];
}

/** Finds payouts that stopped short, each once; an error at one does not hide the others. */
export async function findStuckPayouts(deps: FindStuckPayoutsDeps): Promise<FindStuckPayoutsEnd> {
  const found: StuckPayout[] = [];
  const failures: unknown[] = [];
  const note = async (look: Promise<StuckPayout | undefined>): Promise<void> => {
    try {
      const stuck = await look;
      if (stuck !== undefined) found.push(stuck);
    } catch (error) {
      failures.push(error);
    }
  };
  for (const state of ["distributing", "paused"] as const) {
    const mayBeDead = (payout: Payable) => shouldGoOn(deps, payout);
    for await (const payout of payoutsIn(deps.payouts, state, mayBeDead)) {
      await note(haltIfDead(deps, payout));
    }
  }
  const mayBeOverdue = (payout: PayoutIn<"scheduled">) => isNewlyOverdue(deps, payout);
  for await (const payout of payoutsIn(deps.payouts, "scheduled", mayBeOverdue)) {
    await note(markIfOverdue(deps, payout));
  }
  return { found, failures };
}

/**
 * Halts the payout of an execution that failed, timed out or was stopped. Undefined when the
 * execution pays no payout, or no longer does.
 */
export async function haltDeadExecution(
  deps: FindStuckPayoutsDeps,
  execution: { readonly name: string; readonly status: string },
): Promise<StuckPayout | undefined> {
  const payout = await payoutPaidBy(deps.payouts, execution.name);
  if (payout === undefined || !goesOnByItself(payout)) return undefined;
  return await halt(deps, payout, `The execution ended ${execution.status}.`);
}

/**
 * The execution's name does not lead to the payout, as Lambda makes up most names; but the payout
 * names its execution. One that started so recently that the list does not have it yet is found by a later sweep.
 */
async function payoutPaidBy(payouts: PayoutStore, execution: string): Promise<Payable | undefined> {
  for (const listed of ["distributing", "paused"] as const) {
    for await (const { payoutId, distribution } of payoutsInState(payouts, listed)) {
      if (distribution.execution !== execution) continue;
      const payout = await payouts.get(payoutId);
      if (payout?.state !== "distributing" && payout?.state !== "paused") continue;
      if (payout.distribution.execution === execution) return payout;
    }
  }
  return undefined;
}

/**
 * Whether an execution is still running only the service that runs it knows: it holds no lease
 * while it waits, writes the report or notifies the channel, and none of these has a known length.
 */
async function haltIfDead(
  deps: FindStuckPayoutsDeps,
  payout: Payable,
): Promise<StuckPayout | undefined> {
  if (!shouldGoOn(deps, payout)) return undefined;
  if (await deps.executions.isRunning(payout.distribution.execution)) return undefined;
  return await halt(deps, payout, "Its execution is not running any more.");
}

/** An execution should be at it by now. */
function shouldGoOn({ clock }: Pick<FindStuckPayoutsDeps, "clock">, payout: Payable): boolean {
  const isFresh = toEpochMs(payout.updatedAt) > clock.nowMs() - START_GRACE_MS;
  return goesOnByItself(payout) && !isFresh;
}

function goesOnByItself(payout: Payable): boolean {
  return payout.state === "distributing" || payout.pause.reason === "points_api_unavailable";
}

async function halt(
  deps: FindStuckPayoutsDeps,
  { payoutId, distribution }: Payable,
  detail: string,
): Promise<StuckPayout | undefined> {
  const reason = { reason: "execution_died", detail } as const;
  if (!(await haltPayout(deps, payoutId, distribution.run, reason, WATCH))) return undefined;
  const payout = await deps.payouts.get(payoutId);
  return payout?.state === "halted" ? { kind: "died", payout } : undefined;
}

async function markIfOverdue(
  deps: FindStuckPayoutsDeps,
  payout: PayoutIn<"scheduled">,
): Promise<StuckPayout | undefined> {
  if (!isNewlyOverdue(deps, payout)) return undefined;
  const nowMs = deps.clock.nowMs();
  const marked = { ...payout.schedule, overdueSince: toInstant(nowMs) };
  const cause = { by: WATCH, nowMs, eventId: deps.newId() };
  const change = changePayout("found_overdue", payout, { schedule: marked }, cause);
  try {
    await deps.payouts.change(change.payout, change.event);
  } catch (error) {
    // It started, was moved or was cancelled in the meantime.
    if (error instanceof PayoutChangedError) return undefined;
    throw error;
  }
  return change.payout.state === "scheduled"
    ? { kind: "overdue", payout: change.payout }
    : undefined;
}

function isNewlyOverdue(
  { clock }: Pick<FindStuckPayoutsDeps, "clock">,
  { schedule }: PayoutIn<"scheduled">,
): boolean {
  const isOverdue = toEpochMs(schedule.at) < clock.nowMs() - OVERDUE_GRACE_MS;
  return isOverdue && schedule.overdueSince === undefined;
}

/**
 * The list may be stale; decisions are made on the payout itself. It is stale by seconds only, so
 * that a payout which the list shows to be none of those is left to the next sweep.
 */
async function* payoutsIn<S extends PayoutState>(
  payouts: PayoutStore,
  state: S,
  mayBeOne: (listed: PayoutIn<S>) => boolean,
): AsyncGenerator<PayoutIn<S>> {
  for await (const listed of payoutsInState(payouts, state)) {
    if (!mayBeOne(listed)) continue;
    const payout = await payouts.get(listed.payoutId);
    if (isIn(payout, state)) yield payout;
  }
}

function isIn<S extends PayoutState>(payout: Payout | undefined, state: S): payout is PayoutIn<S> {
  return payout?.state === state;
}
