import { type Instant, toInstant } from "../clock.ts";
import { approverOf } from "./approval.ts";
import { type ApprovalReason, above } from "./approval-reason.ts";
import { periodsOf } from "./company-periods.ts";
import { type NamedPointsApiDeps, pointsApiNameOf } from "./named-points-api.ts";
import type { Payout, PayoutIn, PayoutSchedule } from "./payout.ts";
import type { ActingPerson } from "./person.ts";
import type { Policy } from "./policy.ts";
import { findRecipientsAbove, type RecipientLimitsDeps } from "./recipient-limits.ts";
import type { Reservation } from "./reservation-store.ts";
import {
  type CountedPoints,
  NOTHING_MORE,
  namesOf,
  type ReservationDeps,
  readingOnce,
  readReservations,
  sentBy,
} from "./reservations.ts";

export type AcrossPayoutsDeps = ReservationDeps & RecipientLimitsDeps;

/** By which days and months are told apart, and one points API's from another's. */
type LimitedDeps = NamedPointsApiDeps & { readonly policy: Pick<Policy, "defaultTimeZone"> };

/** A payout that is to be sent at a time, as it is before it is scheduled for that. */
export interface Sending
  extends Pick<
    PayoutIn<"ready">,
    | ("payoutId" | "revision" | "generation")
    | ("dryRun" | "reversalOf" | "pointsApi" | "sheet" | "check")
    | ("brake" | "needsApproval" | "originalApproved" | "settledBy" | "afterRestore")
  > {
  readonly scheduledFor: Instant;
  /** Who made it and who sends it: to each of them it counts. */
  readonly people: readonly ActingPerson[];
  /** How it is scheduled now, if it is. */
  readonly schedule?: Pick<PayoutSchedule, "approval" | "approvedBy"> | undefined;
  /** Since when it is scheduled, where it is looked at again: what was scheduled later waits for it. */
  readonly reservedAt?: Instant | undefined;
}

/**
 * What a payout comes to together with others: those of the people who send it on that day, and
 * those of the company in that month. `payoutLimit`: what one payout may come to.
 */
export async function findAcrossPayouts(
  deps: AcrossPayoutsDeps,
  payout: Sending,
  payoutLimit: number,
): Promise<readonly ApprovalReason[]> {
  const own = reservationOf(deps, payout);
  const months = [monthOf(deps, payout)];
  const days = payout.people.map((person) => daysOf(deps, payout, person));
  const all = [...new Set([...months, ...days.flat()])];
  await Promise.all(all.map((of) => deps.reservations.reserve(of, own)));
  const once = { ...deps, ...(await readingOnce(deps, all)) };
  const [byMonth, ...byPeople] = await Promise.all([
    findInMonth(once, payout, own, months),
    ...days.map((of) => findInDay(once, payout, own, of, payoutLimit)),
  ]);
  return [...largestOfEach(byPeople.flat()), ...byMonth];
}

function reservationOf(deps: AcrossPayoutsDeps, payout: Sending): Reservation {
  const { payoutId, generation, revision, scheduledFor, check } = payout;
  return {
    payoutId,
    generation: generation + 1,
    revision,
    scheduledFor,
    points: check.totalPoints,
    recipientPoints: check.largestRecipientPoints ?? check.largestPoints ?? check.totalPoints,
    at: payout.reservedAt ?? toInstant(deps.clock.nowMs()),
  };
}

/** What the company's month is reserved under. */
export function monthOf(
  deps: LimitedDeps,
  payout: Pick<Sending, "pointsApi" | "scheduledFor">,
): string {
  const api = pointsApiNameOf(deps, payout) ?? "";
  return `company#${api}#${periodsOf(deps, payout.scheduledFor).month}`;
}

/** What a person's day is reserved under: by their account, and by their address. */
export function daysOf(
  deps: LimitedDeps,
  payout: Pick<Sending, "pointsApi" | "scheduledFor">,
  person: ActingPerson,
): readonly string[] {
  const api = pointsApiNameOf(deps, payout) ?? "";
  const { day } = periodsOf(deps, payout.scheduledFor);
  return namesOf(person).map((name) => `person#${api}#${day}#${name}`);
}

async function findInDay(
  deps: AcrossPayoutsDeps,
  payout: Sending,
  own: Reservation,
  of: readonly string[],
  payoutLimit: number,
): Promise<readonly ApprovalReason[]> {
  const { personDayPoints, personDayPayouts } = deps.policy.limits;
  const period = periodsOf(deps, payout.scheduledFor).day;
  return await findIn(deps, payout, own, { of, countedOf: sentAlone }, (others) => [
    ...above(
      "person_day_points",
      own.points + pointsOf(others),
      { ...personDayPoints, approvalAbove: personDayPoints.approvalAbove ?? payoutLimit },
      { period },
    ),
    ...above("person_day_payouts", 1 + payoutsIn(others), personDayPayouts, { period }),
  ]);
}

async function findInMonth(
  deps: AcrossPayoutsDeps,
  payout: Sending,
  own: Reservation,
  of: readonly string[],
): Promise<readonly ApprovalReason[]> {
  const { companyMonthPoints } = deps.policy.limits;
  const period = periodsOf(deps, payout.scheduledFor).month;
  const month = { of, countedOf: sentBy };
  const byCompany = await findIn(deps, payout, own, month, (others) =>
    above("company_month_points", own.points + pointsOf(others), companyMonthPoints, { period }),
  );
  const byRecipient = await findRecipientsAbove(
    deps,
    { ...payout, recipientPoints: own.recipientPoints },
    {
      reserved: async () => besides(payout, own, await listed(deps, of)),
      known: async () => besides(payout, own, await readAll(deps, month)),
    },
  );
  return [...byCompany, ...byRecipient];
}

interface Reserved {
  readonly of: readonly string[];
  readonly countedOf: (payout: Payout, reservation: Reservation) => CountedPoints;
}

/** Only what is too much at first sight is looked at closely: payouts are read for it. */
async function findIn(
  deps: AcrossPayoutsDeps,
  payout: Sending,
  own: Reservation,
  reserved: Reserved,
  find: (others: readonly Reservation[]) => readonly ApprovalReason[],
): Promise<readonly ApprovalReason[]> {
  const atFirstSight = find(besides(payout, own, await listed(deps, reserved.of)));
  if (atFirstSight.length === 0) return [];
  return find(besides(payout, own, await readAll(deps, reserved)));
}

async function listed(deps: AcrossPayoutsDeps, of: readonly string[]) {
  return (await Promise.all(of.map((each) => deps.reservations.list(each)))).flat();
}

async function readAll(deps: AcrossPayoutsDeps, { of, countedOf }: Reserved) {
  const read = of.map((each) => readReservations(deps, each, countedOf));
  return (await Promise.all(read)).flat();
}

/** Those of other payouts, each once; of one that is looked at again, those that were there before it. */
function besides(
  payout: Sending,
  own: Reservation,
  all: readonly Reservation[],
): readonly Reservation[] {
  const isBefore = (one: Reservation) =>
    payout.reservedAt === undefined ||
    one.at < own.at ||
    (one.at === own.at && one.payoutId < own.payoutId);
  const others = new Map<string, Reservation>();
  for (const one of all) {
    if (one.payoutId === own.payoutId || one.points === 0 || !isBefore(one)) continue;
    others.set(`${one.payoutId}#${one.generation}`, one);
  }
  return [...others.values()];
}

function pointsOf(reservations: readonly Reservation[]): number {
  return reservations.reduce((sum, { points }) => sum + points, 0);
}

function payoutsIn(reservations: readonly Reservation[]): number {
  return new Set(reservations.map(({ payoutId }) => payoutId)).size;
}

/** Two people send it: what is said of the one of them who sends more. */
function largestOfEach(reasons: readonly ApprovalReason[]): readonly ApprovalReason[] {
  const sorted = reasons.toSorted((one, other) => (other.amount ?? 0) - (one.amount ?? 0));
  return sorted.filter((one, at) => sorted.findIndex(({ code }) => code === one.code) === at);
}

/** What a second person approved, nobody sent alone. */
export function sentAlone(payout: Payout, reservation: Reservation): CountedPoints {
  if (payout.state === "awaiting_approval") return NOTHING_MORE;
  const isApproved =
    "schedule" in payout &&
    payout.schedule !== undefined &&
    approverOf(payout.schedule) !== undefined;
  return isApproved ? NOTHING_MORE : sentBy(payout, reservation);
}
