import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { createDynamoDbRateStore } from "../../adapters/dynamodb/dynamodb-rate-store.ts";
import type { RateClaim, RateStore } from "../../domain/distribution/rate-store.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import {
  clientThatLosesAnAnswer,
  clientWithLateDuplicates,
} from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let rates: RateStore;

shareTable((opened) => {
  table = opened;
  rates = createDynamoDbRateStore(opened);
});

/** The workers of one points API. */
function setup() {
  const api = `api-${ulid()}`;
  const claimOf = (worker: string, more: Partial<RateClaim> = {}): RateClaim => ({
    ...{ worker, payoutId: "p1", ratePerSecond: 20 / 3, limitPerSecond: 20 },
    ...{ shard: 0, fence: 1, beat: 1, expiresAtMs: 1_010_000 },
    ...more,
  });
  const claim = (one: RateClaim, { expiredBeforeMs = 0, store = rates } = {}) =>
    store.claim(api, one, expiredBeforeMs);
  const seen = async (): Promise<readonly RateClaim[]> => {
    const others = await claim(claimOf("observer"));
    return others.toSorted((one, other) => one.worker.localeCompare(other.worker));
  };
  return { api, claim, claimOf, seen };
}

describe("claims on a rate", () => {
  it("are told to whoever claims next, without their own", async () => {
    const { claim, claimOf } = setup();

    expect(await claim(claimOf("a"))).toEqual([]);
    expect(await claim(claimOf("b"))).toEqual([claimOf("a")]);
    expect(await claim(claimOf("a", { beat: 2, ratePerSecond: 0.05 }))).toEqual([claimOf("b")]);
    expect(await claim(claimOf("b", { beat: 2 }))).toEqual([
      claimOf("a", { beat: 2, ratePerSecond: 0.05 }),
    ]);
  });

  it("are told to whoever only asks, who takes nothing", async () => {
    const { api, claim, claimOf, seen } = setup();
    expect(await rates.claims(api)).toEqual([]);
    await claim(claimOf("a"));

    expect(await rates.claims(api)).toEqual([claimOf("a")]);
    expect(await seen()).toEqual([claimOf("a")]);
  });

  it("of one points API say nothing of another's", async () => {
    const { claim, claimOf } = setup();
    await claim(claimOf("a"));
    expect(await setup().seen()).toEqual([]);
  });

  it("are gone once released, or long expired", async () => {
    const { api, claim, claimOf, seen } = setup();
    const live = claimOf("c", { expiresAtMs: 2_000_000 });
    for (const one of [claimOf("a"), claimOf("b"), live]) await claim(one);

    await rates.release(api, "a");
    await rates.release(api, "never-there");
    expect(await seen()).toEqual([claimOf("b"), live]);
    await claim(claimOf("observer"), { expiredBeforeMs: 1_500_000 });
    expect(await seen()).toEqual([live]);
  });

  it("of which two are made at once are seen by one of both at least", async () => {
    const { claim, claimOf } = setup();
    const [a, b] = await Promise.all([claim(claimOf("a")), claim(claimOf("b"))]);
    expect(a.length + b.length).toBeGreaterThan(0);
  });

  it("are made although the answer was lost, and the request sent again", async () => {
    const { claim, claimOf, seen } = setup();
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    const store = createDynamoDbRateStore({ ...table, client });

    expect(await claim(claimOf("a"), { store })).toEqual([]);
    expect(await seen()).toEqual([claimOf("a")]);
  });

  it("are not undone by requests that come late", async () => {
    const { claim, claimOf, seen } = setup();
    const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
    const store = createDynamoDbRateStore({ ...table, client });
    await claim(claimOf("a", { ratePerSecond: 1 }), { store });
    const newer = claimOf("a", { beat: 2, ratePerSecond: 10, expiresAtMs: 1_020_000 });
    await claim(newer, { store });

    await expect(sendAgain(0)).rejects.toThrow();
    expect(await seen()).toEqual([newer]);
  });
});

describe("the quota of a day", () => {
  const quotaOf = (api: string, day = "2026-11-30") => ({ api, day, most: 100 });

  it("is handed out until it is used up, the last of it in part", async () => {
    const { api } = setup();
    const quota = quotaOf(api);

    expect(await rates.reserve(quota, 60)).toBe(60);
    expect(await rates.reserve(quota, 60)).toBe(40);
    expect(await rates.reserve(quota, 1)).toBe(0);
    expect(await rates.reserve(quotaOf(api, "2026-12-01"), 60)).toBe(60);
  });

  it("is never exceeded by many at once", async () => {
    const quota = quotaOf(setup().api);
    const reserved = await Promise.all(Array.from({ length: 12 }, () => rates.reserve(quota, 15)));
    const sum = reserved.reduce((total, calls) => total + calls, 0);
    expect(sum).toBeLessThanOrEqual(100);
    expect(sum).toBeGreaterThanOrEqual(90);
  });

  it("has back what was given back", async () => {
    const quota = quotaOf(setup().api);
    await rates.reserve(quota, 100);
    await rates.giveBack(quota, 7);
    expect(await rates.reserve(quota, 50)).toBe(7);
  });

  it("has back once what a request gives back that is sent again", async () => {
    const quota = quotaOf(setup().api);
    await rates.reserve(quota, 100);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    await createDynamoDbRateStore({ ...table, client }).giveBack(quota, 7);
    expect(await rates.reserve(quota, 50)).toBe(7);
  });

  it("has back once what a request gives back that comes late once more", async () => {
    const quota = quotaOf(setup().api);
    await rates.reserve(quota, 100);
    const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
    await createDynamoDbRateStore({ ...table, client }).giveBack(quota, 7);
    expect(await rates.reserve(quota, 7)).toBe(7);

    await expect(sendAgain(0)).rejects.toThrow();
    expect(await rates.reserve(quota, 50)).toBe(0);
  });

  it("loses at most what was asked for when an answer is lost", async () => {
    const quota = quotaOf(setup().api);
    const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
    const store = createDynamoDbRateStore({ ...table, client });

    expect(await store.reserve(quota, 40)).toBe(40);
    expect(await rates.reserve(quota, 100)).toBe(20);
  });
});
