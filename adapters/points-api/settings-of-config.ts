import {
  DEFAULT_PAYING_SETTINGS,
  type PayingSettings,
} from "../../domain/distribution/settings.ts";
import type { PointsApiConfig } from "./points-api-config.ts";

/**
 * How to pay a points API that is configured so, under leases of `leaseTtlMs`.
 * @throws {Error} when a call could outlast the lease it is made under
 */
export function payingSettingsOf(config: PointsApiConfig, leaseTtlMs: number): PayingSettings {
  // Leases are renewed at every third of their life: two thirds must outlast any call.
  if (config.timeoutMs * 1.5 > leaseTtlMs) {
    throw new Error(
      `A call may take ${config.timeoutMs} ms, too long for a lease of ${leaseTtlMs} ms: ` +
        "lower timeoutMs of the points API or raise PAYSHEET_LEASE_TTL_MS.",
    );
  }
  return {
    ...DEFAULT_PAYING_SETTINGS,
    leaseTtlMs,
    ratePerSecond: config.ratePerSecond,
    concurrency: config.concurrency,
    callTimeoutMs: config.timeoutMs,
    ...(config.lookup === undefined ? {} : { lookupSettleMs: config.lookup.settleMs }),
  };
}
