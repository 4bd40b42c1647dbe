import type { Description } from "../../connectors/connector.ts";
import {
  DEFAULT_PAYING_SETTINGS,
  type PayingSettings,
} from "../../domain/distribution/settings.ts";
import { optional } from "../../domain/optional.ts";

/** How long a lease lasts beyond any call made under it: time to renew it, more than once. */
const LEASE_BEYOND_CALL_MS = 20_000;
/** With less than this, one slow renewal loses it. */
const LEAST_BEYOND_CALL_MS = 1_000;
/** How long an invocation needs after its last calls have ended. */
const TIME_TO_END_MS = 10_000;
const SHORTEST_YIELD_MARGIN_MS = 30_000;

/**
 * How to pay a points API that is described so, under leases of `leaseTtlMs`: unless given, long
 * enough for its calls.
 * @throws {Error} when a call could outlast the lease it is made under
 */
export function payingSettingsOf(
  description: Description,
  leaseTtlMs: number = leaseTtlOf(description),
): PayingSettings {
  const { timeoutMs, limits, bulk, lookUp } = description;
  const { concurrency = DEFAULT_PAYING_SETTINGS.concurrency } = description;
  if (!outlastsCalls(leaseTtlMs, timeoutMs)) {
    throw new Error(
      `A call may take ${timeoutMs} ms, too long for a lease of ${leaseTtlMs} ms: ` +
        "lower timeoutMs of the points API or raise PAYSHEET_LEASE_TTL_MS.",
    );
  }
  return {
    ...DEFAULT_PAYING_SETTINGS,
    leaseTtlMs,
    ratePerSecond: limits.ratePerSecond,
    ...optional("burst", limits.burst),
    ...optional("dailyQuota", limits.dailyQuota),
    ...optional("maintenance", limits.maintenance),
    concurrency,
    // A bulk call is one connection for many payments.
    ...optional("concurrencyPerWorker", bulk && concurrency),
    callTimeoutMs: timeoutMs,
    ...optional("lookupSettleMs", lookUp?.settleMs),
  };
}

/** Whether a lease lasts beyond any call made under it that may take so long. */
export function outlastsCalls(leaseTtlMs: number, timeoutMs: number): boolean {
  return timeoutMs + LEAST_BEYOND_CALL_MS <= leaseTtlMs;
}

function leaseTtlOf({ timeoutMs }: Description): number {
  return Math.max(DEFAULT_PAYING_SETTINGS.leaseTtlMs, timeoutMs + LEASE_BEYOND_CALL_MS);
}

/** How long before an invocation's time limit no call may leave any more, in milliseconds. */
export function yieldMarginOf({ timeoutMs }: Description): number {
  return Math.max(SHORTEST_YIELD_MARGIN_MS, timeoutMs + TIME_TO_END_MS);
}
