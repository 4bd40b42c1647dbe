import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import {
  type Cause,
  changePayout,
  type PayoutChange,
  WrongStateError,
} from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, personActor } from "../payout/person.ts";
import { updatePayout } from "../payout/update-payout.ts";
import type { Payment } from "../sheet/payment.ts";
import type { ChunkStore } from "./chunk-store.ts";
import { countsOf, pointsOf } from "./count-tallies.ts";
import { findPayment } from "./find-payment.ts";
import type { LedgerEntry, Resolution } from "./ledger.ts";
import type { LedgerCorrections, LedgerStore } from "./ledger-store.ts";

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

/** Others may resolve other payments of the payout at the same time, each changing the payout. */
const NOTE_ATTEMPTS = 10;
/** The whole note is kept with the payment; the payout's events have to hold many of them. */
const NOTE_IN_TRAIL_LENGTH = 100;

/**
 * Settles an `unknown` payment by a person's decision: first in the ledger, then as an event of the
 * payout and, once it is completed, in its counts. What the ledger has is always noted, whatever
 * state the payout has reached meanwhile. The same decision again is no error, and completes what a
 * crash in between left undone.
 * @throws {RefusedError} `payout_not_found`, `payment_not_found`, `stop_first` while it is being
 *   paid, `payment_not_unknown`, `resolved_otherwise`
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
  const found = await findPayment(deps.chunks, payoutId, payout.distribution, row);
  if (found === undefined) {
    throw new RefusedError("payment_not_found", `Row ${row} of payout ${payoutId} is no payment.`);
  }
  const { chunk, payment } = found;
  const ref = { payoutId, chunk, row };
  if (isBeingPaid(payout) && (await deps.ledger.get(ref))?.resolution === undefined) {
    throw new RefusedError("stop_first", `Payout ${payoutId} is still being paid; stop it first.`);
  }
  const resolution = { as, note, by: person, at: toInstant(deps.clock.nowMs()) };
  const entry = await deps.ledger.resolve({ ref, resolution });
  const { resolved, stands } = assertResolved(entry, row, as);
  const isOurs = stands.at === resolution.at && stands.by.id === person.id;
  const cause = {
    by: personActor(stands.by),
    nowMs: deps.clock.nowMs(),
    eventId: `row-${row}-resolved`,
    why: `Row ${row}: ${as}. ${Array.from(stands.note).slice(0, NOTE_IN_TRAIL_LENGTH).join("")}`,
  };
  return { payout: await noteOnce(deps, payoutId, cause, isOurs), payment, entry: resolved };
}

type Started = PayoutIn<"distributing" | "paused" | "halted" | "completed">;

function assertStarted(payout: Payout): Started {
  switch (payout.state) {
    case "distributing":
    case "paused":
    case "halted":
    case "completed":
      return payout;
    default:
      throw new WrongStateError("resolve", payout);
  }
}

/** In an outage paying goes on by itself, and may still find out what became of a payment. */
function isBeingPaid(payout: Started): boolean {
  if (payout.state === "paused") return payout.pause.reason === "points_api_unavailable";
  return payout.state === "distributing";
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

async function isInTrail(
  { payouts }: ResolvePaymentDeps,
  payoutId: string,
  eventId: string,
): Promise<boolean> {
  return (await payouts.events(payoutId)).some((event) => event.eventId === eventId);
}

/** Another request, or an earlier try of this one, may have noted the same decision already. */
async function noteOnce(
  deps: ResolvePaymentDeps,
  payoutId: string,
  cause: Cause,
  isFirst: boolean,
): Promise<Payout> {
  let mayBeThere = !isFirst;
  const decide = async (read: Payout): Promise<PayoutChange | undefined> => {
    const payout = assertStarted(read);
    // Looked up after the payout was read: if somebody else notes it after that, our update fails.
    if (mayBeThere && (await isInTrail(deps, payoutId, cause.eventId))) return undefined;
    mayBeThere = true;
    return payout.state === "completed"
      ? changePayout("recounted", payout, { report: await recount(deps, payout) }, cause)
      : changePayout("payment_resolved", payout, {}, cause);
  };
  return (await updatePayout(deps, payoutId, decide, { attempts: NOTE_ATTEMPTS })).after;
}

/** Counted after the payout was read: of two resolutions at once, the later write counts both. */
async function recount(
  { ledger }: ResolvePaymentDeps,
  { payoutId, check, report }: PayoutIn<"completed">,
): Promise<PayoutIn<"completed">["report"]> {
  const tallies = await ledger.tallies(payoutId);
  return {
    ...report,
    counts: countsOf(check.payments, tallies),
    points: pointsOf(check.totalPoints, tallies),
    resultIsBehind: true,
  };
}
