import { describe, expect, it } from "vitest";
import type { Answer } from "../../../domain/distribution/points-api.ts";
import type { DoubtMode } from "../../doubles/scripted-points-api.ts";
import { createPayingWorld } from "./paying-world.ts";

/** What the points API says of one user, for ever, while it pays all others. */
const sayingOf = (userId: string, answer: Answer) => (_: number, of: string) =>
  of === userId ? ({ kind: "answer", answer } as const) : undefined;

const UNLISTED: Answer = {
  kind: "in_doubt",
  code: "unreadable_answer",
  detail: "E999",
  unavailable: false,
};
const BUSY: Answer = { kind: "in_doubt", code: "http_409", unavailable: false };
const STORED_500: Answer = { kind: "in_doubt", code: "http_500", unavailable: true };
const TOO_MANY: Answer = { kind: "not_done", code: "http_429", unavailable: false };
const FORBIDDEN: Answer = { kind: "forbidden", code: "http_403", detail: "suspended" };

describe("one payment that the points API never decides", () => {
  it.each<[string, Answer, DoubtMode, string]>([
    ["an answer that no rule lists", UNLISTED, "key", "unknown unreadable_answer"],
    ["an answer that no rule lists", UNLISTED, "lookup", "rejected unreadable_answer"],
    ["409 for ever", BUSY, "key", "unknown http_409"],
    ["409 for ever", BUSY, "none", "unknown in_doubt"],
    ["a 500 that is replayed for ever", STORED_500, "key", "unknown http_500"],
    ["429 for ever", TOO_MANY, "key", "rejected http_429"],
  ])("by %s (%#) holds nobody else and is given up", async (_, answer, idempotency, outcome) => {
    const world = await createPayingWorld({
      ...{ users: 60, idempotency, fault: sayingOf("user-7", answer) },
    });

    const { end, tookMs } = await world.pay();

    expect(end).toEqual({ kind: "completed" });
    const { "user-7": given, ...others } = await world.outcomes();
    expect(given).toBe(outcome);
    expect(new Set(Object.values(others))).toEqual(new Set(["paid"]));
    expect(world.pointsApi.calls.length).toBeLessThan(60 + 400);
    expect(tookMs).toBeLessThan(3 * 3_600_000);
  });

  it("is tried as often over rounds that are cut short", async () => {
    const fault = sayingOf("user-0", BUSY);
    const world = await createPayingWorld({ users: 1, fault, yieldAfterMs: 1_500 });

    await world.pay();

    expect(world.pointsApi.calls).toHaveLength(12);
    expect(await world.outcomes()).toEqual({ "user-0": "unknown http_409" });
  });

  it("is waited for while the API is down for everybody", async () => {
    let isDown = true;
    const fault = () => (isDown ? ({ kind: "answer", answer: STORED_500 } as const) : undefined);
    const world = await createPayingWorld({ users: 1, fault });
    const back = world.clock.sleep(3_600_000).then(() => {
      isDown = false;
    });

    await world.pay(back);

    expect(await world.outcomes()).toEqual({ "user-0": "paid" });
    expect(await world.actions()).toContain("outage_began");
  });
});

describe("403", () => {
  it("for one member among others who are paid is that payment's", async () => {
    const world = await createPayingWorld({
      ...{ users: 20, fault: sayingOf("user-0", FORBIDDEN) },
    });

    expect((await world.pay()).end).toEqual({ kind: "completed" });

    const { "user-0": given, ...others } = await world.outcomes();
    expect(given).toBe("rejected http_403");
    expect(new Set(Object.values(others))).toEqual(new Set(["paid"]));
  });

  it.each([1, 2, 20])("for all of %d pauses the payout and refuses nobody", async (users) => {
    const fault = () => ({ kind: "answer", answer: FORBIDDEN }) as const;
    const world = await createPayingWorld({ users, fault });

    expect((await world.pay()).end).toEqual({ kind: "stopped", why: "refused_credentials" });

    expect(await world.stored()).toMatchObject({
      state: "paused",
      pause: { reason: "points_api_refuses_credentials", detail: "http_403: suspended" },
    });
    expect(await world.outcomes()).toEqual({});
  });

  it("for all from the middle on pauses, and refuses two at most", async () => {
    const fault = (call: number) =>
      call > 20 ? ({ kind: "answer", answer: FORBIDDEN } as const) : undefined;
    const world = await createPayingWorld({ users: 60, fault });

    expect((await world.pay()).end).toMatchObject({ kind: "stopped" });

    const refused = Object.values(await world.outcomes()).filter((one) => one !== "paid");
    expect(refused.length).toBeLessThanOrEqual(2);
  });
});

describe("an API that asks to wait", () => {
  it("of one member for an hour holds that payment alone, until it is paid", async () => {
    const untilMs = 3_600_000;
    const asked: number[] = [];
    const world = await createPayingWorld({
      users: 60,
      settings: { ratePerSecond: 20 },
      fault: (_, userId) => {
        if (userId !== "user-3") return undefined;
        asked.push(world.clock.nowMs());
        const leftMs = (asked[0] ?? 0) + untilMs - world.clock.nowMs();
        const answer: Answer = { ...TOO_MANY, retryAfterMs: leftMs };
        return leftMs > 0 ? { kind: "answer", answer } : undefined;
      },
    });

    const { end } = await world.pay();

    expect(end).toEqual({ kind: "completed" });
    expect(asked).toHaveLength(2);
    expect(new Set(Object.values(await world.outcomes()))).toEqual(new Set(["paid"]));
    const others = world.pointsApi.calls.filter(({ userId }) => userId !== "user-3");
    const spanMs = (others.at(-1)?.atMs ?? 0) - (others[0]?.atMs ?? 0);
    expect(spanMs).toBeLessThan(15_000);
  });

  it("of one member for ever gives that payment up: it was certainly not made", async () => {
    const answer: Answer = { ...TOO_MANY, retryAfterMs: 3_600_000 };
    const world = await createPayingWorld({ users: 5, fault: sayingOf("user-3", answer) });

    const { end, tookMs } = await world.pay();

    expect(end).toEqual({ kind: "completed" });
    expect((await world.outcomes())["user-3"]).toBe("rejected http_429");
    expect(tookMs).toBeLessThan(4 * 3_600_000);
  });

  it("of all for hours is an outage, told with its time and asked again sooner", async () => {
    let isUsedUp = true;
    const answer: Answer = { ...TOO_MANY, retryAfterMs: 10 * 3_600_000 };
    const world = await createPayingWorld({
      users: 60,
      fault: () => (isUsedUp ? { kind: "answer", answer } : undefined),
    });
    const seen: unknown[] = [];
    const back = world.clock.sleep(600_000).then(async () => {
      seen.push(await world.stored());
      isUsedUp = false;
    });

    const { tookMs } = await world.pay(back);

    expect(seen).toMatchObject([
      { outage: { code: "http_429", until: expect.stringContaining("T") } },
    ]);
    expect(tookMs).toBeLessThan(20 * 60_000);
    expect([...world.pointsApi.grants.values()]).toEqual(Array(60).fill(1));
  });

  it("of all without a time, as a used-up quota does, is an outage after some minutes", async () => {
    const world = await createPayingWorld({
      users: 60,
      fault: (call) => (call > 12 ? { kind: "answer", answer: TOO_MANY } : undefined),
      settings: { haltAfterMs: 600_000 },
    });

    expect((await world.pay()).end).toEqual({ kind: "halted", reason: "points_api_unavailable" });

    expect(await world.actions()).toContain("outage_began");
    const outcomes = Object.values(await world.outcomes());
    expect(new Set(outcomes)).toEqual(new Set(["paid"]));
  });
});
