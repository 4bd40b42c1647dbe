import { describe, expect, it } from "vitest";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import type { UserAnswer } from "../../../domain/distribution/points-api.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import {
  createScriptedPointsApi,
  DOUBT_MODES,
  type DoubtMode,
} from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

/** What the look-up of a user answers to the given ask for them, from 1. */
type FindUser = (userId: string, ask: number) => UserAnswer;

async function setup(
  options: {
    readonly dryRun?: boolean;
    readonly idempotency?: DoubtMode;
    readonly findUser?: FindUser;
  } = {},
) {
  const { dryRun = true, idempotency = "key", findUser } = options;
  const example = payoutIn("scheduled");
  const clock = createVirtualClock(Date.parse(example.schedule.at));
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const payout: Payout = {
    ...example,
    check: { ...example.check, payments, totalPoints, digest },
    ...(dryRun ? { dryRun } : {}),
  };
  const { payoutId } = payout;
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const api = createScriptedPointsApi({ clock, idempotency });
  const foundAtMs: number[] = [];
  const { deps, slack } = createMemoryDistribution({
    payouts,
    clock,
    scheduler: createMemorySchedules(),
    pointsApi: {
      ...api,
      ...(findUser === undefined
        ? {}
        : {
            findUser: async ({ userId }) => {
              const ask = asked.filter((each) => each === userId).length + 1;
              asked.push(userId);
              foundAtMs.push(clock.nowMs());
              return findUser(userId, ask);
            },
          }),
    },
    settings: { unavailableAfterAnswers: 3, ratePerSecond: 10, haltAfterMs: 60_000 },
  });
  const asked: string[] = [];
  const { name: scheduleName, generation } = payout.schedule;
  const firing = { payoutId, generation, scheduleName, run: 1 };
  const { engine, names } = createMemoryEngine({ clock });
  return {
    api,
    asked,
    lookedUp: api.lookedUp,
    foundAtMs,
    names,
    slack,
    distribute: () => clock.run(distributePayout(deps, firing, engine)),
    stored: () => payouts.get(payoutId),
    entries: async () =>
      (await Promise.all([0, 1, 2].map((chunk) => deps.ledger.readChunk(payoutId, chunk)))).flat(),
  };
}

const MISSING: UserAnswer = { kind: "rejected", code: "http_404", detail: "no such user" };
const DOWN: UserAnswer = { kind: "not_done", code: "http_503", unavailable: true };

describe("a dry run", () => {
  it.each(DOUBT_MODES)(
    "asks for nothing and is counted like a payout (idempotency %s)",
    async (idempotency) => {
      const { distribute, api, lookedUp, stored, entries } = await setup({ idempotency });

      expect(await distribute()).toEqual({ kind: "completed" });

      expect([api.calls, api.grants.size, lookedUp.size]).toEqual([[], 0, 0]);
      expect(await stored()).toMatchObject({
        state: "completed",
        dryRun: true,
        report: {
          counts: {
            payments: 7,
            paid: 7,
            rejected: 0,
            unknown: 0,
            accepted: 0,
            withdrawn: 0,
            pending: 0,
          },
          points: { total: 2_800, paid: 2_800 },
        },
      });
      expect((await entries()).map(({ transactionId }) => transactionId)).toEqual(
        SEVEN_PAYMENTS.map(() => undefined),
      );
    },
  );

  it("looks each user up where that is offered, at the rate of paying, and rejects the missing", async () => {
    const { distribute, api, asked, foundAtMs, stored, entries } = await setup({
      findUser: (userId) => (userId === "user-3" ? MISSING : { kind: "found" }),
    });

    await distribute();

    expect(api.calls).toEqual([]);
    expect(asked.toSorted()).toEqual(SEVEN_PAYMENTS.map(({ userId }) => userId));
    expect((foundAtMs.at(-1) ?? 0) - (foundAtMs[0] ?? 0)).toBeGreaterThanOrEqual(590);
    expect(await stored()).toMatchObject({
      report: { counts: { paid: 6, rejected: 1 }, points: { paid: 2_400 } },
    });
    expect((await entries()).find(({ row }) => row === 5)).toMatchObject({
      state: "rejected",
      code: "http_404",
      detail: "no such user",
    });
  });

  it("asks again while the API is busy, and where its answer proves nothing", async () => {
    const { distribute, asked, stored } = await setup({
      findUser: (userId, ask) => {
        if (ask > 1) return { kind: "found" };
        if (userId === "user-1") {
          return { kind: "not_done", code: "http_429", unavailable: false, retryAfterMs: 2_000 };
        }
        return userId === "user-2"
          ? { kind: "in_doubt", code: "timeout", unavailable: true }
          : { kind: "found" };
      },
    });

    await distribute();

    expect(asked.filter((user) => ["user-1", "user-2"].includes(user))).toHaveLength(4);
    expect(await stored()).toMatchObject({ report: { counts: { paid: 7, unknown: 0 } } });
  });

  it("pauses while the API is down, goes on by itself, and is in doubt about nobody", async () => {
    let asks = 0;
    const { distribute, names, stored } = await setup({
      findUser: () => {
        asks += 1;
        return asks <= 6 ? DOWN : { kind: "found" };
      },
    });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(names).toContain("outage-1");
    expect(await stored()).toMatchObject({ report: { counts: { paid: 7, unknown: 0 } } });
  });

  it("pauses for a person when the look-up refuses our credentials", async () => {
    const { distribute, stored } = await setup({
      findUser: () => ({ kind: "ours", code: "http_401" }),
    });

    expect(await distribute()).toEqual({ kind: "stopped", why: "refused_credentials" });

    expect(await stored()).toMatchObject({
      state: "paused",
      dryRun: true,
      pause: { reason: "points_api_refuses_credentials" },
    });
  });

  it("says in the channel that nobody is paid, in the message and in each reply", async () => {
    const { distribute, slack } = await setup({
      findUser: (userId) => (userId === "user-3" ? MISSING : { kind: "found" }),
    });

    await distribute();

    const texts = slack.messages.map(({ message }) => message.text);
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(texts.filter((text) => !text.startsWith("[Dry run]"))).toEqual([]);
    expect(texts.join("\n")).toContain("6 would be paid · 1 would fail");
    expect(slack.files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^dry-run-result-/),
    ]);
  });
});

it("a payout that is none pays, and asks for no user beforehand", async () => {
  const { distribute, api, asked } = await setup({
    dryRun: false,
    findUser: () => MISSING,
  });

  expect(await distribute()).toEqual({ kind: "completed" });

  expect([api.calls.length, api.grants.size, asked]).toEqual([7, 7, []]);
});
