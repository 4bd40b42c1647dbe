import { ChannelError } from "./channel/channel.ts";
import { haltedKey, mayBeReminded, overdueKey } from "./channel/due-notifications.ts";
import { type NotifyChannelDeps, notifyChannel } from "./channel/notify-channel.ts";
import { type TellRemindersDeps, tellReminders } from "./channel/tell-reminders.ts";
import { type TellTomorrowDeps, tellTomorrow } from "./channel/tell-tomorrow.ts";
import { DAY_MS, type Instant, toEpochMs, toInstant } from "./clock.ts";
import {
  type FindStuckPayoutsDeps,
  type FindStuckPayoutsEnd,
  findStuckPayouts,
  haltDeadExecution,
  type StuckPayout,
} from "./distribution/find-stuck-payouts.ts";
import { type ExpireDraftsDeps, expireDrafts } from "./payout/expire-drafts.ts";
import type { Payout } from "./payout/payout.ts";
import { payoutsInState } from "./payout/payouts-in-state.ts";
import { approvableUntil } from "./payout/soonest.ts";
import {
  type LookBeforeRemindersDeps,
  lookBeforeReminders,
} from "./preflight/look-before-reminder.ts";

export type SweepExecutionDeps = FindStuckPayoutsDeps & NotifyChannelDeps;
export type SweepPayoutsDeps = SweepExecutionDeps &
  TellTomorrowDeps &
  ExpireDraftsDeps & {
    /** What the channel is reminded of every month; of nothing without it. */
    readonly reminding?: Pick<TellRemindersDeps, "reminders" | "reminderLink"> | undefined;
    /** By which payouts are looked at before the reminder; nothing is without it. */
    readonly looking?: Pick<LookBeforeRemindersDeps, "preFlights" | "preFlightStarter"> | undefined;
  };

export interface SweepEnd {
  readonly found: readonly StuckPayout["kind"][];
  /** Ids of the stuck payouts that were reported in the channel. */
  readonly told: readonly string[];
}

/** After so many refused payouts the channel counts as down, as each try takes its time. */
const MAX_UNDELIVERED = 3;
/** The channel is not brought up to date with payouts that ended longer ago. */
const NEWS_FOR_MS = 7 * DAY_MS;
/** A request that expired longer ago was told of, or the channel was down for as long. */
const EXPIRED_FOR_MS = DAY_MS;
/** Payouts of whose change the channel may not know that one sweep looks at, the last changed first. */
const MOST_NEWS = 500;

/**
 * Finds every payout that stopped short, writes that to the payout, ends what nobody goes on with,
 * tells what is to be paid on the next day and which sheets are due, and brings the channel up to date with all payouts: what was
 * not delivered, because the channel did not answer or a crash came before, is delivered by a later
 * sweep. It looks at payouts that are being paid, due or to be approved soon, and at news; drafts and
 * payouts of which all was told cost it nothing.
 * @throws {ChannelError} when something was not delivered; or what else failed for one of the
 *   payouts. Everything else is done by then
 */
export async function sweepPayouts(deps: SweepPayoutsDeps): Promise<SweepEnd> {
  const stuck = await findStuckPayouts(deps);
  const failures = [...stuck.failures];
  const { looking, reminding } = deps;
  const before = [
    () => expireDrafts(deps),
    async () => looking && (await lookBeforeReminders({ ...deps, ...looking })),
    () => tellTomorrow(deps),
    async () => reminding && (await tellReminders({ ...deps, ...reminding })),
  ];
  for (const act of before) {
    try {
      await act();
    } catch (error) {
      failures.push(error);
    }
  }
  return await notifyAll(deps, { ...stuck, failures });
}

/**
 * The same, begun by the end of an execution that failed, timed out or was stopped: its payout need
 * not wait for the sweep that asks whether that execution still runs.
 * @throws {ChannelError} as {@link sweepPayouts}
 */
export async function sweepExecution(
  deps: SweepExecutionDeps,
  execution: { readonly name: string; readonly status: string },
): Promise<SweepEnd> {
  const died = await haltDeadExecution(deps, execution);
  return await notifyAll(deps, { found: died === undefined ? [] : [died], failures: [] });
}

async function notifyAll(
  deps: SweepExecutionDeps,
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
  async function notify(payoutId: string): Promise<void> {
    if (await tell(deps, payoutId)) told.push(payoutId);
  }

  for (const payoutId of payoutIds) {
    if (undelivered === MAX_UNDELIVERED) break;
    await attempt(async () => {
      const stale = (await deps.deliveryStates.get(payoutId))?.stale;
      if (stale === undefined) return await notify(payoutId);
      refusedBefore.push({ payoutId, triedAt: stale.triedAt ?? stale.since });
    });
  }
  // Payouts that the channel always refuses must not keep others from being delivered: they come
  // after all others, and among them those first that have waited longest for their next try.
  refusedBefore.sort((one, other) => one.triedAt.localeCompare(other.triedAt));
  for (const { payoutId } of refusedBefore) {
    if (undelivered === MAX_UNDELIVERED) break;
    await attempt(() => notify(payoutId));
  }
  if (failures.length > 0) throw failures[0];
  return { found: found.map(({ kind }) => kind), told };
}

/** Payouts of whose last change the channel may not know, and those to be told of as time passes. */
async function* payoutsOfInterest(deps: SweepExecutionDeps): AsyncGenerator<string> {
  yield* await deps.payouts.news({ limit: MOST_NEWS });
  for await (const payout of payoutsInState(deps.payouts, "scheduled")) {
    const { at } = payout.schedule;
    if (mayBeReminded(at, { ...deps, nowMs: deps.clock.nowMs() })) yield payout.payoutId;
  }
  for await (const payout of payoutsInState(deps.payouts, "awaiting_approval")) {
    if (isNearOrOver(deps, approvableUntil(payout.request))) yield payout.payoutId;
  }
  for await (const { payoutId } of payoutsInState(deps.payouts, "distributing")) yield payoutId;
}

/** Whether whoever may approve is to be reminded, or to hear that the request expired. */
function isNearOrOver({ clock, policy }: SweepExecutionDeps, at: Instant): boolean {
  const reminderMs = policy.approvalReminderMinutes * 60_000;
  const leftMs = toEpochMs(at) - clock.nowMs();
  return leftMs <= reminderMs && leftMs > -EXPIRED_FOR_MS;
}

function isNoNewsAnyMore({ state, updatedAt }: Payout, nowMs: number): boolean {
  const hasEnded = state === "completed" || state === "cancelled" || state === "ready";
  return hasEnded && updatedAt < toInstant(nowMs - NEWS_FOR_MS);
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
async function tell(deps: SweepExecutionDeps, payoutId: string): Promise<boolean> {
  const payout = await deps.payouts.get(payoutId);
  if (payout === undefined) return false;
  if (isNoNewsAnyMore(payout, deps.clock.nowMs())) {
    await deps.payouts.noteTold(payout);
    return false;
  }
  const key = stuckKeyOf(payout);
  const before = await deps.deliveryStates.get(payoutId);
  const { wasUpToDate } = await notifyChannel(deps, payoutId);
  // Only once nothing was left to tell: an update whose answer was lost is looked after till then.
  if (wasUpToDate) await deps.payouts.noteTold(payout);
  return key !== undefined && before?.done.includes(key) !== true;
}
