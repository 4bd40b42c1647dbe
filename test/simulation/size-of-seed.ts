import {
  DEFAULT_PAYING_SETTINGS,
  type PayingSettings,
} from "../../domain/distribution/settings.ts";
import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";

/** How large the payout is, and how long everything about it takes. */
type Size = Pick<
  Plan,
  | "isLong"
  | "settings"
  | "payments"
  | "chunkSize"
  | "invocationLimitMs"
  | "yieldMarginMs"
  | "quietAfterMs"
  | "reportMs"
  | "progressEveryMs"
>;

export function drawSize(random: Random, bulkMost: number | undefined): Size {
  return {
    isLong: false,
    settings: drawSettings(random, bulkMost),
    payments: random.between(3, random.chance(0.2) ? 12 : 6),
    chunkSize: random.between(2, 4),
    invocationLimitMs: random.pick([4_000, 10_000, 30_000, 900_000]),
    yieldMarginMs: 2_500,
    quietAfterMs: random.spread(20_000, 900_000),
    reportMs: random.between(0, 50),
    progressEveryMs: 5_000,
  };
}

export function drawLongSize(random: Random): Size {
  const invocationLimitMs = random.pick([120_000, 300_000, 900_000]);
  return {
    isLong: true,
    settings: drawLongSettings(random),
    payments: random.between(10, 60),
    chunkSize: random.between(5, 20),
    invocationLimitMs,
    yieldMarginMs: 30_000,
    quietAfterMs: random.spread(1_800_000, 12 * 3_600_000),
    reportMs: random.spread(1_000, invocationLimitMs / 2),
    progressEveryMs: 60_000,
  };
}

/** The defaults, with shorter waits, so that a run holds more of what matters. */
function drawSettings(random: Random, bulkMost: number | undefined): PayingSettings {
  return {
    ...DEFAULT_PAYING_SETTINGS,
    ratePerSecond: random.pick([3, 10, 50, 200, 1_000]),
    concurrency: bulkMost === undefined ? random.between(1, 8) : bulkMost * random.between(1, 3),
    concurrencyAtStart: random.between(1, 4),
    ratePerWorker: random.pick([1, 5, 1_000, 1_000]),
    chunksPerWorker: random.chance(0.8) ? 1 : 2,
    callTimeoutMs: 1_000,
    leaseTtlMs: random.pick([3_000, 6_000]),
    backoffBaseMs: 50,
    backoffMaxMs: random.pick([400, 2_000]),
    longestHoldMs: 3_000,
    retryAfterMaxMs: 20_000,
    triesPerPayment: random.pick([4, 12]),
    breakerFirst: random.pick([3, 5, 20]),
    confirmEveryMs: 500,
    confirmEveryMaxMs: 20_000,
    lookupSettleMs: 600,
    unavailableAfterAnswers: random.between(2, 6),
    outageWaitBaseMs: 2_000,
    outageWaitMaxMs: 20_000,
    operationsPerExecution: random.pick([10, 2_500]),
    haltAfterMs: random.pick([10_000, 120_000, 1_200_000]),
    pollEveryMs: 1_000,
  };
}

/** Seconds become minutes and minutes hours, as in a payout of a million payments. */
function drawLongSettings(random: Random): PayingSettings {
  const ratePerSecond = random.pick([0.05, 0.1, 0.3]);
  return {
    ...DEFAULT_PAYING_SETTINGS,
    ratePerSecond,
    concurrency: random.between(1, 6),
    concurrencyAtStart: random.between(1, 3),
    ratePerWorker: random.chance(0.3) ? ratePerSecond / 2 : 1_000,
    chunksPerWorker: 1,
    unavailableAfterAnswers: random.between(2, 6),
    haltAfterMs: random.pick([1_200_000, DEFAULT_PAYING_SETTINGS.haltAfterMs]),
    pollEveryMs: 15_000,
  };
}

/** Payouts that meet are larger, so that they are paid at the same time. */
export function drawPayoutsOf(
  random: Random,
  { isLong, settings, payments }: Size,
): Pick<Plan, "payouts" | "payoutsMeet" | "payments" | "settings"> {
  const payouts = random.chance(0.1) ? random.between(2, 3) : 1;
  const payoutsMeet = payouts > 1 && !isLong && random.chance(0.6);
  if (!payoutsMeet) return { payouts, payoutsMeet, payments, settings };
  const ratePerSecond = random.pick([10, 20]);
  return {
    payouts,
    payoutsMeet,
    payments: random.between(10, 30),
    settings: { ...settings, ratePerSecond },
  };
}
