import { describe, expect, it } from "vitest";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import { payoutSchema } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { schedulePayout } from "../../../domain/payout/schedule-payout.ts";
import type { Firing } from "../../../domain/payout/scheduler.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A scheduled payout whose firing comes `lateMs` after its time. */
async function setup(lateMs: number, schedule = {}) {
  const example = payoutIn("scheduled");
  const clock = createVirtualClock(Date.parse(example.schedule.at) + lateMs);
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const payout = payoutSchema.parse({
    ...example,
    check: { ...example.check, payments, totalPoints, digest },
    schedule: { ...example.schedule, ...schedule },
  });
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const scheduler = createMemorySchedules();
  const { payoutId } = payout;
  const { name: scheduleName, generation, at } = example.schedule;
  const firing = { payoutId, generation, scheduleName, run: 1 };
  await scheduler.create(firing, at);
  const pointsApi = createScriptedPointsApi({ clock });
  const { deps } = createMemoryDistribution({ payouts, clock, scheduler, pointsApi });
  return {
    ...deps,
    scheduler,
    pointsApi,
    payoutId,
    fire: (by: Firing = firing, executionName = "execution-1") => {
      const { engine } = createMemoryEngine({ clock, executionName });
      return clock.run(distributePayout(deps, by, engine));
    },
    stored: () => payouts.get(payoutId),
    events: () => payouts.events(payoutId),
  };
}

describe("a firing that comes late", () => {
  it("still pays within a day: a queue was long, or somebody fixed what kept it", async () => {
    const { fire, pointsApi } = await setup(DAY_MS);
    expect(await fire()).toEqual({ kind: "completed" });
    expect(pointsApi.grants.size).toBe(7);
  });

  it("pays nobody after that, is deleted, and leaves the payout to a person as overdue", async () => {
    const { fire, pointsApi, scheduler, stored, events } = await setup(21 * DAY_MS);

    const why = "It fired 504 h after its time, later than the 24 h after which nobody is paid.";
    expect(await fire()).toEqual({ kind: "stale", why });

    expect(pointsApi.calls).toEqual([]);
    expect(scheduler.existing.size).toBe(0);
    const at = "2026-12-14T03:00:00.000Z";
    expect(await stored()).toMatchObject({ state: "scheduled", schedule: { overdueSince: at } });
    expect((await events()).slice(1)).toMatchObject([
      { action: "found_overdue", by: { kind: "system", name: "distribute" }, why, at },
    ]);
  });

  it("says so once in the trail, also of a payout that was found overdue long ago", async () => {
    const overdueSince = "2026-11-23T03:06:00.000Z";
    const { fire, stored, events } = await setup(2 * DAY_MS, { overdueSince });
    await fire();
    await fire();
    await fire(undefined, "execution-of-a-redrive");
    expect(await stored()).toMatchObject({ schedule: { overdueSince } });
    expect((await events()).map(({ action }) => action)).toEqual(["created", "found_overdue"]);
  });

  it("keeps nobody from being paid at the new time that a person chooses", async () => {
    const { fire, pointsApi, stored, clock, ...deps } = await setup(2 * DAY_MS);
    await fire();
    const policy = policySchema.parse({});
    const request = { at: "2026-11-26T12:00", expectedTotalPoints: 2_800 };
    const moved = await schedulePayout(
      { ...deps, clock, policy },
      deps.payoutId,
      request,
      MARKETER,
    );
    if (moved.state !== "scheduled") throw new Error("It is not scheduled.");
    const { name: scheduleName, generation, at } = moved.schedule;
    expect(Date.parse(at)).toBeGreaterThan(clock.nowMs());

    const { payoutId } = deps;
    expect(await fire({ payoutId, generation, scheduleName, run: 1 }, "execution-2")).toEqual({
      kind: "completed",
    });
    expect(pointsApi.grants.size).toBe(7);
  });

  it("bounds no payout that began in time and is resumed weeks later", async () => {
    const { fire, payouts, payoutId, pointsApi } = await setup(21 * DAY_MS);
    const { distribution, state } = payoutIn("distributing");
    const scheduled = await payouts.get(payoutId);
    if (scheduled?.state !== "scheduled") throw new Error("It is not scheduled.");
    const revision = scheduled.revision + 1;
    const plan = { ...distribution, chunkSize: 3, chunkCount: 3, run: 2, execution: "resumed" };
    const started = { ...scheduled, revision, state, distribution: plan };
    await payouts.change(started, { ...createdEvent(started), eventId: "resumed" });
    const { name: scheduleName, generation } = scheduled.schedule;

    const by = { payoutId, generation, scheduleName, run: 2 };
    expect(await fire(by, "resumed")).toEqual({ kind: "completed" });
    expect(pointsApi.grants.size).toBe(7);
  });
});
