import { describe, expect, it } from "vitest";
import { countBetween, createSharedRateWorld, mostInASecond } from "./shared-rate-world.ts";

/** Late wake-ups may be made up for by one call. */
const MOST = 21;

describe("payouts that are paid at the same time", () => {
  it("share the rate of their points API, and use it up", async () => {
    const { clock, asked, askedBy, pay } = await createSharedRateWorld({});

    const ends = await clock.run(
      Promise.all(["a", "b", "c"].map((payoutId) => pay(payoutId, { payments: 200 }))),
    );

    expect(ends).toEqual(Array(3).fill({ kind: "done", settled: 200 }));
    expect(mostInASecond(asked)).toBeLessThanOrEqual(MOST);
    expect(Math.max(...asked)).toBeLessThan(33_000);
    for (const times of askedBy.values()) {
      expect(countBetween(times, 5_000, 15_000)).toBeGreaterThan(60);
    }
  });

  it("make room for one that comes later, and speed up when one has ended", async () => {
    const { clock, asked, askedBy, pay } = await createSharedRateWorld({});

    await clock.run(
      Promise.all([
        pay("early", { payments: 400 }),
        pay("late", { payments: 100, afterMs: 5_000 }),
      ]),
    );

    const [early = [], late = []] = ["early", "late"].map((name) => askedBy.get(name));
    expect(mostInASecond(asked)).toBeLessThanOrEqual(MOST);
    expect(countBetween(early, 0, 5_000)).toBeGreaterThanOrEqual(99);
    expect(Math.min(...late)).toBeLessThan(7_500);
    expect(countBetween(early, 9_000, 14_000)).toBeLessThanOrEqual(51);
    expect(countBetween(early, 19_000, 22_000)).toBeGreaterThanOrEqual(58);
    expect(Math.max(...asked)).toBeLessThan(27_000);
  });

  it("know the lower of two rates after a deployment that changed it", async () => {
    const { clock, deps, asked, pay } = await createSharedRateWorld({});
    const lower = { settings: { ...deps.settings, ratePerSecond: 8 } };

    await clock.run(
      Promise.all([
        pay("before", { payments: 200 }),
        pay("after", { payments: 30, afterMs: 2_000 }, lower),
      ]),
    );

    const both = asked.filter((ms) => ms > 5_000 && ms < 9_000);
    expect(mostInASecond(both)).toBeLessThanOrEqual(9);
  });

  it("share nothing where they ask different points APIs", async () => {
    const { clock, deps, asked, pay } = await createSharedRateWorld({});
    const other = { settings: { ...deps.settings, apiName: "store-credit" } };

    await clock.run(
      Promise.all([pay("points", { payments: 100 }), pay("credit", { payments: 100 }, other)]),
    );

    expect(Math.max(...asked)).toBeLessThan(5_200);
  });
});

describe("the workers of one payout", () => {
  it("begin at once, each with its share, and divide that of one that never comes", async () => {
    const { clock, asked, pay } = await createSharedRateWorld({});
    const shardOf = (shard: number) => pay("a", { payments: 150, shards: 4, shard });

    await clock.run(Promise.all([shardOf(0), shardOf(1), shardOf(2)]));

    expect(countBetween(asked, 0, 1_000)).toBeGreaterThanOrEqual(14);
    expect(countBetween(asked, 0, 9_000)).toBeLessThanOrEqual(9 * 15 + 3);
    expect(countBetween(asked, 13_000, 18_000)).toBeGreaterThanOrEqual(97);
    expect(mostInASecond(asked)).toBeLessThanOrEqual(MOST + 2);
  });
});

describe("a claim on the rate", () => {
  const DEAD = {
    ...{ worker: "dead", payoutId: "gone", shard: 0, fence: 1 },
    ...{ limitPerSecond: 20, beat: 1 },
  };

  it("of a worker that died holds the others up until it expires", async () => {
    const { clock, beganMs, deps, asked, pay } = await createSharedRateWorld({});
    const expiresAtMs = beganMs + 6_000;
    await deps.rates.claim("points", { ...DEAD, ratePerSecond: 20, expiresAtMs }, 0);

    await clock.run(pay("a", { payments: 100 }));

    expect(Math.min(...asked)).toBeGreaterThan(6_000);
    expect(Math.min(...asked)).toBeLessThan(9_000);
    expect(mostInASecond(asked)).toBeLessThanOrEqual(MOST);
  });

  it("of a worker whose lease another one has now holds nobody up", async () => {
    const { clock, beganMs, deps, asked, pay } = await createSharedRateWorld({});
    const expiresAtMs = beganMs + 60_000;
    const before = { ...DEAD, payoutId: "a", ratePerSecond: 20, expiresAtMs };
    await deps.rates.claim("points", before, 0);
    const lease = { payoutId: "a", shard: 0, ttlMs: 1, nowMs: beganMs - 2 };
    await deps.leases.acquire({ ...lease, owner: "dead" });

    await clock.run(pay("a", { payments: 30 }));

    expect(Math.min(...asked)).toBeLessThan(1_000);
    expect(mostInASecond(asked)).toBeLessThanOrEqual(MOST);
  });

  it("leaves the rest to others where it is for less than there is", async () => {
    const { clock, beganMs, deps, asked, pay } = await createSharedRateWorld({});
    const expiresAtMs = beganMs + 60_000;
    await deps.rates.claim("points", { ...DEAD, ratePerSecond: 10, expiresAtMs }, 0);

    await clock.run(pay("a", { payments: 30 }));

    expect(Math.min(...asked)).toBeLessThan(1_000);
    expect(mostInASecond(asked)).toBeLessThanOrEqual(11);
  });

  it("that can't be renewed ends the round before others may take the rate", async () => {
    const { clock, deps, asked, pay } = await createSharedRateWorld({});
    let claims = 0;
    const rates = {
      ...deps.rates,
      claim: (...[api, claim, expired]: Parameters<typeof deps.rates.claim>) => {
        claims += 1;
        return claims > 3
          ? Promise.reject(new Error("The table is out of reach."))
          : deps.rates.claim(api, claim, expired);
      },
    };

    const end = await clock.run(pay("a", { payments: 600 }, { rates }));

    expect(end.kind).toBe("yielded");
    // It was last renewed after two seconds, for ten.
    expect(Math.max(...asked)).toBeGreaterThan(11_000);
    expect(Math.max(...asked)).toBeLessThanOrEqual(12_000);
  });

  it("is not asked for in a dry run that asks nobody", async () => {
    const { clock, beganMs, deps, pay } = await createSharedRateWorld({});
    const expiresAtMs = beganMs + 600_000;
    await deps.rates.claim("points", { ...DEAD, ratePerSecond: 20, expiresAtMs }, 0);
    const payouts = {
      ...deps.payouts,
      get: async (payoutId: string) => {
        const payout = await deps.payouts.get(payoutId);
        return payout && { ...payout, dryRun: true as const };
      },
    };

    const end = await clock.run(pay("a", { payments: 10 }, { payouts }));

    expect(end).toEqual({ kind: "done", settled: 10 });
  });
});

describe("what answers tell of the points API's own count", () => {
  it("spreads what is left until there is more", async () => {
    const { clock, asked, pay } = await createSharedRateWorld({}, (permit, call) => {
      if (call === 10) permit.noteLimit?.({ remaining: 20, resetMs: 10_000 });
    });

    await clock.run(pay("a", { payments: 60 }));

    const [tenth = 0] = asked.slice(9);
    expect(countBetween(asked, tenth + 1_000, tenth + 9_000)).toBeLessThanOrEqual(17);
    expect(Math.max(...asked)).toBeLessThan(tenth + 13_000);
  });

  it("lets nothing leave while nothing is left", async () => {
    const { clock, asked, pay } = await createSharedRateWorld({}, (permit, call) => {
      if (call === 10) permit.noteLimit?.({ remaining: 0, resetMs: 5_000 });
    });

    await clock.run(pay("a", { payments: 30 }));

    const [tenth = 0] = asked.slice(9);
    expect(countBetween(asked, tenth + 100, tenth + 5_000)).toBe(0);
    expect(asked).toHaveLength(30);
  });

  it("is an outage where it is long until there is more", async () => {
    const { clock, beganMs, pay } = await createSharedRateWorld({}, (permit, call) => {
      if (call === 10) permit.noteLimit?.({ remaining: 0, resetMs: 3_600_000 });
    });

    const end = await clock.run(pay("a", { payments: 30 }));

    expect(end).toMatchObject({ kind: "unavailable", code: "http_429" });
    const until = "until" in end && end.until ? Date.parse(end.until) - beganMs : 0;
    expect(until).toBeGreaterThan(3_600_000);
    expect(until).toBeLessThan(3_602_000);
  });

  it("of a full quota, or of a time that is over, changes nothing", async () => {
    const { clock, asked, pay } = await createSharedRateWorld({}, (permit, call) => {
      if (call === 5) permit.noteLimit?.({ remaining: 9_000, resetMs: 86_400_000 });
      if (call === 6) permit.noteLimit?.({ remaining: 0, resetMs: 0 });
    });

    await clock.run(pay("a", { payments: 60 }));

    expect(Math.max(...asked)).toBeLessThan(3_100);
  });
});
