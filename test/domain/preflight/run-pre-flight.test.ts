import { describe, expect, it } from "vitest";
import type { UserAnswer } from "../../../domain/distribution/points-api.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import { getPayout } from "../../../domain/payout/get-payout.ts";
import { payoutSchema } from "../../../domain/payout/payout.ts";
import { mayPreFlight, requestPreFlight } from "../../../domain/preflight/request-pre-flight.ts";
import { runPreFlight } from "../../../domain/preflight/run-pre-flight.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { createMemoryPreFlights } from "../../doubles/memory-pre-flights.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const NOBODY: UserAnswer = { kind: "rejected", code: "http_404" };
const DOWN: UserAnswer = { kind: "not_done", code: "connection_failed", unavailable: true };
const found: UserAnswer = { kind: "found" };

/** Rows 2 and on; every user that begins with `missing-` is none. */
function paymentsTo(...userIds: readonly string[]): Payment[] {
  return userIds.map((userId, index) => ({ row: index + 2, userId, points: 100 }));
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);

interface Given {
  readonly payments?: readonly Payment[];
  readonly findUser?: (userId: string, asked: number) => UserAnswer;
  readonly changes?: object;
  readonly ratePerSecond?: number;
  readonly dailyCalls?: number;
  readonly quietHours?: PayingSettings["quietHours"];
  readonly yieldAfterMs?: number;
}

const byName = (userId: string) => (userId.startsWith("missing-") ? NOBODY : found);

async function setup({
  payments = paymentsTo("kim", "missing-lee", "park", "missing-lee"),
  findUser = byName,
  changes = {},
  ratePerSecond = 50,
  dailyCalls,
  quietHours = [],
  yieldAfterMs,
}: Given = {}) {
  const clock = createVirtualClock(Date.parse("2026-11-23T00:00:00.000Z"));
  const payout = payoutSchema.parse({ ...payoutIn("ready"), ...changes });
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const pointsApi = createScriptedPointsApi({ clock, findUser });
  const scheduler = createMemorySchedules();
  const dailyQuota = dailyCalls && { calls: dailyCalls, timeZone: "Asia/Seoul" };
  const { deps } = createMemoryDistribution(
    {
      ...{ payouts, clock, scheduler, pointsApi },
      settings: { ratePerSecond, quietHours, ...(dailyQuota && { dailyQuota }) },
    },
    payments,
  );
  const { preFlights, preFlightStarter, started } = createMemoryPreFlights();
  const all = { ...deps, preFlights, preFlightStarter };
  const { payoutId } = payout;
  const { engine, names } = createMemoryEngine({ clock, ...(yieldAfterMs && { yieldAfterMs }) });
  return {
    ...{ clock, payouts, payoutId, pointsApi, names, started, deps: all },
    async ask() {
      const stored = await getPayout(payouts, payoutId);
      return mayPreFlight(stored) ? await requestPreFlight(all, stored) : undefined;
    },
    /** Its owner gives it another file, which was checked since. */
    async replaceSheet() {
      const ready = payoutIn("ready");
      const sheet = { ...ready.sheet, versionId: "another" };
      const replaced = { ...ready, sheet, revision: payout.revision + 1 };
      await payouts.change(replaced, { ...createdEvent(replaced), eventId: "replaced" });
    },
    run: async (users: number | undefined = 1) =>
      await clock.run(runPreFlight(all, { preFlightOf: payoutId, users }, engine)),
    /** In an execution of its own, as each run is. */
    runAnew: (users: number) =>
      clock.run(
        runPreFlight(all, { preFlightOf: payoutId, users }, createMemoryEngine({ clock }).engine),
      ),
    users: () => preFlights.users(payoutId),
  };
}

describe("a pre-flight", () => {
  it("looks each user up once, and lists those that are missing with their rows", async () => {
    const { ask, run, users, pointsApi, payouts, payoutId } = await setup();
    await ask();
    expect(await run()).toEqual({ kind: "looked" });
    expect(await users()).toMatchObject({
      ...{ state: "done", looked: 3, of: 3, untold: 0, missing: 1 },
      listed: [{ userId: "missing-lee", rows: [3, 5], code: "http_404" }],
    });
    expect([...pointsApi.lookedUp.values()]).toEqual([1, 1, 1]);
    expect(pointsApi.calls).toEqual([]);
    expect((await payouts.get(payoutId))?.revision).toBe(payoutIn("ready").revision);
  });

  it("keeps to the rate that payouts share", async () => {
    const { ask, run, users, clock } = await setup({
      payments: paymentsTo(...numbered(200)),
      ratePerSecond: 10,
    });
    await ask();
    const from = clock.nowMs();
    await run();
    expect(await users()).toMatchObject({ state: "done", looked: 200 });
    expect(clock.nowMs() - from).toBeGreaterThanOrEqual(19_000);
  });

  it("goes on where an invocation's time was up", async () => {
    const { ask, run, users, pointsApi, names } = await setup({
      payments: paymentsTo(...numbered(100)),
      ratePerSecond: 5,
      yieldAfterMs: 9_000,
    });
    await ask();
    await run();
    expect(names).toContain("users-3");
    expect(await users()).toMatchObject({ state: "done", looked: 100, missing: 0 });
    expect(pointsApi.lookedUp.size).toBe(100);
  });

  it("waits while a payout of the same points API is paid", async () => {
    const { ask, run, users, payouts, clock, pointsApi } = await setup();
    const paid = payoutSchema.parse({ ...payoutIn("distributing"), payoutId: "paid" });
    await payouts.create(paid, createdEvent(paid));
    await ask();
    const ended = run();
    clock.jumpTo(clock.nowMs() + 30_000);
    expect(pointsApi.lookedUp.size).toBe(0);
    await ended;
    expect(await users()).toMatchObject({ state: "stopped", code: "payouts_first", looked: 0 });
  });

  it("waits for none in quiet hours, in which nobody is paid, and looks in them itself", async () => {
    // It is nine in the morning of Seoul.
    const { ask, run, users, payouts } = await setup({
      quietHours: [{ from: "08:00", to: "20:00", timeZone: "Asia/Seoul" }],
    });
    const outage = {
      ...{ since: "2026-11-22T23:00:00.000Z", code: "quiet_hours" },
      until: "2026-11-23T11:00:00.000Z",
    };
    const waiting = { ...payoutIn("distributing"), payoutId: "waiting", outage };
    const other = payoutSchema.parse(waiting);
    await payouts.create(other, createdEvent(other));
    await ask();
    await run();
    expect(await users()).toMatchObject({ state: "done", looked: 3, missing: 1 });
  });

  it("looks up a tenth of a day's calls at most", async () => {
    const { ask, run, users } = await setup({
      payments: paymentsTo(...numbered(50)),
      dailyCalls: 200,
    });
    await ask();
    await run();
    expect(await users()).toMatchObject({ state: "done", looked: 20, of: 20, isPart: true });
  });

  it("asks again where it was told nothing, and says so in the end", async () => {
    const busy: UserAnswer = { kind: "not_done", code: "http_429", unavailable: false };
    const { ask, run, users, pointsApi } = await setup({
      findUser: (userId, asked) => (userId === "kim" || asked === 1 ? busy : byName(userId)),
    });
    await ask();
    await run();
    expect(await users()).toMatchObject({ state: "done", looked: 3, untold: 1, missing: 1 });
    expect(pointsApi.lookedUp.get("kim")).toBe(3);
  });

  it.each<[string, UserAnswer, string]>([
    ["refuses our credentials", { kind: "ours", code: "http_401" }, "http_401"],
    ["does not answer", DOWN, "connection_failed"],
  ])("stops where the points API %s", async (_, answer, code) => {
    const { ask, run, users } = await setup({
      payments: paymentsTo(...numbered(50)),
      findUser: () => answer,
    });
    await ask();
    await run();
    expect(await users()).toMatchObject({ state: "stopped", code, looked: 0, missing: 0 });
  });

  it("begins nothing new while it is at work, and all of it again afterwards", async () => {
    const { ask, run, runAnew, users, started } = await setup();
    await ask();
    await ask();
    expect([...started.values()]).toEqual([{ preFlightOf: expect.any(String), users: 1 }]);
    await run();
    const first = await users();
    await ask();
    expect(started.size).toBe(2);
    const before = { at: first?.updatedAt, looked: 3, missing: 1 };
    expect(await users()).toMatchObject({ run: 2, state: "waiting", missing: 0, before });
    expect(await run(1)).toEqual({ kind: "looked" });
    expect(await users()).toMatchObject({ run: 2, state: "waiting", before });
    await runAnew(2);
    expect(await users()).toMatchObject({ run: 2, state: "done", missing: 1 });
    expect((await users())?.before).toBeUndefined();
  });

  it("begins anew with another file, of whose users nothing is known yet", async () => {
    const { ask, run, runAnew, replaceSheet, users, pointsApi } = await setup();
    await ask();
    await replaceSheet();
    // What was begun for the file before looks at nobody of this one.
    await run();
    expect(pointsApi.lookedUp.size).toBe(0);
    await ask();
    expect(await users()).toMatchObject({ run: 2, ofVersion: "another", state: "waiting" });
    await runAnew(2);
    expect(await users()).toMatchObject({ run: 2, state: "done", missing: 1 });
    await ask();
    expect(await users()).toMatchObject({ run: 3, before: { missing: 1 } });
  });

  it("looks at no dry run, nor at what has begun", async () => {
    for (const changes of [{ dryRun: true }, payoutIn("distributing")]) {
      const { ask, run, pointsApi } = await setup({ changes });
      await ask();
      expect(await run()).toEqual({ kind: "nothing" });
      expect(pointsApi.lookedUp.size).toBe(0);
    }
  });
});
