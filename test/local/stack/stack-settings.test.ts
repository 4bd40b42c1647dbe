import { expect, it } from "vitest";
import { readStackSettings } from "../../../local/stack/stack-settings.ts";

it("refuses calls that could outlast the leases they are made under, as `distribute` would at each start", () => {
  expect(readStackSettings({ POINTS_TIMEOUT_MS: "14000" })).toMatchObject({
    points: { timeoutMs: 14_000 },
    distribute: { leaseTtlMs: 15_000 },
  });
  expect(() => readStackSettings({ POINTS_TIMEOUT_MS: "14001" })).toThrow(
    /^The environment is wrong:\n.*14001 ms, too long for a lease of 15000 ms: lower it or raise DISTRIBUTE_LEASE_TTL_MS\n.*POINTS_TIMEOUT_MS$/,
  );
  expect(() => readStackSettings({ DISTRIBUTE_LEASE_TTL_MS: "5999" })).toThrow("POINTS_TIMEOUT_MS");
});
