import { type Clock, toInstant } from "../clock.ts";
import type { Payout } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { Person } from "./person.ts";
import type { Policy } from "./policy.ts";
import {
  type CountedPoints,
  NOTHING_MORE,
  namesOf,
  type ReservationDeps,
  readReservations,
} from "./reservations.ts";
import { mayChange } from "./transitions.ts";

export interface OpenDraftsDeps extends ReservationDeps {
  readonly policy: Policy;
  readonly clock: Pick<Clock, "nowMs">;
}

/**
 * Notes a draft that a person is about to make.
 * @throws {RefusedError} `too_many_drafts` when they have as many already; then it is not to be made
 */
export async function reserveDraft(
  deps: OpenDraftsDeps,
  payoutId: string,
  person: Person,
): Promise<void> {
  const most = deps.policy.limits.openDrafts.refuseAbove;
  const at = toInstant(deps.clock.nowMs());
  const own = { payoutId, generation: 0, revision: 0, points: 1, recipientPoints: 0, at };
  const drafts = namesOf(person).map((name) => `drafts#${name}`);
  await Promise.all(drafts.map((of) => deps.reservations.reserve(of, own)));
  for (const of of drafts) {
    if ((await deps.reservations.list(of)).filter(({ points }) => points > 0).length <= most)
      continue;
    const open = (await readReservations(deps, of, whileDraft)).filter(({ points }) => points > 0);
    if (open.length <= most) continue;
    await Promise.all(
      drafts.map((each) => deps.reservations.settle(each, { ...own, points: 0, isFinal: true })),
    );
    throw tooManyDrafts(open.length, most);
  }
}

/** What waits for approval among them: nobody else would bound how much of it one person makes. */
function whileDraft({ state }: Payout): CountedPoints {
  return mayChange("expired", state) ? { points: 1, isFinal: false } : NOTHING_MORE;
}

function tooManyDrafts(amount: number, most: number): RefusedError {
  return new RefusedError(
    "too_many_drafts",
    `${amount} open drafts are more than ${most}, the policy's limits.openDrafts.refuseAbove.`,
    { limit: { most } },
  );
}
