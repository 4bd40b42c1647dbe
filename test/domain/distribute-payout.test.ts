import { describe, expect, it } from "vitest";
import { distributePayout } from "../../domain/distribute-payout.ts";
import { claimPayout } from "../../domain/distribution/claim-payout.ts";
import { payRound } from "../../domain/distribution/pay-round.ts";
import type { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import { stopPayout } from "../../domain/distribution/stop-and-resume.ts";
import { beginOutage, endOutage } from "../../domain/distribution/update-run.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../doubles/memory-engine.ts";
import { checkOf } from "../doubles/memory-objects.ts";
import { createMemorySchedules } from "../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../doubles/memory-stores.ts";
import { type CallFault, createScriptedPointsApi } from "../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../doubles/virtual-clock.ts";
import { createdEvent, MARKETER, payoutIn } from "./payout/payouts.ts";

const PAYMENTS = SEVEN_PAYMENTS;

async function setup(
  options: {
    idempotency?: "key" | "lookup" | "none";
    fault?: (call: number, userId: string) => CallFault | undefined;
    yieldAfterMs?: number;
    settings?: Partial<typeof DEFAULT_PAYING_SETTINGS>;
  } = {},
) {
  const clock = createVirtualClock();
  const payouts = createMemoryPayoutStore();
  const scheduled = payoutIn("scheduled");
  const { payments, totalPoints, digest } = checkOf(PAYMENTS);
  const payout = { ...scheduled, check: { ...scheduled.check, payments, totalPoints, digest } };
  await payouts.create(payout, createdEvent(payout));
  const scheduler = createMemorySchedules();
  const { name: scheduleName, generation } = payout.schedule;
  const firing = { payoutId: payout.payoutId, generation, scheduleName, run: 1 };
  await scheduler.create(firing, payout.schedule.at);
  const pointsApi = createScriptedPointsApi({ clock, ...options });
  const { settings = {} } = options;
  const { deps, slack, sheet } = createMemoryDistribution({
    ...{ payouts, clock, scheduler, pointsApi, settings },
  });
  const run = (executionName = "execution-1") => {
    const { yieldAfterMs = 600_000 } = options;
    const { engine, names } = createMemoryEngine({ clock, executionName, yieldAfterMs });
    return { engine, names, end: distributePayout(deps, firing, engine) };
  };
  return {
    ...deps,
    pointsApi,
    scheduler,
    clock,
    sheet,
    slack,
    firing,
    run,
    stored: () => payouts.get(payout.payoutId),
    actions: async () => (await payouts.events(payout.payoutId)).map((event) => event.action),
  };
}

const API_IS_DOWN = { kind: "not_done", code: "http_503", unavailable: true } as const;
const EVERYONE_ONCE = new Map(PAYMENTS.map(({ userId }) => [userId, 1]));

describe("distributing a payout", () => {
  it("pays everyone once, reports, and deletes the schedule last", async () => {
    const { clock, run, pointsApi, stored, slack, scheduler, actions } = await setup();
    const { end, names } = run();

    expect(await clock.run(end)).toEqual({ kind: "completed" });

    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
    expect(names).toEqual(["claim", "split", "pay-1", "report", "tell-0", "complete"]);
    expect(await stored()).toMatchObject({
      state: "completed",
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
    expect(await actions()).toEqual(["created", "started", "completed"]);
    expect(slack.messages.map(({ key }) => key.split(":")[1])).toEqual(["message", "report"]);
    expect(slack.files.map(({ inThread }) => inThread)).toEqual([slack.messages[0]?.messageId]);
    expect(scheduler.existing.size).toBe(0);
  });

  it("asks for each payment under a key of payout and row alone", async () => {
    const { clock, run, pointsApi, firing } = await setup({
      fault: (call) => (call % 2 === 0 ? { kind: "pay_and_lose" } : undefined),
    });

    await clock.run(run().end);

    const keys = new Map(pointsApi.calls.map(({ userId, key }) => [userId, key]));
    expect(keys.get("user-0")).toBe(`paysheet-${firing.payoutId}-2`);
    expect(new Set(pointsApi.calls.map(({ key }) => key)).size).toBe(7);
    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
  });

  it("records what the API refuses, and names it", async () => {
    const { clock, run, stored, results, slack } = await setup({
      fault: (_, userId) =>
        userId === "user-3"
          ? {
              kind: "answer",
              answer: { kind: "rejected", code: "http_404", detail: "no such user" },
            }
          : undefined,
    });

    await clock.run(run().end);

    expect(await stored()).toMatchObject({
      report: {
        counts: {
          payments: 7,
          paid: 6,
          rejected: 1,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pending: 0,
        },
        points: { total: 2_800, paid: 2_400 },
      },
    });
    expect(results).toMatchObject({ workbooks: expect.any(Map) });
    const reasons = slack.messages.find(({ key }) => key.endsWith(":reasons"));
    expect(reasons?.message.text).toContain("user-3");
  });

  it.each(["key", "lookup"] as const)(
    "resolves lost answers in mode %s without paying twice",
    async (idempotency) => {
      const { clock, run, pointsApi, stored } = await setup({
        idempotency,
        fault: (call) => (call % 2 === 1 ? { kind: "pay_and_lose" } : undefined),
      });

      await clock.run(run().end);

      expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
      expect(await stored()).toMatchObject({ report: { counts: { paid: 7 } } });
    },
  );

  it("leaves lost answers unknown where the API offers nothing against doubt", async () => {
    const { clock, run, pointsApi, stored } = await setup({
      idempotency: "none",
      fault: (_, userId) => (userId === "user-2" ? { kind: "pay_and_lose" } : undefined),
    });

    await clock.run(run().end);

    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
    expect(pointsApi.calls.filter(({ userId }) => userId === "user-2")).toHaveLength(1);
    expect(await stored()).toMatchObject({ report: { counts: { paid: 6, unknown: 1 } } });
  });

  it("leaves to the first of two executions that were fired at once", async () => {
    const { clock, run, pointsApi, slack } = await setup();

    const ends = await clock.run(Promise.all([run("execution-1").end, run("execution-2").end]));

    expect(ends.map(({ kind }) => kind).sort()).toEqual(["completed", "left"]);
    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
    expect(slack.messages.map(({ key }) => key.split(":")[1])).toEqual(["message", "report"]);
  });

  it("pays nobody for a firing of an older generation, and deletes its schedule", async () => {
    const { clock, firing, scheduler, pointsApi, engine, ...deps } = await withEngine();
    const old = { ...firing, generation: 0 + 1, scheduleName: "an-older-schedule" };
    await scheduler.create(old, "2026-11-23T03:00:00.000Z");

    const end = await clock.run(
      distributePayout({ ...deps, clock, scheduler, pointsApi }, old, engine),
    );

    expect(end).toMatchObject({ kind: "stale" });
    expect(pointsApi.calls).toEqual([]);
    expect([...scheduler.existing.keys()]).toEqual([firing.scheduleName]);
  });

  it("halts and pays nobody when the sheet is not what was approved", async () => {
    const { clock, run, sheet, pointsApi, stored, slack, scheduler } = await setup();
    sheet.payments = PAYMENTS.map((payment) => ({ ...payment, points: payment.points * 10 }));

    expect(await clock.run(run().end)).toEqual({ kind: "halted", reason: "sheet_changed" });

    expect(pointsApi.calls).toEqual([]);
    expect(await stored()).toMatchObject({ state: "halted", halt: { reason: "sheet_changed" } });
    expect(slack.messages.map(({ key }) => key.split(":")[1])).toEqual(["message", "halted"]);
    expect(scheduler.existing.size).toBe(0);
  });

  it("halts and pays nobody when a chunk holds other payments than the sheet", async () => {
    const { clock, run, chunks, firing, pointsApi } = await setup();
    await chunks.write(firing.payoutId, 1, [{ row: 5, userId: "somebody", points: 1_000_000 }]);

    expect(await clock.run(run().end)).toEqual({ kind: "halted", reason: "sheet_changed" });
    expect(pointsApi.calls).toEqual([]);
  });

  it("halts when the approved version of the sheet is gone", async () => {
    const { clock, run, sheet, pointsApi } = await setup();
    sheet.missing = true;

    expect(await clock.run(run().end)).toEqual({ kind: "halted", reason: "sheet_unreadable" });
    expect(pointsApi.calls).toEqual([]);
  });

  it("yields before the invocation's time limit and goes on in the next one", async () => {
    const { clock, run, pointsApi } = await setup({
      yieldAfterMs: 100,
      settings: { ratePerSecond: 20 },
    });
    const { end, names } = run();

    expect(await clock.run(end)).toEqual({ kind: "completed" });

    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
    expect(pointsApi.calls).toHaveLength(7);
    expect(names.filter((name) => name.startsWith("yield-")).length).toBeGreaterThan(1);
  });

  it("waits out an unavailable API, rejecting nobody, and goes on by itself", async () => {
    let down = true;
    const { clock, run, pointsApi, actions, stored, slack } = await setup({
      settings: { unavailableAfterAnswers: 3 },
      fault: (call) => {
        down = call < 10;
        return down ? { kind: "answer", answer: API_IS_DOWN } : undefined;
      },
    });

    expect(await clock.run(run().end)).toEqual({ kind: "completed" });

    expect(pointsApi.grants).toEqual(EVERYONE_ONCE);
    expect(await stored()).toMatchObject({ report: { counts: { paid: 7, rejected: 0 } } });
    expect(await actions()).toEqual([
      ...["created", "started", "outage_began", "outage_ended", "completed"],
    ]);
    const told = slack.messages.map(({ key }) => key.split(":")[1]);
    expect(told).toEqual(["message", "outage", "going_on", "report"]);
  });

  it("halts after an outage that lasts too long, leaving everyone pending", async () => {
    const { clock, run, stored, ledger, firing } = await setup({
      settings: { unavailableAfterAnswers: 3 },
      fault: () => ({
        kind: "answer",
        answer: { kind: "not_done", code: "connection_failed", unavailable: true },
      }),
    });

    expect(await clock.run(run().end)).toEqual({
      kind: "halted",
      reason: "points_api_unavailable",
    });

    expect(await stored()).toMatchObject({ state: "halted" });
    expect(await ledger.readChunk(firing.payoutId, 0)).toEqual([]);
  });

  it("pauses at once when the API refuses our credentials, and rejects nobody", async () => {
    const { clock, run, stored, pointsApi } = await setup({
      fault: () => ({ kind: "answer", answer: { kind: "ours", code: "http_401" } }),
    });

    expect(await clock.run(run().end)).toEqual({ kind: "stopped", why: "refused_credentials" });

    expect(pointsApi.calls.length).toBeLessThanOrEqual(2);
    expect(await stored()).toMatchObject({
      state: "paused",
      pause: { reason: "points_api_refuses_credentials", detail: "http_401" },
    });
  });

  it("pauses on what is ours to mend, rejects nobody, and says what the API said", async () => {
    const { clock, run, stored, ledger, firing } = await setup({
      fault: (call) =>
        call < 3
          ? undefined
          : {
              kind: "answer",
              answer: { kind: "ours", code: "http_402", detail: "The balance is 0." },
            },
    });

    expect(await clock.run(run().end)).toEqual({ kind: "stopped", why: "refused_credentials" });

    expect(await stored()).toMatchObject({
      state: "paused",
      pause: { reason: "points_api_refuses_calls", detail: "http_402: The balance is 0." },
    });
    const entries = await ledger.readChunk(firing.payoutId, 0);
    expect(entries.map(({ state }) => state)).toEqual(["paid", "paid"]);
  });

  it("completes while the channel is down, and reports once when it is back", async () => {
    const { clock, run, stored, slack, scheduler } = await setup();
    slack.fail("any", "refused", 3);

    expect(await clock.run(run().end)).toEqual({ kind: "completed" });

    expect(await stored()).toMatchObject({ state: "completed" });
    expect(slack.messages.map(({ key }) => key.split(":")[1])).toEqual(["message", "report"]);
    expect(scheduler.existing.size).toBe(0);
  });

  it("shows an outage while it lasts, and stops at once when a person says so", async () => {
    const world = await setup({
      settings: { unavailableAfterAnswers: 3 },
      fault: () => ({ kind: "answer", answer: API_IS_DOWN }),
    });
    const { clock, run, stored, payouts, newId, firing, pointsApi, actions } = world;
    const { end } = run();
    const stopped = clock.run(
      (async () => {
        await clock.sleep(600_000);
        expect(await stored()).toMatchObject({
          state: "distributing",
          outage: { code: "http_503" },
        });
        const calls = pointsApi.calls.length;
        await stopPayout({ payouts, clock, newId }, firing.payoutId, {}, MARKETER);
        expect(await stored()).toMatchObject({ pause: { reason: "stopped_by_person" } });
        expect(await stored()).not.toHaveProperty("outage");
        return calls;
      })(),
    );

    const calls = await stopped;
    expect(await clock.run(end)).toEqual({ kind: "stopped", why: "stopped" });

    expect(pointsApi.calls).toHaveLength(calls);
    expect(await actions()).toEqual(["created", "started", "outage_began", "paused"]);
  });

  it("is left by a worker that begins while another one has found the API gone", async () => {
    const { firing, pointsApi, ...deps } = await setup();
    const { payoutId, run } = firing;
    await claimPayout(deps, firing, "execution-1");
    await beginOutage(deps, { payoutId, run, after: undefined }, { code: "http_503" });
    await deps.chunks.write(payoutId, 0, PAYMENTS);
    const plan = { chunkSize: 7, chunkCount: 1, shards: 1 };
    const yieldAtMs = deps.clock.nowMs() + 60_000;
    const work = { payoutId, run, plan, shard: 0, owner: "me", yieldAtMs };

    const end = await deps.clock.run(payRound({ ...deps, pointsApi }, work));

    expect(end).toEqual({ kind: "unavailable", code: "http_503", settled: 0 });
    expect(pointsApi.calls).toEqual([]);
  });

  it("asks for few payments to see whether the API is back: each may be left in doubt", async () => {
    const { clock, firing, pointsApi, ledger, chunks, settings, ...deps } = await setup({
      idempotency: "none",
      settings: { concurrency: 7, concurrencyAtStart: 7 },
      fault: () => ({
        kind: "answer",
        answer: { kind: "in_doubt", code: "timeout", unavailable: true },
      }),
    });
    const { payoutId, run } = firing;
    await claimPayout({ ...deps, clock, ledger, settings }, firing, "execution-1");
    await chunks.write(payoutId, 0, PAYMENTS);
    const plan = { chunkSize: 7, chunkCount: 1, shards: 1 };
    const work = { payoutId, run, plan, shard: 0, owner: "me", yieldAtMs: clock.nowMs() + 60_000 };
    const round = { ...deps, clock, pointsApi, ledger, chunks, settings };

    const end = await clock.run(payRound(round, { ...work, isProbe: true }));

    expect(end).toEqual({ kind: "unavailable", code: "timeout", settled: 2 });
    expect(pointsApi.mostInFlight()).toBe(1);
    expect(await ledger.readChunk(payoutId, 0)).toHaveLength(3);
  });

  it("is not changed by those who sleep through an outage and wake in the next one", async () => {
    const { firing, stored, ...deps } = await setup();
    await claimPayout(deps, firing, "execution-1");
    const { payoutId, run } = firing;
    const first = { payoutId, run, after: undefined };
    await beginOutage(deps, first, { code: "http_503" });
    await beginOutage(deps, first, { code: "http_500" });
    expect(await stored()).toMatchObject({ outage: { code: "http_503" } });
    await endOutage(deps, first);
    const between = await stored();
    expect(between).not.toHaveProperty("outage");
    if (between?.state !== "distributing") throw new Error("It is not being paid.");

    expect(await beginOutage(deps, first, { code: "late" })).toBe(true);
    expect(await stored()).toEqual(between);

    const { outageOver: after } = between.distribution;
    await beginOutage(deps, { payoutId, run, after }, { code: "timeout" });
    expect(await endOutage(deps, first)).toBe(true);
    expect(await stored()).toMatchObject({ outage: { code: "timeout" } });
    expect(await endOutage(deps, { payoutId, run: run + 1, after })).toBe(false);
  });

  it("holds the rate as a ceiling that is reached, and the calls in flight", async () => {
    const { clock, run, pointsApi } = await setup({
      settings: { ratePerSecond: 10, concurrency: 2 },
    });

    await clock.run(run().end);

    const at = pointsApi.calls.map(({ atMs }) => atMs);
    const gaps = at.slice(1).map((ms, index) => ms - (at[index] ?? 0));
    expect(gaps.every((gap) => gap === 100)).toBe(true);
    expect(pointsApi.mostInFlight()).toBeLessThanOrEqual(2);
  });
});

async function withEngine() {
  const all = await setup();
  return {
    ...all,
    engine: createMemoryEngine({ clock: all.clock, executionName: "other" }).engine,
  };
}
