import pMap from "p-map";
import { type Clock, toEpochMs } from "../clock.ts";
import type { Payout } from "./payout.ts";
import type { PayoutStore } from "./payout-store.ts";
import type { ActingPerson } from "./person.ts";
import type { Reservation, ReservationStore } from "./reservation-store.ts";

export interface ReservationDeps {
  readonly reservations: ReservationStore;
  readonly payouts: Pick<PayoutStore, "get">;
  readonly clock: Pick<Clock, "nowMs">;
}

/**
 * What a payout says of a reservation that was made for it: how much of it counts, and whether that
 * is its last word.
 */
export interface CountedPoints {
  readonly points: number;
  readonly isFinal: boolean;
}

export const NOTHING_MORE: CountedPoints = { points: 0, isFinal: true };

/** Longer than any request may take: what reserved before that, and did nothing, has died. */
const LONGEST_REQUEST_MS = 10 * 60_000;
/** Payouts read at once. */
const READ_CONCURRENCY = 16;

/**
 * The reservations of something as their payouts stand now. What is not needed any more is found
 * here, not where it ends: a payout that was cancelled, held, declined or moved says so itself, and so
 * does one whose scheduling died halfway.
 */
export async function readReservations(
  deps: ReservationDeps,
  of: string,
  countedOf: (payout: Payout, reservation: Reservation) => CountedPoints,
): Promise<readonly Reservation[]> {
  return await pMap(
    await deps.reservations.list(of),
    (reservation) => readAgain(deps, of, reservation, countedOf),
    { concurrency: READ_CONCURRENCY },
  );
}

/**
 * The same stores, reading each of these lists and each payout once. All lists come first: a payout
 * that was read before its reservation was made does not know of it yet, and would say that it is
 * not needed.
 */
export async function readingOnce(
  { reservations, payouts }: Pick<ReservationDeps, "reservations" | "payouts">,
  of: readonly string[],
): Promise<Pick<ReservationDeps, "reservations" | "payouts">> {
  const list = remembering((each) => reservations.list(each));
  await Promise.all(of.map(list));
  return {
    reservations: { ...reservations, list },
    payouts: { get: remembering((payoutId) => payouts.get(payoutId)) },
  };
}

function remembering<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const found = known.get(key) ?? read(key);
    known.set(key, found);
    return found;
  };
}

async function readAgain(
  deps: ReservationDeps,
  of: string,
  reservation: Reservation,
  countedOf: (payout: Payout, reservation: Reservation) => CountedPoints,
): Promise<Reservation> {
  if (reservation.isFinal === true) return reservation;
  const payout = await deps.payouts.get(reservation.payoutId);
  const isUnused = payout === undefined || payout.revision === reservation.revision;
  // Somebody who reserved may be about to write the payout.
  if (isUnused && mayBeOnItsWay(deps, reservation)) return reservation;
  const { points, isFinal } = payout === undefined ? NOTHING_MORE : countedOf(payout, reservation);
  const now = { ...reservation, points, ...(points === 0 && { recipientPoints: 0 }), isFinal };
  if (isFinal) await deps.reservations.settle(of, now);
  return now;
}

function mayBeOnItsWay({ clock }: ReservationDeps, { at }: Reservation): boolean {
  return clock.nowMs() - toEpochMs(at) < LONGEST_REQUEST_MS;
}

/** How much a payout sends or has sent by that reservation, awaiting approval or scheduled. */
export function sentBy(payout: Payout, reservation: Reservation): CountedPoints {
  const { points, scheduledFor, generation } = reservation;
  switch (payout.state) {
    case "awaiting_approval":
      return payout.request.at === scheduledFor && payout.generation < generation
        ? { points, isFinal: false }
        : NOTHING_MORE;
    case "scheduled":
    case "distributing":
    case "paused":
    case "halted":
      return payout.schedule.generation === generation ? { points, isFinal: false } : NOTHING_MORE;
    case "completed": {
      if (payout.schedule.generation !== generation) return NOTHING_MORE;
      // Only what surely was not paid is given back.
      const { unknown, accepted, pending } = payout.report.counts;
      return unknown + accepted + pending === 0
        ? { points: payout.report.points.paid, isFinal: true }
        : { points, isFinal: false };
    }
    default:
      return NOTHING_MORE;
  }
}

/** By which two accounts of one person are found to be one. */
export function namesOf(person: ActingPerson): readonly string[] {
  const accounts = [person, ...(person.alsoKnownAs ?? [])];
  const names = accounts.flatMap(({ id, email }) => [
    `id#${id}`,
    ...(email === undefined ? [] : [`email#${email}`]),
  ]);
  return [...new Set(names)];
}
