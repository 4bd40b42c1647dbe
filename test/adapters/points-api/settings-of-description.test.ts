import { describe, expect, it } from "vitest";
import {
  payingSettingsOf,
  yieldMarginOf,
} from "../../../adapters/points-api/settings-of-description.ts";
import { http } from "../../../connectors/http/http.ts";

const describedBy = (options: object = {}) =>
  http.describe(
    http.options.parse({
      url: "https://p.example",
      idempotency: "key",
      transactionIdPath: "id",
      ratePerSecond: 50,
      ...options,
    }),
  );

describe("how a described points API is paid", () => {
  it("takes leases and margins of 30 s for calls of 10 s", () => {
    const description = describedBy();

    expect(payingSettingsOf(description)).toMatchObject({
      callTimeoutMs: 10_000,
      leaseTtlMs: 30_000,
    });
    expect(yieldMarginOf(description)).toBe(30_000);
  });

  it("takes longer ones where a call may take longer, as bulk calls do", () => {
    const description = describedBy({ timeoutMs: 60_000, bulk: { url: "https://p.example/bulk" } });

    expect(payingSettingsOf(description)).toMatchObject({
      callTimeoutMs: 60_000,
      leaseTtlMs: 80_000,
    });
    expect(yieldMarginOf(description)).toBe(70_000);
  });

  it("is refused where a call could outlast the lease that was set", () => {
    expect(() => payingSettingsOf(describedBy(), 10_999)).toThrow(
      "A call may take 10000 ms, too long for a lease of 10999 ms: " +
        "lower timeoutMs of the points API or raise PAYSHEET_LEASE_TTL_MS.",
    );
  });
});
