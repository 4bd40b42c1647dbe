import type { Clock } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "./change-payout.ts";
import { visibleName } from "./create-payout.ts";
import type { Payout } from "./payout.ts";
import { type Person, personActor } from "./person.ts";
import { type UpdateDeps, updatePayout } from "./update-payout.ts";

export interface RenamePayoutDeps extends UpdateDeps {
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * Gives a draft another title; the trail keeps the one before. That which it has already changes nothing.
 * @throws {RefusedError} `payout_not_found`, `blank_name`
 * @throws {WrongStateError} once it is to be approved or was scheduled: people have decided on it by its title
 * @throws {PayoutChangedError} when somebody else was faster at every attempt
 */
export async function renamePayout(
  deps: RenamePayoutDeps,
  payoutId: string,
  wanted: string,
  person: Person,
): Promise<Payout> {
  const title = visibleName(wanted, "title");
  const { after } = await updatePayout(deps, payoutId, (payout) => {
    if (payout.title === title) return undefined;
    const cause = {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
    };
    return changePayout("renamed", payout, { title }, cause);
  });
  return after;
}
