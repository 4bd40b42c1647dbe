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
import type { LedgerEntry, Resolution } from "./ledger.ts";
import type { LedgerCorrections, LedgerStore } from "./ledger-store.ts";
import {
  assertStarted,
  isBeingPaid,
  leftBeforeOf,
  noteResolution,
  rowEventId,
  rowsEventId,
} from "./note-resolution.ts";

export interface ResolvePaymentDeps {
  readonly payouts: PayoutStore;
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "get" | "tallies"> & Pick<LedgerCorrections, "resolve">;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface ResolvePaymentRequest {
  readonly row: number;
  readonly as: Resolution["as"];
  readonly note: string;
}

export interface ResolvedPayment {
  readonly payout: Payout;
  readonly payment: Payment;
  readonly entry: LedgerEntry;
}

/**
 * Settles an `unknown` payment by a person's decision: first in the ledger, then as an event of the
 * payout and, once it is completed, in its counts. In a halted payout also one that its worker left
 * `sending`; nobody asks for it again then. What the ledger has is always noted, whatever state the
 * payout has reached meanwhile. The same decision again is no error, and completes what a crash in
 * between left undone.
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
  if (isBeingPaid(payout) && (await deps.ledger.get(ref))?.resolution === undefined) {
    throw new RefusedError("stop_first", `Payout ${payoutId} is still being paid; stop it first.`);
  }
  const nowMs = deps.clock.nowMs();
  const resolution = { as, note, by: recordedPerson(person), at: toInstant(nowMs) };
  const leftBefore = leftBeforeOf(payout, nowMs);
  const entry = await deps.ledger.resolve({ ref, resolution, leftBefore });
  const { resolved, stands } = assertResolved(entry, row, as);
  const after = await noteResolution(deps, payoutId, {
    stands,
    what: `Row ${row}: ${as}.`,
    eventId: rowEventId(row),
    otherIds: [rowsEventId(stands)],
    isFirst: stands.at === resolution.at && stands.by.id === person.id,
  });
  return { payout: after, payment, entry: resolved };
}

function assertResolved(
  entry: LedgerEntry | undefined,
  row: number,
  as: Resolution["as"],
): { readonly resolved: LedgerEntry; readonly stands: Resolution } {
  if (entry?.resolution === undefined) {
    const state = entry?.state ?? "pending";
    throw new RefusedError("payment_not_unknown", `Row ${row} is ${state}, not unknown.`);
  }
  const { resolution } = entry;
  if (resolution.as === as) return { resolved: entry, stands: resolution };
  throw new RefusedError(
    "resolved_otherwise",
    `Row ${row} was resolved as ${resolution.as} by ${resolution.by.name} at ${resolution.at}.`,
  );
}
