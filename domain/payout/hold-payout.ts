import { toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import { brakeAfter, decidesOn } from "./brake.ts";
import { changePayout, WrongStateError } from "./change-payout.ts";
import type { Payout } from "./payout.ts";
import { type ActingPerson, personActor, recordedPerson } from "./person.ts";
import { forgetSchedule, type ScheduleDeps } from "./schedule-payout.ts";
import { updatePayout } from "./update-payout.ts";

export type HoldPayoutDeps = Pick<ScheduleDeps, "payouts" | "scheduler" | "clock" | "newId">;

/**
 * Takes a payout out of its schedule: it is `ready`, and not paid until somebody schedules it again,
 * under a new generation and, where one is needed, with a new approval. Who decides on the payout
 * takes the brake by it, also of one that is `ready` already; holding it once more is no error then.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} unless it is scheduled, or may be braked: it may just have begun to be paid
 * @throws {PayoutChangedError} when somebody else was faster at every attempt
 */
export async function holdPayout(
  deps: HoldPayoutDeps,
  payoutId: string,
  { reason }: { readonly reason?: string | undefined },
  person: ActingPerson,
): Promise<Payout> {
  // The payout first: from here on a firing finds it ready, pays nobody and is deleted.
  const { before, after } = await updatePayout(deps, payoutId, (payout) => {
    if (payout.state !== "scheduled") {
      const mayBrake = payout.state === "ready" && decidesOn(payout, person);
      if (!mayBrake) throw new WrongStateError("hold", payout);
      if (payout.brake !== undefined) return undefined;
    }
    const nowMs = deps.clock.nowMs();
    const brake = brakeAfter(payout, person, { kind: "held", nowMs, reason });
    const heldBy = {
      by: recordedPerson(person),
      at: toInstant(nowMs),
      ...optional("reason", reason),
    };
    const cause = { by: personActor(person), nowMs, eventId: deps.newId(), why: reason };
    return changePayout("held", payout, { brake, heldBy }, cause);
  });
  if (before.state === "scheduled") await forgetSchedule(deps, before.schedule.name);
  return after;
}
