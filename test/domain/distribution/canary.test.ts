import { describe, expect, it } from "vitest";
import { markLedgerRestored } from "../../../domain/distribution/mark-ledger-restored.ts";
import type { CallFault } from "../../doubles/scripted-points-api.ts";
import { createPayingWorld } from "./paying-world.ts";

const USERS = 24;
const FIRST = ["user-0", "user-1", "user-2"];
const GARBAGE: CallFault = {
  kind: "answer",
  answer: { kind: "in_doubt", code: "unreadable_answer", detail: "Hello!", unavailable: false },
};
const refused = (code: string): CallFault => ({
  kind: "answer",
  answer: { kind: "rejected", code },
});

type WorldOptions = Parameters<typeof createPayingWorld>[0];

/** A payout of 24 users, whose first three come before all others. */
async function setup(options: WorldOptions = {}) {
  const world = await createPayingWorld({ users: USERS, policy: { canary: {} }, ...options });
  const asked = () => [...new Set(world.pointsApi.calls.map(({ userId }) => userId))];
  const canary = async () => {
    const payout = await world.stored();
    return "distribution" in payout ? payout.distribution.canary : undefined;
  };
  return {
    ...world,
    /** Whom the points API was asked for, in order. */
    asked,
    canary,
    async found() {
      const payout = await world.stored();
      return payout.state === "paused" ? payout.pause.canary : undefined;
    },
  };
}
const everyoneOnce = (users = USERS) =>
  new Map(Array.from({ length: users }, (_, index) => [`user-${index}`, 1]));

describe("the first payments of a payout", () => {
  it("are paid before all others, by one worker, and looked at", async () => {
    const { pay, pointsApi, canary, actions } = await setup({ settings: { concurrency: 8 } });

    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.slice(0, 6)).toEqual([
      ...["claim", "split", "canary-balances", "canary-1", "canary-look", "pay-1"],
    ]);
    const [, , third, fourth] = pointsApi.calls;
    expect(pointsApi.calls.slice(0, 3).map(({ userId }) => userId)).toEqual(FIRST);
    expect(fourth?.atMs).toBeGreaterThanOrEqual((third?.atMs ?? 0) + 20);
    expect(pointsApi.grants).toEqual(everyoneOnce());
    expect(await canary()).toEqual({ payments: 3, overAt: expect.any(String) });
    expect(await actions()).toEqual(["created", "started", "canary_passed", "completed"]);
  });

  it("are paid before the workers of shards begin", async () => {
    const { pay, pointsApi, canary } = await setup({
      settings: { ratePerSecond: 30, ratePerWorker: 10, chunksPerWorker: 1, concurrency: 6 },
    });

    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.slice(2, 6)).toEqual(["canary-balances", "canary-1", "canary-look", "shards-1"]);
    expect(pointsApi.calls.slice(0, 3).map(({ userId }) => userId)).toEqual(FIRST);
    expect(pointsApi.grants).toEqual(everyoneOnce());
    expect(await canary()).toMatchObject({ payments: 3, overAt: expect.any(String) });
  });

  it.each([
    ["fewer payments than the policy names", { users: 19 }],
    ["a policy that wants none", { policy: { canary: { payments: 0 } } }],
  ] satisfies [string, WorldOptions][])("are like all others with %s", async (_, options) => {
    const { pay, canary } = await setup(options);

    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.slice(0, 3)).toEqual(["claim", "split", "pay-1"]);
    expect(await canary()).toBeUndefined();
  });

  it("are like all others in an execution that an earlier version began", async () => {
    const { pay, deps, canary } = await setup();
    // It claimed the payout without deciding on a canary.
    const { policy } = deps;
    Object.assign(deps, { policy: { ...policy, canary: { payments: 0, atLeastPayments: 20 } } });
    const { read } = deps.chunks;
    Object.assign(deps.chunks, { read: () => Promise.reject(new Error("The old version ends.")) });
    await expect(pay()).rejects.toThrow("The old version ends.");
    Object.assign(deps.chunks, { read });
    Object.assign(deps, { policy });

    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.slice(0, 3)).toEqual(["claim", "split", "pay-1"]);
    expect(await canary()).toBeUndefined();
  });

  it("that were accepted are asked about until they are decided", async () => {
    const { pay, asked, pointsApi, outcomes } = await setup({
      confirm: {
        deadlineMs: 3_600_000,
        says: (key, times) =>
          times < 4 && FIRST.some((_, index) => key.endsWith(`-${index + 2}`))
            ? { kind: "pending", code: "processing" }
            : { kind: "paid", transactionId: `tx-${key}` },
      },
    });

    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.slice(2, 6)).toEqual([
      ...["canary-balances", "canary-1", "canary-waiting-1", "canary-2"],
    ]);
    expect(names.indexOf("canary-look")).toBeLessThan(names.indexOf("pay-1"));
    expect(asked().slice(0, 3)).toEqual(FIRST);
    expect(pointsApi.grants).toEqual(everyoneOnce());
    expect(new Set(Object.values(await outcomes()))).toEqual(new Set(["paid"]));
  });

  it("may be refused for reasons of their own, as long as one is paid", async () => {
    const { pay, outcomes } = await setup({
      fault: (_, userId) =>
        userId === "user-2" ? undefined : refusedIf(userId, "user-0", "user-1"),
    });

    expect((await pay()).end).toEqual({ kind: "completed" });

    expect(await outcomes()).toMatchObject({
      "user-0": "rejected no_such_user",
      "user-23": "paid",
    });
  });
});

const refusedIf = (userId: string, ...users: readonly string[]) =>
  users.includes(userId) ? refused("no_such_user") : undefined;

describe("a canary that something is wrong with", () => {
  it("pauses when nobody understands the answers, and all are paid once a person goes on", async () => {
    let isMended = false;
    const { pay, resume, stored, asked, pointsApi, found, canary, slack } = await setup({
      fault: () => (isMended ? undefined : GARBAGE),
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(asked()).toEqual(FIRST);
    expect(await stored()).toMatchObject({ state: "paused", pause: { reason: "canary" } });
    const payment = (index: number) => ({
      ...{ row: index + 2, userId: `user-${index}`, points: 100, state: "sending" },
      key: `paysheet-01KB0000000000000000000001-${index + 2}`,
      ...{ code: "unreadable_answer", detail: "Hello!" },
    });
    expect(await found()).toEqual({
      fault: "in_doubt",
      payments: [payment(0), payment(1), payment(2)],
    });
    expect(slack.messages.map(({ key }) => key.split(":")[1])).toEqual(["message", "paused"]);

    isMended = true;
    await resume();
    expect(await canary()).toEqual({ payments: 3, overAt: expect.any(String) });
    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.filter((name) => name.startsWith("canary"))).toEqual([]);
    expect(pointsApi.grants).toEqual(everyoneOnce());
  });

  it("pauses when all are told that all is well, by a page for browsers", async () => {
    const page = { kind: "in_doubt", code: "unreadable_answer", unavailable: true } as const;
    const { pay, asked, found } = await setup({ fault: () => ({ kind: "answer", answer: page }) });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(asked()).toEqual(FIRST);
    expect(await found()).toMatchObject({
      fault: "in_doubt",
      payments: FIRST.map(() => ({ state: "sending", code: "unreadable_answer" })),
    });
  });

  it("pauses when one is in doubt, though the others were paid", async () => {
    const { pay, found, asked } = await setup({
      fault: (_, userId) =>
        userId === "user-1"
          ? { kind: "answer", answer: { kind: "in_doubt", code: "timeout", unavailable: true } }
          : undefined,
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(asked()).toEqual(FIRST);
    expect(await found()).toMatchObject({
      fault: "in_doubt",
      payments: [{ state: "paid" }, { state: "sending", code: "timeout" }, { state: "paid" }],
    });
  });

  it("pauses when nobody can tell what became of one", async () => {
    const { pay, found } = await setup({
      idempotency: "none",
      fault: (call) => (call === 2 ? { kind: "pay_and_lose" } : undefined),
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(await found()).toMatchObject({
      fault: "in_doubt",
      payments: [{ state: "paid" }, { state: "unknown", code: "in_doubt" }, { state: "paid" }],
    });
  });

  it("pauses when none was paid, and a person who goes on is not asked again", async () => {
    const { pay, resume, found, asked, outcomes } = await setup({
      fault: (_, userId) => refusedIf(userId, ...FIRST),
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(asked()).toEqual(FIRST);
    expect(await found()).toMatchObject({
      fault: "none_paid",
      payments: FIRST.map(() => ({ state: "rejected", code: "no_such_user" })),
    });
    await resume();
    expect((await pay()).end).toEqual({ kind: "completed" });
    expect(await outcomes()).toMatchObject({ "user-2": "rejected no_such_user", "user-3": "paid" });
  });

  it("keeps a pause for what is ours to mend, and comes first again after it", async () => {
    let isMended = false;
    const { pay, resume, stored, asked, pointsApi, canary } = await setup({
      fault: () =>
        isMended ? undefined : { kind: "answer", answer: { kind: "ours", code: "http_401" } },
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "refused_credentials" });

    expect(asked().every((user) => FIRST.includes(user))).toBe(true);
    expect(await stored()).toMatchObject({
      pause: { reason: "points_api_refuses_credentials", detail: "http_401" },
    });
    expect(await canary()).toEqual({ payments: 3 });

    isMended = true;
    await resume();
    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names).toContain("canary-look");
    expect(pointsApi.grants).toEqual(everyoneOnce());
  });

  it("may be ended by the person who looks at it", async () => {
    const { pay, end, pointsApi, outcomes } = await setup({ fault: () => GARBAGE });
    await pay();

    await end();
    expect((await pay()).end).toEqual({ kind: "completed" });

    expect(pointsApi.grants.size).toBe(0);
    expect(await outcomes()).toMatchObject({
      "user-0": "unknown unreadable_answer",
      "user-3": "withdrawn",
    });
  });
});

describe("the balances of the first payments", () => {
  const has = (grants: number) => 1_000n + BigInt(grants) * 100n;

  it("are looked at where the points API tells them, and may show a little later", async () => {
    const { pay, pointsApi, canary } = await setup({
      balanceOf: (_, grants, asked) => has(asked < 3 ? 0 : grants),
    });

    expect((await pay()).end).toEqual({ kind: "completed" });

    expect(pointsApi.lookedUp.get("balance user-0")).toBe(3);
    expect(pointsApi.lookedUp.has("balance user-3")).toBe(false);
    expect(await canary()).toMatchObject({ overAt: expect.any(String) });
  });

  it("pause the payout when one rose by something else than the points", async () => {
    const { pay, found, asked, resume, pointsApi } = await setup({
      // Each point counts a hundred times.
      balanceOf: (userId, grants) =>
        1_000n + BigInt(grants) * (userId === "user-1" ? 10_000n : 100n),
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(asked()).toEqual(FIRST);
    expect(await found()).toMatchObject({
      fault: "balance_differs",
      payments: [
        { state: "paid", balanceBefore: "1000", balanceAfter: "1100" },
        { state: "paid", points: 100, balanceBefore: "1000", balanceAfter: "11000" },
        { state: "paid", balanceBefore: "1000", balanceAfter: "1100" },
      ],
    });
    await resume();
    expect((await pay()).end).toEqual({ kind: "completed" });
    expect(pointsApi.grants).toEqual(everyoneOnce());
  });

  it("pause it when one was refused and paid", async () => {
    const { pay, found } = await setup({
      fault: (_, userId) => refusedIf(userId, "user-0"),
      balanceOf: (userId, grants, asked) => has(userId === "user-0" ? asked - 1 : grants),
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(await found()).toMatchObject({
      fault: "balance_differs",
      payments: [{ state: "rejected", balanceBefore: "1000" }, {}, {}],
    });
  });

  it("pause it when one differed, and the points API tells no more since", async () => {
    const { pay, found } = await setup({
      balanceOf: (userId, grants, asked) => {
        if (userId !== "user-1") return has(grants);
        return asked <= 2 ? has(0) : undefined;
      },
    });

    expect((await pay()).end).toEqual({ kind: "stopped", why: "canary" });

    expect(await found()).toMatchObject({
      fault: "balance_differs",
      payments: [{}, { state: "paid", balanceBefore: "1000", balanceAfter: "1000" }, {}],
    });
  });

  it("are left alone where the points API does not tell", async () => {
    const { pay } = await setup({ balanceOf: () => undefined });

    expect((await pay()).end).toEqual({ kind: "completed" });
  });
});

describe("a canary that is interrupted", () => {
  /** The ledger or the store fails once, as in a crash at that very moment. */
  function crashOnce<T extends object, K extends keyof T>(target: T, method: K, from = 1) {
    const original = target[method];
    if (typeof original !== "function") throw new Error("It is no method.");
    let calls = 0;
    Object.assign(target, {
      [method]: async (...given: unknown[]) => {
        calls += 1;
        if (calls === from) throw new Error("It crashed.");
        return await original.apply(target, given);
      },
    });
  }

  it("by a crash after the call of one goes on with the same three", async () => {
    const { pay, deps, asked, pointsApi, actions } = await setup();
    crashOnce(deps.ledger, "settle", 2);

    await expect(pay()).rejects.toThrow("It crashed.");
    expect(asked().every((user) => FIRST.includes(user))).toBe(true);
    const { end } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(asked().slice(0, 3).toSorted()).toEqual(FIRST);
    expect(pointsApi.grants).toEqual(everyoneOnce());
    expect(await actions()).toEqual(["created", "started", "canary_passed", "completed"]);
  });

  it("by a crash between it and all others asks none of it again", async () => {
    const { pay, deps, asked, pointsApi } = await setup();
    const { openChunk } = deps.ledger;
    let opened = 0;
    Object.assign(deps.ledger, {
      openChunk: async (...given: Parameters<typeof openChunk>) => {
        opened += 1;
        // The first one is the canary's.
        if (opened === 2) throw new Error("It crashed.");
        await openChunk(...given);
      },
    });

    await expect(pay()).rejects.toThrow("It crashed.");
    expect(asked()).toEqual(FIRST);
    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.filter((name) => name === "canary-look")).toHaveLength(1);
    expect(pointsApi.calls).toHaveLength(USERS);
    expect(pointsApi.grants).toEqual(everyoneOnce());
  });

  it("by a person's stop comes first again, with those of it that are left", async () => {
    const { pay, stop, resume, sleep, stored, pointsApi, canary, clock } = await setup({
      latencyMs: 5_000,
      settings: { concurrency: 1, ratePerSecond: 0.2 },
    });

    await pay(clock.sleep(7_000).then(() => stop()));
    expect(await stored()).toMatchObject({ state: "paused" });
    expect(await canary()).toEqual({ payments: 3 });
    await sleep(1_000);
    await resume();
    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names).toContain("canary-look");
    expect(pointsApi.grants).toEqual(everyoneOnce());
    expect(pointsApi.calls).toHaveLength(USERS);
  });

  it("by an outage waits for it with its own payments only", async () => {
    const down = { kind: "not_done", code: "http_503", unavailable: true } as const;
    const { pay, asked, pointsApi, actions } = await setup({
      fault: (call) => (call <= 30 ? { kind: "answer", answer: down } : undefined),
    });

    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(asked().slice(0, 3).toSorted()).toEqual(FIRST);
    const askedInOutage = pointsApi.calls.slice(0, 30).map(({ userId }) => userId);
    expect(askedInOutage.every((user) => FIRST.includes(user))).toBe(true);
    expect(names.indexOf("outage-1")).toBeLessThan(names.indexOf("canary-look"));
    expect(await actions()).toEqual([
      ...["created", "started", "outage_began", "outage_ended", "canary_passed", "completed"],
    ]);
  });

  it("by a restored table is left to the look-ups that all payments need then", async () => {
    const { pay, deps, clock, pointsApi } = await setup({ idempotency: "lookup" });
    const admin = { id: "admin", name: "Admin" };
    await clock.run(markLedgerRestored(deps, { note: "Yesterday's backup." }, admin));

    const { end, names } = await pay();

    expect(end).toEqual({ kind: "completed" });
    expect(names.filter((name) => name.startsWith("canary"))).toEqual([]);
    expect(pointsApi.grants).toEqual(everyoneOnce());
  });
});
