import { describe, expect, it } from "vitest";
import type { Answer } from "../../../domain/distribution/points-api.ts";
import type { CallFault } from "../../doubles/scripted-points-api.ts";
import { createPayingWorld } from "./paying-world.ts";

const HOUR_MS = 3_600_000;
const DAY = { lifetimeMs: 24 * HOUR_MS, refusalProvesUnpaid: true };
const DOWN: Answer = { kind: "in_doubt", code: "http_500", unavailable: true };
const answering = (answer: Answer): CallFault => ({ kind: "answer", answer });

/** The first calls pay and lose their answers; then nobody answers, until a person stops it. */
async function leftInDoubt(api: Parameters<typeof createPayingWorld>[0]) {
  let isDown = true;
  const world = await createPayingWorld({
    ...{
      users: 4,
      settings: { concurrency: 4, concurrencyAtStart: 4, unavailableAfterAnswers: 4 },
    },
    ...api,
    fault: (call) => {
      if (call <= 4) return { kind: "pay_and_lose" };
      return isDown ? answering(DOWN) : undefined;
    },
  });
  const stopAfter = (ms: number) => world.clock.sleep(ms).then(() => world.stop());
  await world.pay(stopAfter(60_000));
  return {
    ...world,
    /** Goes on for a minute, in which nobody answers. */
    async tryInVain() {
      await world.resume();
      await world.pay(stopAfter(60_000));
    },
    async goOn() {
      isDown = false;
      await world.resume();
      await world.pay();
    },
  };
}

describe("a payment in doubt whose key is older than the points API keeps it", () => {
  it("is asked for again while the key surely lives", async () => {
    const world = await leftInDoubt({ keys: DAY });
    await world.sleep(20 * HOUR_MS);

    await world.goOn();

    expect([...world.pointsApi.grants.values()]).toEqual([1, 1, 1, 1]);
    expect(new Set(Object.values(await world.outcomes()))).toEqual(new Set(["paid"]));
  });

  it("is unknown where nothing else tells, and never asked for again", async () => {
    const world = await leftInDoubt({ keys: DAY });
    await world.sleep(25 * HOUR_MS);
    const before = world.pointsApi.calls.length;

    await world.goOn();

    expect(world.pointsApi.calls).toHaveLength(before);
    expect([...world.pointsApi.grants.values()]).toEqual([1, 1, 1, 1]);
    expect(new Set(Object.values(await world.outcomes()))).toEqual(
      new Set(["unknown key_expired"]),
    );
  });

  it("is not asked for again once its key dies while it waits for its slot", async () => {
    const world = await createPayingWorld({
      ...{ users: 4, keys: { lifetimeMs: 120_000, refusalProvesUnpaid: true } },
      settings: { concurrency: 4, concurrencyAtStart: 4, ratePerSecond: 0.02 },
      fault: (call) => (call === 1 ? { kind: "pay_and_lose" } : undefined),
    });

    await world.pay();

    expect([...world.pointsApi.grants.values()]).toEqual([1, 1, 1, 1]);
    expect(world.pointsApi.calls).toHaveLength(4);
    expect(Object.values(await world.outcomes()).toSorted()).toEqual([
      ...["paid", "paid", "paid", "unknown key_expired"],
    ]);
  });

  it("is looked up where the points API has a look-up beside its keys", async () => {
    const world = await leftInDoubt({ keys: DAY, alsoLooksUp: true });
    await world.sleep(25 * HOUR_MS);

    await world.goOn();

    expect([...world.pointsApi.grants.values()]).toEqual([1, 1, 1, 1]);
    expect(new Set(Object.values(await world.outcomes()))).toEqual(new Set(["paid"]));
  });

  it("is counted from its first claim, however often it was claimed since", async () => {
    const world = await leftInDoubt({ keys: DAY });
    for (let tries = 0; tries < 5; tries += 1) {
      await world.sleep(4 * HOUR_MS);
      await world.tryInVain();
    }
    await world.sleep(2 * HOUR_MS);

    await world.goOn();

    expect([...world.pointsApi.grants.values()]).toEqual([1, 1, 1, 1]);
  });
});

describe("a refusal that follows a doubt", () => {
  const REFUSED: Answer = { kind: "rejected", code: "http_400", detail: "duplicate key" };
  /** It pays, loses the answer, and from then on refuses the key. */
  const burning = (call: number): CallFault =>
    call === 1 ? { kind: "pay_and_lose" } : answering(REFUSED);

  it("proves nothing where a key may be burnt: a person has to look", async () => {
    const keys = { ...DAY, refusalProvesUnpaid: false };
    const world = await createPayingWorld({ users: 1, keys, fault: burning });

    expect((await world.pay()).end).toEqual({ kind: "completed" });

    expect(await world.entries()).toMatchObject([
      { state: "unknown", code: "http_400", detail: "duplicate key" },
    ]);
  });

  it("is looked up where it can be", async () => {
    const keys = { ...DAY, refusalProvesUnpaid: false };
    const world = await createPayingWorld({ users: 1, keys, alsoLooksUp: true, fault: burning });

    await world.pay();

    expect(await world.outcomes()).toEqual({ "user-0": "paid" });
  });

  it("ends the payment where the points API says that it proves it", async () => {
    const neverPaid = (call: number): CallFault => answering(call === 1 ? DOWN : REFUSED);
    const world = await createPayingWorld({ users: 1, keys: DAY, fault: neverPaid });

    await world.pay();

    expect(await world.outcomes()).toEqual({ "user-0": "rejected http_400" });
  });
});

it("reads a list of many pages within the rate, each page as a call of its own", async () => {
  const { pay, outcomes, pointsApi } = await createPayingWorld({
    ...{ users: 3, idempotency: "lookup", lookUpPages: 4 },
    settings: { ratePerSecond: 2, callTimeoutMs: 1_000 },
    fault: () => ({ kind: "pay_and_lose" }),
  });

  await pay();

  expect(await outcomes()).toEqual({ "user-0": "paid", "user-1": "paid", "user-2": "paid" });
  expect([pointsApi.calls.length, pointsApi.pagesAtMs.length]).toEqual([3, 12]);
  const calls = [...pointsApi.calls.map(({ atMs }) => atMs), ...pointsApi.pagesAtMs].sort();
  const gaps = calls.slice(1).map((atMs, index) => atMs - (calls[index] ?? atMs));
  // Who is some milliseconds late for one slot is in time for the next.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(490);
});
