import { describe, expect, it } from "vitest";
import type { MessageWriter } from "../../../domain/channel/message-facts.ts";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import { payoutSchema } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { schedulePayout } from "../../../domain/payout/schedule-payout.ts";
import type { Firing } from "../../../domain/payout/scheduler.ts";
import type { UsersLookedUp } from "../../../domain/payout/users-looked-up.ts";
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
async function setup(
  lateMs: number,
  schedule = {},
  usersLookedUpOf?: () => Promise<UsersLookedUp | undefined>,
) {
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
  const doubles = createMemoryDistribution({ payouts, clock, scheduler, pointsApi });
  const shown: string[] = [];
  const { messages } = doubles.deps;
  const status: MessageWriter["status"] = (facts) => {
    const message = messages.status(facts);
    shown.push(message.text);
    return message;
  };
  const deps = { ...doubles.deps, usersLookedUpOf, messages: { ...messages, status } };
  return {
    ...deps,
    shown,
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

describe("a payout some of whose users are known to be missing", () => {
  const known = { at: "2026-11-23T02:30:00.000Z", looked: 7, missing: 2 };

  it("is paid at its time, and its message says so from the start", async () => {
    const { fire, stored, shown } = await setup(0, {}, async () => known);
    expect(await fire()).toEqual({ kind: "completed" });
    expect(await stored()).toMatchObject({ distribution: { usersLookedUp: known } });
    const said = "2 of 7 did not exist on Mon, 23 Nov 2026, 11:30";
    expect(shown.find((text) => text.includes("being paid: 0%"))).toContain(said);
  });

  it.each<[string, () => Promise<UsersLookedUp | undefined>]>([
    ["where nobody is missing", async () => ({ ...known, missing: 0 })],
    ["where nobody was looked up", async () => undefined],
    ["where what was found can't be read", () => Promise.reject(new Error("S3 is down."))],
  ])("keeps nothing of them %s, and is paid as well", async (_, usersLookedUpOf) => {
    const { fire, stored } = await setup(0, {}, usersLookedUpOf);
    expect(await fire()).toEqual({ kind: "completed" });
    expect(await stored()).not.toHaveProperty("distribution.usersLookedUp");
  });
});

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
