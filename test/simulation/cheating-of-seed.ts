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
}

/** Of seeds in which somebody cheats. */
const CHEATING_SHARE = 0.12;

/**
 * The same plan with somebody who cheats. Drawn from numbers of its own, so that a seed without one
 * stays what it is.
 */
export function withCheating(random: Random, plan: Plan): Plan {
  if (plan.isLong || plan.restore !== undefined || !random.chance(CHEATING_SHARE)) return plan;
  return {
    ...plan,
    payouts: random.between(2, 4),
    payoutsMeet: false,
    payments: Math.min(plan.payments, 4),
    needsApproval: false,
    dryRun: false,
    sheetChangesAfterMs: undefined,
    // Whose clock is ten minutes ahead takes others' requests for dead that have only just begun.
    clockSkewMs: Math.min(plan.clockSkewMs, 300_000),
    cheating: {
      tries: random.between(5, 25),
      lowersAfterMs: random.chance(0.7) ? random.spread(5_000, 600_000) : undefined,
      refusedAboveTimes: random.pick([1, 1.5, 100]),
      brakes: random.between(0, 3),
    },
  };
}
