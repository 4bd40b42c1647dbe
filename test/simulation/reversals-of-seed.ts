import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";

/** How people take back what was paid, in seeds whose points API does. */
export interface Reversals {
  /** How often somebody asks for it. */
  readonly tries: number;
  /** Of users: they have spent what they got, and nothing can be taken back from them. */
  readonly spent: number;
}

/** Of seeds in which points are taken back. */
const REVERSALS_SHARE = 0.11;
/** So long things go wrong at least: a payout is paid first, and then what takes it back. */
const GOES_WRONG_FOR_MS = [240_000, 900_000] as const;
const RESTORED_SHARE = 0.2;

/**
 * The same plan with small payouts that people take back. Drawn from numbers of its own, so that a
 * seed without reversals stays what it is.
 */
export function withReversals(random: Random, plan: Plan): Plan {
  if (plan.isLong || plan.dryRun || !random.chance(REVERSALS_SHARE)) return plan;
  const quietAfterMs = Math.max(plan.quietAfterMs, random.spread(...GOES_WRONG_FOR_MS));
  const isRestored = random.chance(RESTORED_SHARE);
  const atMs = random.between(90_000, quietAfterMs);
  const backMs = random.spread(1_000, 90_000);
  const personSettles = random.chance(0.6) ? 0.6 : plan.rates.personSettles;
  return {
    ...plan,
    rates: { ...plan.rates, personSettles },
    payouts: 1,
    payoutsMeet: false,
    payments: random.between(2, 5),
    sheetChangesAfterMs: undefined,
    quietAfterMs,
    restore: isRestored ? { atMs, backMs } : undefined,
    reversals: { tries: random.between(3, 7), spent: random.pick([0, 0.2, 0.5]) },
  };
}
