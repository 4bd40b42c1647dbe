import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";

/** How completed payouts are compared with the points API's books, in seeds where they are. */
export interface Receipts {
  /** Of how many payments of each payout by itself. */
  readonly samplePayments: number;
  /** How often somebody asks for all of them. */
  readonly tries: number;
  /** Of payments that were made: the points API's books show something else later. */
  readonly disturbed: number;
}

/** Of seeds in which payouts are compared. */
const RECEIPTS_SHARE = 0.11;
/** So long things go wrong at least: a payout is paid first, and then compared. */
const GOES_WRONG_FOR_MS = [180_000, 700_000] as const;

/**
 * The same plan with small payouts that are compared with the books. Drawn from numbers of its own,
 * so that a seed without receipts stays what it is.
 */
export function withReceipts(random: Random, plan: Plan): Plan {
  if (plan.isLong || plan.dryRun || !random.chance(RECEIPTS_SHARE)) return plan;
  const ratePerSecond = random.pick([3, 3, plan.settings.ratePerSecond]);
  return {
    ...plan,
    payouts: random.pick([1, 1, 2]),
    payoutsMeet: false,
    payments: random.between(3, 8),
    sheetChangesAfterMs: undefined,
    quietAfterMs: Math.max(plan.quietAfterMs, random.spread(...GOES_WRONG_FOR_MS)),
    settings: { ...plan.settings, ratePerSecond },
    receipts: {
      samplePayments: random.pick([0, 1, 2, 3]),
      tries: random.between(1, 4),
      disturbed: plan.restore === undefined ? random.pick([0, 0.2, 0.5]) : 0,
    },
  };
}
