import { toInstant } from "../clock.ts";
import { changePayout } from "./change-payout.ts";
import type { Payout } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import { type Person, personActor, recordedPerson } from "./person.ts";
import type { RenamePayoutDeps } from "./rename-payout.ts";
import { updatePayout } from "./update-payout.ts";

/**
 * Takes a draft out of the lists that nobody had scheduled or decided on, also one that was cancelled or
 * ended by itself. It is cancelled, and stays with its trail and its file, as long as files are kept:
 * whoever has its address sees who deleted it and when. Deleting it again is no error.
 * @throws {RefusedError} `payout_not_found`, `not_deletable`
 * @throws {WrongStateError} unless it is a draft, or was cancelled
 * @throws {PayoutChangedError} when somebody else was faster at every attempt
 */
export async function deleteDraft(
  deps: RenamePayoutDeps,
  payoutId: string,
  person: Person,
): Promise<Payout> {
  const { after } = await updatePayout(deps, payoutId, (payout) => {
    if (isDeleted(payout)) return undefined;
    const nowMs = deps.clock.nowMs();
    const deletedBy = { by: recordedPerson(person), at: toInstant(nowMs) };
    const cause = { by: personActor(person), nowMs, eventId: deps.newId() };
    const change = changePayout("deleted", payout, { deletedBy }, cause);
    if (mayBeDeleted(payout)) return change;
    throw new RefusedError(
      "not_deletable",
      `Payout ${payoutId} was scheduled or decided on: it can be cancelled, and stays in the lists.`,
    );
  });
  return after;
}

export function isDeleted(payout: Payout): boolean {
  return payout.state === "cancelled" && payout.deletedBy !== undefined;
}

/** What others had a part in stays where they find it: an approver, the channel, whoever held it. */
function mayBeDeleted(payout: Payout): boolean {
  const { generation, needsApproval, brake } = payout;
  const wasHeld = payout.state === "ready" && payout.heldBy !== undefined;
  return generation === 0 && needsApproval === undefined && brake === undefined && !wasHeld;
}
