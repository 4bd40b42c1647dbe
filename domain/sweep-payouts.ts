import { ChannelError } from "./channel/channel.ts";
import { haltedKey, overdueKey } from "./channel/due-notifications.ts";
import { type NotifyChannelDeps, notifyChannel } from "./channel/notify-channel.ts";
import { toEpochMs } from "./clock.ts";
import {
  type FindStuckPayoutsDeps,
  type FindStuckPayoutsEnd,
  findStuckPayouts,
  haltDeadExecution,
  type StuckPayout,
} from "./distribution/find-stuck-payouts.ts";
import type { Payout } from "./payout/payout.ts";
import { payoutsInState } from "./payout/payouts-in-state.ts";

export type SweepPayoutsDeps = FindStuckPayoutsDeps & NotifyChannelDeps;

export interface SweepEnd {
  readonly found: readonly StuckPayout["kind"][];
  /** Ids of the stuck payouts that were reported in the channel. */
  readonly told: readonly string[];
}

/** After so many refused payouts the channel counts as down, as each try takes its time. */
const MAX_UNDELIVERED = 3;
/** The channel is not brought up to date with payouts that ended longer ago. */
const NEWS_FOR_MS = 7 * 24 * 3_600_000;
const LOOK_BACK_MS = 90 * 24 * 3_600_000;

/**
 * Finds every payout that stopped short, writes that to the payout, and brings the channel up to
 * date with all payouts: what was not delivered, because the channel did not answer or a crash came
 * before, is delivered by a later sweep.
 * @throws {ChannelError} when something was not delivered; or what else failed for one of the
 *   payouts. Everything else is done by then
 */
export async function sweepPayouts(deps: SweepPayoutsDeps): Promise<SweepEnd> {
  return await notifyAll(deps, await findStuckPayouts(deps));
}

/**
 * The same, begun by the end of an execution that failed, timed out or was stopped: its payout need
 * not wait for the sweep that asks whether that execution still runs.
 * @throws {ChannelError} as {@link sweepPayouts}
 */
export async function sweepExecution(
  deps: SweepPayoutsDeps,
  execution: { readonly name: string; readonly status: string },
): Promise<SweepEnd> {
  const died = await haltDeadExecution(deps, execution);
  return await notifyAll(deps, { found: died === undefined ? [] : [died], failures: [] });
}

async function notifyAll(
  deps: SweepPayoutsDeps,
  { found, failures: notLookedAt }: FindStuckPayoutsEnd,
): Promise<SweepEnd> {
  // Lists may be stale and miss what was found just now.
  const payoutIds = new Set(found.map(({ payout }) => payout.payoutId));
  for await (const payoutId of payoutsOfInterest(deps)) payoutIds.add(payoutId);
  const told: string[] = [];
  const failures = [...notLookedAt];
  const refusedBefore: { readonly payoutId: string; readonly triedAt: string }[] = [];
  let undelivered = 0;

  async function attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      failures.push(error);
      if (error instanceof ChannelError) undelivered += 1;
    }
  }
  async function notifyUnlessDown(payoutId: string): Promise<void> {
    if (undelivered < MAX_UNDELIVERED && (await tell(deps, payoutId))) told.push(payoutId);
  }

  for (const payoutId of payoutIds) {
    await attempt(async () => {
      const stale = (await deps.deliveryStates.get(payoutId))?.stale;
      if (stale === undefined) return await notifyUnlessDown(payoutId);
      refusedBefore.push({ payoutId, triedAt: stale.triedAt ?? stale.since });
    });
  }
  // Payouts that the channel always refuses must not keep others from being delivered: they come
  // after all others, and among them those first that have waited longest for their next try.
  refusedBefore.sort((one, other) => one.triedAt.localeCompare(other.triedAt));
  for (const { payoutId } of refusedBefore) await attempt(() => notifyUnlessDown(payoutId));
  if (failures.length > 0) throw failures[0];
  return { found: found.map(({ kind }) => kind), told };
}

/** Payouts that have not ended, and those that ended recently. */
async function* payoutsOfInterest(deps: SweepPayoutsDeps): AsyncGenerator<string> {
  for (const state of [
    "halted",
    "scheduled",
    "awaiting_approval",
    "paused",
    "distributing",
  ] as const) {
    for await (const { payoutId } of payoutsInState(deps.payouts, state)) yield payoutId;
  }
  const nowMs = deps.clock.nowMs();
  for (const state of ["completed", "cancelled", "ready"] as const) {
    for await (const { payoutId, createdAt, updatedAt } of payoutsInState(deps.payouts, state)) {
      if (toEpochMs(createdAt) < nowMs - LOOK_BACK_MS) break;
      if (toEpochMs(updatedAt) >= nowMs - NEWS_FOR_MS) yield payoutId;
    }
  }
}

/** The key of the notification that it stopped short; undefined for any other payout. */
function stuckKeyOf(payout: Payout | undefined): string | undefined {
  if (payout?.state === "halted" && payout.halt.reason === "execution_died") {
    return haltedKey(payout.halt);
  }
  if (payout?.state === "scheduled" && payout.schedule.overdueSince !== undefined) {
    return overdueKey(payout.schedule);
  }
  return undefined;
}

/** True when a stuck payout was reported in the channel just now. */
async function tell(deps: SweepPayoutsDeps, payoutId: string): Promise<boolean> {
  const key = stuckKeyOf(await deps.payouts.get(payoutId));
  const before = await deps.deliveryStates.get(payoutId);
  await notifyChannel(deps, payoutId);
  return key !== undefined && before?.done.includes(key) !== true;
}
