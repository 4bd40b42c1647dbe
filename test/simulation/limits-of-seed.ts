import type { Plan } from "./plan.ts";
import { zoneOfMidnightAt } from "./planned-hours.ts";
import type { DrawnPayouts } from "./sheets-of-seed.ts";
import { START_MS } from "./timeline.ts";

/** What may be sent in a seed with somebody who cheats. */
export interface LimitsOfSeed {
  /** Of one payout without approval. */
  readonly payoutPoints: number;
  /** Of one person and day without approval. */
  readonly personDayPoints: number;
  /** Of the company and month, whoever approves. */
  readonly monthPoints: number;
  /** Of one user without approval, and whoever approves. */
  readonly recipientDay: RecipientLimit;
  readonly recipientMonth: RecipientLimit;
  /** Above which two must approve. */
  readonly secondApproverPoints: number;
}

export interface RecipientLimit {
  readonly approvalAbove: number;
  readonly refuseAbove: number;
}

/** The most that sheets of the seed come to: in all, and for one user. */
export interface Largest {
  readonly total: number;
  readonly ofUser: number;
}

const NO_LIMIT = 1_000_000_000;
const NO_RECIPIENT_LIMIT = { approvalAbove: NO_LIMIT, refuseAbove: NO_LIMIT };
const NO_LIMITS: LimitsOfSeed = {
  payoutPoints: NO_LIMIT,
  personDayPoints: NO_LIMIT,
  monthPoints: NO_LIMIT,
  recipientDay: NO_RECIPIENT_LIMIT,
  recipientMonth: NO_RECIPIENT_LIMIT,
  secondApproverPoints: NO_LIMIT,
};

/** The limits at that time; without one, the highest that there ever were. */
export function limitsOf({ cheating }: Plan, largest: Largest, atMs = 0): LimitsOfSeed {
  if (cheating === undefined) return NO_LIMITS;
  const { lowersAfterMs, refusedAboveTimes, recipients, twoApproveAbove } = cheating;
  const isLowered = lowersAfterMs !== undefined && atMs >= START_MS + lowersAfterMs;
  const lowered = isLowered ? 0.5 : 1;
  // Where users are looked at it is what they may get that is lowered.
  const limit = Math.floor(largest.total * (recipients === undefined ? lowered : 1));
  const ofUser = (times: number): RecipientLimit => {
    if (recipients === undefined) return NO_RECIPIENT_LIMIT;
    const approvalAbove = Math.floor(largest.ofUser * times * lowered);
    return {
      approvalAbove,
      refuseAbove: Math.floor(largest.ofUser * times * recipients.refusedAboveTimes),
    };
  };
  const { dayTimes, monthTimes } = recipients ?? { dayTimes: 1, monthTimes: 1 };
  return {
    payoutPoints: limit,
    personDayPoints: recipients === undefined ? limit : NO_LIMIT,
    monthPoints: Math.floor(largest.total * refusedAboveTimes),
    recipientDay: ofUser(dayTimes),
    recipientMonth: ofUser(dayTimes * monthTimes),
    secondApproverPoints:
      twoApproveAbove === undefined ? NO_LIMIT : Math.floor(limit * twoApproveAbove),
  };
}

export function largestOf({ payouts }: DrawnPayouts): Largest {
  const sheets = payouts.flatMap((one) => one.sheets);
  const totals = sheets.map(({ payments }) => sumOf(payments));
  const ofUsers = sheets.flatMap(({ payments }) =>
    payments.map(({ userId }) => sumOf(payments.filter((one) => one.userId === userId))),
  );
  return { total: Math.max(0, ...totals), ofUser: Math.max(0, ...ofUsers) };
}

function sumOf(payments: readonly { readonly points: number }[]): number {
  return payments.reduce((sum, { points }) => sum + points, 0);
}

/** By whose days and months limits count. */
export function companyZone({ cheating }: Plan): string {
  const dayEndsAfterMs = cheating?.recipients?.dayEndsAfterMs;
  return dayEndsAfterMs === undefined ? "UTC" : zoneOfMidnightAt(START_MS + dayEndsAfterMs);
}

/** The company's day and month of a time, by plain arithmetic. */
export function companyPeriods(
  { cheating }: Plan,
  at: string,
): { readonly day: string; readonly month: string } {
  const dayEndsAfterMs = cheating?.recipients?.dayEndsAfterMs;
  const sinceMidnightMs = dayEndsAfterMs === undefined ? 0 : (START_MS + dayEndsAfterMs) % DAY_MS;
  const local = new Date(Date.parse(at) - sinceMidnightMs).toISOString();
  return { day: local.slice(0, "2026-11-23".length), month: local.slice(0, "2026-11".length) };
}

const DAY_MS = 24 * 3_600_000;
