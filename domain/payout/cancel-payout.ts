import { changePayout } from "./change-payout.ts";
import { getPayout } from "./get-payout.ts";
import type { Payout } from "./payout.ts";
import { type Person, personActor } from "./person.ts";
import type { ScheduleDeps } from "./schedule-payout.ts";

/**
 * Cancels a payout that has not begun to be paid, and removes its schedule. Cancelling again is no
 * error and removes a schedule that an interrupted cancellation left.
 * @throws {RefusedError} `payout_not_found`
 * @throws {WrongStateError} once distribution has begun
 * @throws {PayoutChangedError} when it fired or was changed at the same time
 */
export async function cancelPayout(
  deps: Pick<ScheduleDeps, "payouts" | "scheduler" | "clock" | "newId">,
  payoutId: string,
  person: Person,
): Promise<Payout> {
  const payout = await getPayout(deps.payouts, payoutId);
  const cancelled = payout.state === "cancelled" ? payout : await cancel(deps, payout, person);
  if ("schedule" in cancelled && cancelled.schedule !== undefined) {
    await deps.scheduler.delete(cancelled.schedule.name);
  }
  return cancelled;
}

async function cancel(
  deps: Pick<ScheduleDeps, "payouts" | "clock" | "newId">,
  payout: Payout,
  person: Person,
): Promise<Payout> {
  // The payout first: from here on a firing finds it cancelled and pays nobody.
  const change = changePayout(
    "cancelled",
    payout,
    {},
    {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
    },
  );
  await deps.payouts.change(change.payout, change.event);
  return change.payout;
}
