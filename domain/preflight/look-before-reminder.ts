import { type Clock, toEpochMs } from "../clock.ts";
import { type PointsApiLook, reasonsByLook } from "../distribution/look-at-points-api.ts";
import type { ApprovalReason } from "../payout/approval-reason.ts";
import type { PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import type { PreFlightStarter, PreFlightStore } from "./pre-flight.ts";
import { mayPreFlight } from "./request-pre-flight.ts";

export interface LookBeforeRemindersDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly preFlights: Pick<PreFlightStore, "look">;
  readonly preFlightStarter: PreFlightStarter;
  readonly clock: Pick<Clock, "nowMs">;
  /** How long before a payout fires people are reminded of it. */
  readonly reminderMs: number;
}

/** The look is begun so long before the reminder: two sweeps, of which one may fail. */
const LEAD_MS = 10 * 60_000;
/** What was found longer ago is not told any more. */
const FRESH_MS = 30 * 60_000;

/** Has the points API looked at, once for each schedule, so that the reminder can tell what was found. */
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
    await deps.preFlightStarter.preFlight({ preFlightOf: payoutId }, `${schedule.name}-look`);
  }
}

/** How many users of a payout the points API did not know when they were looked up; 0 where nobody was. */
export async function missingUsersOf(
  { preFlights }: { readonly preFlights: Pick<PreFlightStore, "users"> },
  { payoutId }: PayoutIn<"scheduled">,
): Promise<number> {
  return (await preFlights.users(payoutId))?.missing ?? 0;
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
