import { changePayout, WrongStateError } from "./change-payout.ts";
import { getPayout } from "./get-payout.ts";
import type { Payout } from "./payout.ts";
import { PayoutChangedError } from "./payout-store.ts";
import { type ActingPerson, personActor } from "./person.ts";
import { forgetSchedule, type ScheduleDeps } from "./schedule-payout.ts";

export type HoldPayoutDeps = Pick<ScheduleDeps, "payouts" | "scheduler" | "clock" | "newId">;

/** Somebody may move it, or the watch mark it, while we look; they do so rarely. */
const HOLD_TRIES = 5;

/**
 * Takes a payout out of its schedule: it is `ready`, and not paid until somebody schedules it again,
 * under a new generation and, above the policy's limit, with a new approval.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} unless it is scheduled: it may just have begun to be paid
 * @throws {PayoutChangedError} when others were faster again and again
 */
export async function holdPayout(
  deps: HoldPayoutDeps,
  payoutId: string,
  request: { readonly reason?: string },
  person: ActingPerson,
): Promise<Payout> {
  for (let tries = 1; ; tries += 1) {
    const payout = await getPayout(deps.payouts, payoutId);
    if (payout.state !== "scheduled") throw new WrongStateError("hold", payout);
    const why = request.reason === undefined ? {} : { why: request.reason };
    const nowMs = deps.clock.nowMs();
    const cause = { by: personActor(person), nowMs, eventId: deps.newId(), ...why };
    const change = changePayout("held", payout, {}, cause);
    try {
      // The payout first: from here on a firing finds it ready, pays nobody and is deleted.
      await deps.payouts.change(change.payout, change.event);
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || tries === HOLD_TRIES) throw error;
      continue;
    }
    await forgetSchedule(deps, payout.schedule.name);
    return change.payout;
  }
}
