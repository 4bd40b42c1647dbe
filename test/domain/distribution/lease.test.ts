import { describe, expect, it } from "vitest";
import { payingSettingsOf } from "../../../adapters/points-api/settings-of-description.ts";
import { http } from "../../../connectors/http/http.ts";
import { createBulkWorld } from "./bulk-world.ts";

const POINTS_API = { url: "https://p.example", transactionIdPath: "id", idempotency: "key" };

const settingsFor = (timeoutMs: number, leaseTtlMs?: number) => {
  const api = { ...POINTS_API, ratePerSecond: 2, timeoutMs };
  return payingSettingsOf(http.describe(http.options.parse(api)), leaseTtlMs);
};

describe("a call whose credentials take their time", () => {
  it.each([1, 3])(
    "does not leave when another worker has the lease by then, with %d payments in it",
    async (most) => {
      const world = await createBulkWorld({
        payments: 3,
        most,
        credentialsMs: 8_000,
        leases: () => ({ renew: async () => undefined }),
      });

      expect((await world.payFor()).end).toEqual({ kind: "lease_lost", settled: 0 });
      expect(world.asked).toMatchObject({ bulk: [], alone: [] });
      expect(await world.ledger()).toEqual([]);
    },
  );

  it("does not leave when its own time is over although the lease was not renewed since", async () => {
    const world = await createBulkWorld({
      payments: 1,
      most: 1,
      // The process stood still meanwhile.
      credentialsMs: 40_000,
      leases: () => ({ renew: () => Promise.reject(new Error("The table is out of reach.")) }),
    });

    expect((await world.payFor()).end).toEqual({ kind: "lease_lost", settled: 0 });
    expect(world.asked.alone).toEqual([]);
  });
});

describe("a worker's lease", () => {
  it.each([300, 10_000, 20_000, 60_000, 120_000])(
    "is never short of a call's time while it is renewed, where a call may take %d ms",
    async (timeoutMs) => {
      const world = await createBulkWorld({
        payments: 400,
        most: 1,
        settings: settingsFor(timeoutMs),
      });

      expect((await world.payFor()).end).toEqual({ kind: "done", settled: 400 });
    },
  );

  it("survives renewals that fail, and takes what is set as long as it outlasts a call", async () => {
    let renewals = 0;
    const world = await createBulkWorld({
      payments: 400,
      most: 1,
      settings: settingsFor(60_000, 62_000),
      leases: (leases) => ({
        renew: async (...request) => {
          renewals += 1;
          if (renewals % 3 !== 0) throw new Error("The table is out of reach.");
          return await leases.renew(...request);
        },
      }),
    });

    expect((await world.payFor()).end).toEqual({ kind: "done", settled: 400 });
    expect(renewals).toBeGreaterThan(100);
  });
});
