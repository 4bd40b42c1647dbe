import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";

/** How the first payments of a payout are paid alone and looked at, and what the points API tells of it. */
export interface CanaryOfSeed {
  /** So many of them, in payouts of so many at least; as the policy has it. */
  readonly payments: number;
  readonly atLeastPayments: number;
  /** The points API tells what its users have. */
  readonly tellsBalances: boolean;
  /** Of users: they spend at once what they get, and nobody sees that they got it. */
  readonly spent: number;
}

/** As the policy has it by itself: few payouts of a seed are that large. */
export const USUAL_CANARY: CanaryOfSeed = {
  payments: 3,
  atLeastPayments: 20,
  tellsBalances: false,
  spent: 0,
};

/** Of seeds in which small payouts have a canary, too. */
const CANARY_SHARE = 0.12;

/**
 * The same plan with payouts of which some are paid first. Drawn from numbers of its own, so that a seed
 * without them stays what it is.
 */
export function withCanary(random: Random, plan: Plan): Plan {
  if (plan.isLong || !random.chance(CANARY_SHARE)) return plan;
  const payments = random.between(1, Math.min(3, plan.chunkSize));
  const tellsBalances = random.chance(0.6);
  const spent = tellsBalances ? random.pick([0, 0.2, 0.5]) : 0;
  return {
    ...plan,
    canary: { payments, atLeastPayments: payments + 1, tellsBalances, spent },
  };
}
