import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import { type Person, personActor } from "../payout/person.ts";
import { mayChange, TRANSITIONS } from "../payout/transitions.ts";
import { updatePayout } from "../payout/update-payout.ts";

export interface MarkLedgerRestoredDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** States from which payouts may still pay, in the usual order, so that few move on unseen. */
const STATES = TRANSITIONS.ledger_restored.from;

/**
 * Writes to every payout that may still pay that the table was restored from a backup: the ledger
 * does not know what was paid since the backup, so that from now on each payment without an entry
 * is in doubt. To be run before anything pays again. Repeating it is harmless, and completes it
 * after a crash.
 * @returns the ids of the payouts that were marked by this call
 */
export async function markLedgerRestored(
  deps: MarkLedgerRestoredDeps,
  { note }: { readonly note: string },
  person: Person,
): Promise<readonly string[]> {
  const marked: string[] = [];
  // Again after each pass that marked some: a payout may have gone back a state meanwhile.
  for (let before = -1; before < marked.length; ) {
    before = marked.length;
    for (const state of STATES) {
      for await (const { payoutId } of payoutsInState(deps.payouts, state)) {
        if (await mark(deps, payoutId, note, person)) marked.push(payoutId);
      }
    }
  }
  return marked;
}

async function mark(
  { payouts, clock, newId }: MarkLedgerRestoredDeps,
  payoutId: string,
  note: string,
  person: Person,
): Promise<boolean> {
  const { before, after } = await updatePayout({ payouts }, payoutId, (payout) => {
    if (payout.ledgerRestoredAt !== undefined) return undefined;
    if (!mayChange("ledger_restored", payout.state)) return undefined;
    const nowMs = clock.nowMs();
    const cause = { by: personActor(person), nowMs, eventId: newId(), why: note };
    return changePayout("ledger_restored", payout, { ledgerRestoredAt: toInstant(nowMs) }, cause);
  });
  return after.revision > before.revision;
}
