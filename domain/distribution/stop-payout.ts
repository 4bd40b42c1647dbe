import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type ActingPerson, personActor } from "../payout/person.ts";
import { updatePayout } from "../payout/update-payout.ts";

export interface StopPayoutDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Stops paying: no call leaves that the worker begins after it saw this, and what is in flight is
 * recorded. Stopping what is stopped is no error.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} when it is not being paid
 */
export async function stopPayout(
  deps: StopPayoutDeps,
  payoutId: string,
  request: { readonly reason?: string | undefined },
  person: ActingPerson,
): Promise<Payout> {
  const { after } = await updatePayout(deps, payoutId, (payout) => {
    if (payout.state === "paused" && payout.pause.reason === "stopped_by_person") return undefined;
    if (payout.state !== "distributing" && payout.state !== "paused") {
      throw new WrongStateError("stop", payout);
    }
    const nowMs = deps.clock.nowMs();
    const pause = { reason: "stopped_by_person" as const, since: toInstant(nowMs) };
    const cause = { by: personActor(person), nowMs, eventId: deps.newId(), why: request.reason };
    return changePayout("paused", payout, { pause }, cause);
  });
  return after;
}
