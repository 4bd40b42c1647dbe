import { type Clock, type Instant, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import { type Person, personActor, recordedPerson } from "../payout/person.ts";
import { mayChange, TRANSITIONS } from "../payout/transitions.ts";
import { updatePayout } from "../payout/update-payout.ts";
import type { LedgerOrigin } from "./ledger-origin.ts";

export interface MarkLedgerRestoredDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly ledgerOrigin?: LedgerOrigin | undefined;
}

/** States from which payouts may still pay, in the usual order, so that few move on unseen. */
const STATES = TRANSITIONS.ledger_restored.from;

/**
 * Writes to every payout that may still pay that the table was restored from a backup: the ledger
 * does not know what was paid since the backup, so that from now on each payment without an entry
 * is in doubt. Then the table counts as taking the place of the one it was restored from: what was held
 * because it is a copy may be paid. To be run before anything pays again. Repeating it is harmless, and
 * completes it after a crash.
 * @returns the ids of the payouts that were marked by this call
 */
export async function markLedgerRestored(
  deps: MarkLedgerRestoredDeps,
  { note }: { readonly note: string },
  person: Person,
): Promise<readonly string[]> {
  const { clock, ledgerOrigin } = deps;
  // A mark from before the copy is of an earlier restore.
  const since = (await ledgerOrigin?.read())?.copiedAt ?? "";
  const marked: string[] = [];
  // Again after each pass that marked some: a payout may have gone back a state meanwhile.
  for (let before = -1; before < marked.length; ) {
    before = marked.length;
    for (const state of STATES) {
      for await (const { payoutId } of payoutsInState(deps.payouts, state)) {
        if (await mark(deps, { payoutId, since, note }, person)) marked.push(payoutId);
      }
    }
  }
  // Last of all: once nothing holds payouts any more, all of them are marked.
  await ledgerOrigin?.adopt({ by: recordedPerson(person), at: toInstant(clock.nowMs()), note });
  return marked;
}

async function mark(
  { payouts, clock, newId }: MarkLedgerRestoredDeps,
  {
    payoutId,
    since,
    note,
  }: { readonly payoutId: string; readonly since: Instant; readonly note: string },
  person: Person,
): Promise<boolean> {
  const { before, after } = await updatePayout({ payouts }, payoutId, (payout) => {
    const { ledgerRestoredAt: markedAt } = payout;
    if (markedAt !== undefined && markedAt >= since) return undefined;
    if (!mayChange("ledger_restored", payout.state)) return undefined;
    const nowMs = clock.nowMs();
    const cause = { by: personActor(person), nowMs, eventId: newId(), why: note };
    return changePayout("ledger_restored", payout, { ledgerRestoredAt: toInstant(nowMs) }, cause);
  });
  return after.revision > before.revision;
}
