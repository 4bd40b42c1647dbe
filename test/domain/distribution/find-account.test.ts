import { describe, expect, it } from "vitest";
import type { AccountAnswer, Answer } from "../../../domain/distribution/points-api.ts";
import { createPayingWorld } from "./paying-world.ts";

const accountOf = (userId: string): AccountAnswer => ({
  kind: "found",
  accountId: userId.replace("user", "account"),
});
const NOBODY: AccountAnswer = { kind: "rejected", code: "no_such_user", detail: "Nobody." };
const DOWN: Answer = { kind: "in_doubt", code: "http_500", unavailable: true };
const ALL_PAID = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`user-${at}`, "paid"]));
const EACH_ONCE = new Map(Array.from({ length: 7 }, (_, at) => [`account-${at}`, 1]));

describe("a points API that knows users by ids of its own", () => {
  it("is asked for each before its payment is claimed, and the ledger keeps what it said", async () => {
    const world = await createPayingWorld({ accountOf });

    await world.pay();

    expect(await world.outcomes()).toEqual(ALL_PAID);
    expect(world.pointsApi.grants).toEqual(EACH_ONCE);
    expect((await world.entries()).map(({ accountId }) => accountId)).toEqual([
      ...EACH_ONCE.keys(),
    ]);
    expect(new Set(world.pointsApi.lookedUp.values())).toEqual(new Set([1]));
  });

  it.each(["key", "lookup", "none"] as const)(
    "asks for a payment in doubt under the account it was first asked for, whoever has the id now: %s",
    async (idempotency) => {
      let isDown = true;
      const world = await createPayingWorld({
        ...{ idempotency, users: 4 },
        settings: { concurrency: 4, concurrencyAtStart: 4, lookupSettleMs: 120_000 },
        accountOf: (userId, asked) =>
          asked === 1 ? accountOf(userId) : { kind: "found", accountId: "somebody else's" },
        fault: (call) => {
          if (call <= 4) return { kind: "pay_and_lose" };
          return isDown ? { kind: "answer", answer: DOWN } : undefined;
        },
      });
      // Without a key or a look-up there is nothing to go on with.
      if (idempotency === "none") {
        await world.pay();
      } else {
        await world.pay(world.clock.sleep(60_000).then(() => world.stop()));
        isDown = false;
        await world.resume();
        await world.pay();
      }

      const state = idempotency === "none" ? "unknown in_doubt" : "paid";
      expect(new Set(Object.values(await world.outcomes()))).toEqual(new Set([state]));
      expect(world.pointsApi.grants).toEqual(new Map([...EACH_ONCE].slice(0, 4)));
    },
  );

  it("refuses whom it does not know, without a call, and pays the others", async () => {
    const world = await createPayingWorld({
      accountOf: (userId) => (userId === "user-3" ? NOBODY : accountOf(userId)),
    });

    await world.pay();

    expect(await world.outcomes()).toEqual({ ...ALL_PAID, "user-3": "rejected no_such_user" });
    expect(world.pointsApi.calls).toHaveLength(6);
  });

  it("goes on asking while it is down, and pays everyone once when it is back", async () => {
    const down: AccountAnswer = { kind: "in_doubt", code: "http_503", unavailable: true };
    const world = await createPayingWorld({
      accountOf: (userId, asked) => (asked <= 3 ? down : accountOf(userId)),
    });

    await world.pay();

    expect(await world.outcomes()).toEqual(ALL_PAID);
    expect(world.pointsApi.grants).toEqual(EACH_ONCE);
  });

  it("gives up on one whose answers nobody can read, and pays the others", async () => {
    const unread: AccountAnswer = {
      kind: "in_doubt",
      code: "unreadable_answer",
      unavailable: false,
    };
    const world = await createPayingWorld({
      accountOf: (userId) => (userId === "user-3" ? unread : accountOf(userId)),
    });

    await world.pay();

    expect(await world.outcomes()).toEqual({ ...ALL_PAID, "user-3": "rejected unreadable_answer" });
  });

  it("puts aside one that it asks to come back in an hour, and holds nobody else", async () => {
    const later: AccountAnswer = {
      ...{ kind: "not_done", code: "http_429", unavailable: false },
      retryAfterMs: 3_600_000,
    };
    const world = await createPayingWorld({
      accountOf: (userId, asked) =>
        userId === "user-3" && asked === 1 ? later : accountOf(userId),
    });

    const { tookMs } = await world.pay();

    expect(await world.outcomes()).toEqual(ALL_PAID);
    expect(world.pointsApi.grants).toEqual(EACH_ONCE);
    expect(tookMs).toBeGreaterThanOrEqual(3_600_000);
  });

  it("pauses with wrong credentials, and has asked for nothing", async () => {
    const world = await createPayingWorld({
      accountOf: () => ({ kind: "ours", code: "http_401" }),
    });

    await world.pay(world.clock.sleep(1_000).then(() => world.stop()));

    expect(world.pointsApi.calls).toEqual([]);
    expect(await world.entries()).toEqual([]);
  });
});
