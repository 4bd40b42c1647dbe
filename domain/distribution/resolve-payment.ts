import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, recordedPerson } from "../payout/person.ts";
import { assertLedgerKept } from "../payout/retention.ts";
import type { Payment } from "../sheet/payment.ts";
import type { ChunkStore } from "./chunk-store.ts";
import { findPayment } from "./find-payment.ts";
import type { LedgerEntry, Word } from "./ledger.ts";
import type { LedgerCorrections, LedgerStore, PaymentRef } from "./ledger-store.ts";
import {
  assertStarted,
  isBeingPaid,
  leftBeforeOf,
  noteResolution,
  rowEventId,
  rowsEventId,
  saidOf,
} from "./note-resolution.ts";
import { standingOf } from "./second-person.ts";

export interface ResolvePaymentDeps {
  readonly payouts: PayoutStore;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "get" | "tallies"> & Pick<LedgerCorrections, "resolve">;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface ResolvePaymentRequest {
  readonly row: number;
  readonly as: Word["as"];
  readonly note: string;
}

export interface ResolvedPayment {
  readonly payout: Payout;
  readonly payment: Payment;
  readonly entry: LedgerEntry;
}

/**
 * Settles an `unknown` payment by people's words: first in the ledger, then as an event of the
 * payout and, once it is completed, in its counts. As paid it takes one person; as not paid, two, of
 * which the first one only proposes it. In a halted payout also one that its worker left `sending`;
 * nobody asks for it again then. What the ledger has is always noted, whatever state the payout has
 * reached meanwhile. The same word again is no error, and completes what a crash in between left
 * undone.
 * @throws {RefusedError} `payout_not_found`, `payment_not_found`, `stop_first` while it is being
 *   paid, `payment_not_unknown`, `resolved_otherwise`, `retention_over`
 * @throws {WrongStateError} before it was ever paid
 * @throws {PayoutChangedError} when others kept changing the payout; asking again finishes it
 */
export async function resolvePayment(
  deps: ResolvePaymentDeps,
  payoutId: string,
  { row, as, note }: ResolvePaymentRequest,
  person: Person,
): Promise<ResolvedPayment> {
  const payout = assertStarted(await getPayout(deps.payouts, payoutId));
  assertLedgerKept(payout, deps.clock.nowMs());
  const found = await findPayment(deps.chunks, payoutId, payout.distribution, row);
  if (found === undefined) {
    throw new RefusedError("payment_not_found", `Row ${row} of payout ${payoutId} is no payment.`);
  }
  const { chunk, payment } = found;
  const ref = { payoutId, chunk, row };
  const nowMs = deps.clock.nowMs();
  const word: Word = { as, note, by: recordedPerson(person), at: toInstant(nowMs) };
  const isLocked = isBeingPaid(payout);
  const entry = isLocked
    ? await deps.ledger.get(ref)
    : await deps.ledger.resolve({ ref, word, leftBefore: leftBeforeOf(payout, nowMs) });
  const standing = standingOf(word, entry);
  if (entry === undefined || standing === undefined) throw refusalOf(ref, entry, isLocked);
  const stands = standing.word;
  if (stands === undefined) return { payout, payment, entry };
  const after = await noteResolution(deps, payoutId, {
    stands,
    what: `Row ${row}: ${saidOf(standing)}.`,
    settles: standing.as === "settled",
    eventId: rowEventId(row, standing),
    otherIds: [rowsEventId(stands)],
    takenAfter: stands.at === word.at && stands.by.id === person.id ? payout.revision : undefined,
  });
  return { payout: after, payment, entry };
}

/** Why a word does not stand in the ledger. */
function refusalOf(
  { payoutId, row }: PaymentRef,
  entry: LedgerEntry | undefined,
  isLocked: boolean,
): RefusedError {
  if (entry?.resolution !== undefined) {
    const { as, by, at } = entry.resolution;
    const message = `Row ${row} was resolved as ${as} by ${by.name} at ${at}.`;
    return new RefusedError("resolved_otherwise", message);
  }
  if (isLocked) {
    return new RefusedError("stop_first", `Payout ${payoutId} is still being paid; stop it first.`);
  }
  const state = entry?.state ?? "pending";
  return new RefusedError("payment_not_unknown", `Row ${row} is ${state}, not unknown.`);
}
