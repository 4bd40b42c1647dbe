import { changePayout, WrongStateError } from "./change-payout.ts";
import type { Payout } from "./payout.ts";
import { type ActingPerson, personActor } from "./person.ts";
import { forgetSchedule, type ScheduleDeps } from "./schedule-payout.ts";
import { updatePayout } from "./update-payout.ts";

export type HoldPayoutDeps = Pick<ScheduleDeps, "payouts" | "scheduler" | "clock" | "newId">;

/**
 * Takes a payout out of its schedule: it is `ready`, and not paid until somebody schedules it again,
 * under a new generation and, above the policy's limit, with a new approval.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} unless it is scheduled: it may just have begun to be paid
 * @throws {PayoutChangedError} when somebody else was faster at every attempt
 */
export async function holdPayout(
  deps: HoldPayoutDeps,
  payoutId: string,
  request: { readonly reason?: string | undefined },
  person: ActingPerson,
): Promise<Payout> {
  // The payout first: from here on a firing finds it ready, pays nobody and is deleted.
  const { before, after } = await updatePayout(deps, payoutId, (payout) => {
    if (payout.state !== "scheduled") throw new WrongStateError("hold", payout);
    const nowMs = deps.clock.nowMs();
    const cause = { by: personActor(person), nowMs, eventId: deps.newId(), why: request.reason };
    return changePayout("held", payout, {}, cause);
  });
  if (before.state === "scheduled") await forgetSchedule(deps, before.schedule.name);
  return after;
}
