import { describe, expect, it } from "vitest";
import { pointsApiConfigSchema } from "../../../adapters/points-api/points-api-config.ts";
import {
  payingSettingsOf,
  yieldMarginOf,
} from "../../../adapters/points-api/settings-of-config.ts";

const configOf = (config: object = {}) =>
  pointsApiConfigSchema.parse({
    url: "https://p.example",
    idempotency: "key",
    transactionIdPath: "id",
    ratePerSecond: 50,
    ...config,
  });

describe("how a configured points API is paid", () => {
  it("takes leases and margins of 30 s for calls of 10 s", () => {
    const config = configOf();

    expect(payingSettingsOf(config)).toMatchObject({ callTimeoutMs: 10_000, leaseTtlMs: 30_000 });
    expect(yieldMarginOf(config)).toBe(30_000);
  });

  it("takes longer ones where a call may take longer, as bulk calls do", () => {
    const config = configOf({ timeoutMs: 60_000, bulk: { url: "https://p.example/bulk" } });

    expect(payingSettingsOf(config)).toMatchObject({ callTimeoutMs: 60_000, leaseTtlMs: 80_000 });
    expect(yieldMarginOf(config)).toBe(70_000);
  });

  it("is refused where a call could outlast the lease that was set", () => {
    expect(() => payingSettingsOf(configOf(), 10_999)).toThrow(
      "A call may take 10000 ms, too long for a lease of 10999 ms: " +
        "lower timeoutMs of the points API or raise PAYSHEET_LEASE_TTL_MS.",
    );
  });
});
