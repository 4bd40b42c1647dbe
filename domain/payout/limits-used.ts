import type { Instant } from "../clock.ts";
import { daysOf, monthOf, sentAlone } from "./limits-across-payouts.ts";
import type { NamedPointsApiDeps } from "./named-points-api.ts";
import type { ActingPerson } from "./person.ts";
import type { Policy } from "./policy.ts";
import type { Reservation } from "./reservation-store.ts";
import { type ReservationDeps, readingOnce, readReservations, sentBy } from "./reservations.ts";

export type LimitsUsedDeps = ReservationDeps &
  NamedPointsApiDeps & { readonly policy: Pick<Policy, "defaultTimeZone"> };

/** What of a limit across payouts is taken. */
export interface UsedOfLimit {
  readonly points: number;
  /** How many of them were paid by payouts that came to their end: the others are still to be. */
  readonly pointsPaid: number;
  readonly payouts: number;
  /** Some payouts were counted as they were scheduled, which may be more than they came to. */
  readonly isAtMost?: true;
}

/** Payouts that are looked at for one answer; what became of the others is found out by the next ones. */
const MOST_PAYOUTS_READ = 200;

/** What the company sends in the month of `at` by one points API, as its limit counts it. */
export async function usedInMonth(
  deps: LimitsUsedDeps,
  pointsApi: string | undefined,
  at: Instant,
): Promise<UsedOfLimit> {
  return await used(deps, [monthOf(deps, { pointsApi, scheduledFor: at })], sentBy);
}

/** What a person sends without another one on the day of `at` by one points API. */
export async function usedInDay(
  deps: LimitsUsedDeps,
  pointsApi: string | undefined,
  { at, person }: { readonly at: Instant; readonly person: ActingPerson },
): Promise<UsedOfLimit> {
  return await used(deps, daysOf(deps, { pointsApi, scheduledFor: at }, person), sentAlone);
}

async function used(
  deps: LimitsUsedDeps,
  of: readonly string[],
  countedOf: typeof sentBy,
): Promise<UsedOfLimit> {
  const once = { ...deps, ...(await readingOnce(deps, of)) };
  const counted = new Map<string, Reservation>();
  let isAtMost = false;
  for (const each of of) {
    const all = await once.reservations.list(each);
    const open = all.filter(({ isFinal }) => isFinal !== true);
    const looked = open.slice(0, MOST_PAYOUTS_READ);
    const list = async () => looked;
    const read = await readReservations(
      { ...once, reservations: { ...once.reservations, list } },
      each,
      countedOf,
    );
    isAtMost ||= looked.length < open.length;
    const closed = all.filter(({ isFinal }) => isFinal === true);
    for (const one of [...closed, ...read, ...open.slice(MOST_PAYOUTS_READ)]) {
      if (one.points > 0) counted.set(`${one.payoutId}#${one.generation}`, one);
    }
  }
  const reservations = [...counted.values()];
  return {
    points: sumOf(reservations),
    pointsPaid: sumOf(reservations.filter(({ isFinal }) => isFinal === true)),
    payouts: new Set(reservations.map(({ payoutId }) => payoutId)).size,
    ...(isAtMost && { isAtMost: true as const }),
  };
}

function sumOf(reservations: readonly Reservation[]): number {
  return reservations.reduce((sum, { points }) => sum + points, 0);
}
