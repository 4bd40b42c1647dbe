import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import { type ActingPerson, personActor } from "../payout/person.ts";

export interface StopPayoutDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** The distribution itself may pause or go on while we look; it does so rarely. */
const STOP_TRIES = 5;

/**
 * Stops paying: no call leaves that the worker begins after it saw this, and what is in flight is
 * recorded. Stopping what is stopped is no error.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} when it is not being paid
 */
export async function stopPayout(
  deps: StopPayoutDeps,
  payoutId: string,
  request: { readonly reason?: string },
  person: ActingPerson,
): Promise<Payout> {
  for (let tries = 1; ; tries += 1) {
    const payout = await getPayout(deps.payouts, payoutId);
    if (payout.state === "paused" && payout.pause.reason === "stopped_by_person") return payout;
    if (payout.state !== "distributing" && payout.state !== "paused") {
      throw new WrongStateError("stop", payout);
    }
    const nowMs = deps.clock.nowMs();
    const pause = { reason: "stopped_by_person" as const, since: toInstant(nowMs) };
    const why = request.reason === undefined ? {} : { why: request.reason };
    const cause = { by: personActor(person), nowMs, eventId: deps.newId(), ...why };
    const change = changePayout("paused", payout, { pause }, cause);
    try {
      await deps.payouts.change(change.payout, change.event);
      return change.payout;
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || tries === STOP_TRIES) throw error;
    }
  }
}
