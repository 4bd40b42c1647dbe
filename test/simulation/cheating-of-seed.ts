import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";

/** The limit of one payout is the largest total of its seed: each may be sent by one person alone. */
export interface Cheating {
  /** How often they try something. */
  readonly tries: number;
  /** When the limit is lowered to half of that; in some seeds never. */
  readonly lowersAfterMs: number | undefined;
  /** Nobody may send more in a month than so many times the limit, whoever approves. */
  readonly refusedAboveTimes: number;
  /** How often the approver brakes what they see. */
  readonly brakes: number;
  /** Limits of what one user may get, in seeds whose payouts have a user in common. */
  readonly recipients: RecipientRules | undefined;
  /** Two people must approve what comes to more than this share of the limit; mostly one is enough. */
  readonly twoApproveAbove: number | undefined;
}

/** In these seeds nobody limits what one person sends: it is the users who are looked at. */
export interface RecipientRules {
  /** One user may get so many times the largest amount of one payout in a day without approval, */
  readonly dayTimes: number;
  /** so many times that in a month, */
  readonly monthTimes: number;
  /** and of either so many times that at all. */
  readonly refusedAboveTimes: number;
  /** When the company's day ends, after the start. */
  readonly dayEndsAfterMs: number;
  /** The second payout is a dry run, which counts nowhere. */
  readonly hasDryRun: boolean;
}

/** Of seeds in which somebody cheats. */
const CHEATING_SHARE = 0.12;

/**
 * The same plan with somebody who cheats. Drawn from numbers of its own, so that a seed without one
 * stays what it is.
 */
export function withCheating(random: Random, plan: Plan): Plan {
  if (plan.isLong || plan.restore !== undefined || !random.chance(CHEATING_SHARE)) return plan;
  const payouts = random.between(2, 4);
  const drawn = {
    tries: random.between(5, 25),
    lowersAfterMs: random.chance(0.7) ? random.spread(5_000, 600_000) : undefined,
    refusedAboveTimes: random.pick([1, 1.5, 100]),
    brakes: random.between(0, 3),
  };
  const recipients = random.chance(0.4) ? drawRecipientRules(random) : undefined;
  const twoApproveAbove = random.chance(0.3) ? random.pick([0, 0.5, 0.8]) : undefined;
  return {
    ...plan,
    payouts,
    payoutsMeet: false,
    payments: Math.min(plan.payments, 4),
    needsApproval: false,
    dryRun: false,
    sheetChangesAfterMs: undefined,
    // Whose clock is ten minutes ahead takes others' requests for dead that have only just begun.
    clockSkewMs: Math.min(plan.clockSkewMs, 300_000),
    cheating: { ...drawn, recipients, twoApproveAbove },
  };
}

function drawRecipientRules(random: Random): RecipientRules {
  return {
    dayTimes: random.pick([1, 1, 1.5]),
    monthTimes: random.pick([1, 1.5, 3]),
    refusedAboveTimes: random.pick([1, 1.5, 100]),
    dayEndsAfterMs: random.between(1, 10) * 60_000,
    hasDryRun: random.chance(0.3),
  };
}
