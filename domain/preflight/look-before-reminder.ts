import { type Clock, DAY_MS, toEpochMs } from "../clock.ts";
import { type PointsApiLook, reasonsByLook } from "../distribution/look-at-points-api.ts";
import type { ApprovalReason } from "../payout/approval-reason.ts";
import type { PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import type { UsersLookedUp } from "../payout/users-looked-up.ts";
import {
  type PreFlightStarter,
  type PreFlightStore,
  type UsersLook,
  usersLookOf,
} from "./pre-flight.ts";
import { isAtWork, lastComplete, mayPreFlight, requestPreFlight } from "./request-pre-flight.ts";

export interface LookBeforeRemindersDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly preFlights: PreFlightStore;
  readonly preFlightStarter: PreFlightStarter;
  readonly clock: Pick<Clock, "nowMs">;
  /** How long before a payout fires people are reminded of it. */
  readonly reminderMs: number;
}

/** The look is begun so long before the reminder: two sweeps, of which one may fail. */
const LEAD_MS = 10 * 60_000;
/** What was found longer ago is not told any more. */
const FRESH_MS = 30 * 60_000;
/** Users who were looked up longer ago are looked up again: some leave every day. */
const USERS_FRESH_MS = DAY_MS;

/**
 * Has the points API looked at, once for each schedule, so that the reminder can tell what was found; and
 * the users looked up again where that was long ago, or never came to its end.
 */
export async function lookBeforeReminders(deps: LookBeforeRemindersDeps): Promise<void> {
  const nowMs = deps.clock.nowMs();
  for await (const payout of payoutsInState(deps.payouts, "scheduled", { withoutDryRuns: true })) {
    const { payoutId, schedule } = payout;
    const atMs = toEpochMs(schedule.at);
    const fromMs = atMs - deps.reminderMs - LEAD_MS;
    if (nowMs < fromMs || nowMs >= atMs || !mayPreFlight(payout)) continue;
    // Scheduled so late that nobody is reminded.
    if (toEpochMs(payout.updatedAt) > atMs - deps.reminderMs) continue;
    const known = await deps.preFlights.look(payoutId);
    if (known !== undefined && toEpochMs(known.at) >= fromMs) continue;
    const users = await usersLookOf(deps, payout);
    if (isToBeLookedUp(users, nowMs)) await requestPreFlight(deps, payout);
    else await deps.preFlightStarter.preFlight({ preFlightOf: payoutId }, `${schedule.name}-look`);
  }
}

function isToBeLookedUp(users: UsersLook | undefined, nowMs: number): boolean {
  if (users === undefined) return true;
  if (users.state === "not_asked" || isAtWork(users, nowMs)) return false;
  return users.state !== "done" || nowMs - toEpochMs(users.updatedAt) > USERS_FRESH_MS;
}

/** What is known of a payout's users; undefined where they were never all looked up. */
export async function usersLookedUpOf(
  deps: { readonly preFlights: Pick<PreFlightStore, "users"> },
  payout: PayoutIn<"scheduled">,
): Promise<UsersLookedUp | undefined> {
  return lastComplete(await usersLookOf(deps, payout));
}

/** Why a payout would not be paid, by what the last look at its points API found, if that was lately. */
export async function reasonsFoundLately(
  {
    preFlights,
    clock,
  }: {
    readonly preFlights: Pick<PreFlightStore, "look">;
    readonly clock: Pick<Clock, "nowMs">;
  },
  { payoutId }: PayoutIn<"scheduled">,
): Promise<readonly ApprovalReason[]> {
  const look: PointsApiLook | undefined = await preFlights.look(payoutId);
  if (look === undefined || clock.nowMs() - toEpochMs(look.at) > FRESH_MS) return [];
  return reasonsByLook(look);
}
