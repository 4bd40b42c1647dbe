import { describe, expect, it } from "vitest";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import { optional } from "../../../domain/optional.ts";
import { nextClosedSpan } from "../../../domain/payout/closed-hours.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { type CallFault, createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const SEOUL = { timeZone: "Asia/Seoul" };
/** In Seoul. */
const at = (time: string) => Date.parse(`2026-11-${time}:00+09:00`);

/** A payout of seven payments, one a second, that fires at that time of Seoul. */
async function setup(
  firesAt: string,
  settings: Partial<PayingSettings>,
  fault: (call: number) => CallFault | undefined = () => undefined,
  isDryRun = false,
) {
  const clock = createVirtualClock(at(firesAt));
  const payouts = createMemoryPayoutStore();
  const scheduled = payoutIn("scheduled");
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const dryRun = optional("dryRun", isDryRun ? (true as const) : undefined);
  const check = { ...scheduled.check, payments, totalPoints, digest };
  const payout = { ...scheduled, ...dryRun, check };
  await payouts.create(payout, createdEvent(payout));
  const pointsApi = createScriptedPointsApi({ clock, fault });
  const { deps, slack } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
    settings: { ratePerSecond: 1, ...settings },
  });
  const { engine, names } = createMemoryEngine({ clock });
  const { payoutId, schedule, generation } = payout;
  const firing = { payoutId, generation, scheduleName: schedule.name, run: 1 };
  const outages: unknown[] = [];
  const told = {
    ...deps,
    payouts: {
      ...payouts,
      change: async (...[changed, event]: Parameters<typeof payouts.change>) => {
        await payouts.change(changed, event);
        if ("outage" in changed) outages.push(changed.outage);
      },
    },
  };
  return {
    names,
    outages,
    slack,
    rates: deps.rates,
    grants: pointsApi.grants,
    tookMs: () => clock.nowMs() - at(firesAt),
    distribute: () => clock.run(distributePayout(told, firing, engine)),
    /** How many calls came on which hour of Seoul's day. */
    calls: () => {
      const hours = new Map<string, number>();
      for (const { atMs } of pointsApi.calls) {
        const hour = new Date(atMs + 9 * 3_600_000).toISOString().slice(8, 13);
        hours.set(hour, (hours.get(hour) ?? 0) + 1);
      }
      return Object.fromEntries(hours);
    },
  };
}

const EVERYONE_ONCE = new Map(SEVEN_PAYMENTS.map(({ userId }) => [userId, 1]));
const NIGHT = [{ from: "02:00", to: "04:30", ...SEOUL }];

describe("maintenance of the points API", () => {
  it("keeps a payout that fires in it waiting until its end, and says so", async () => {
    const { distribute, outages, calls, grants } = await setup("23T03:10", { maintenance: NIGHT });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(outages).toEqual([
      { since: expect.any(String), code: "maintenance", until: "2026-11-22T19:30:00.000Z" },
    ]);
    expect(calls()).toEqual({ "23T04": 7 });
    expect(grants).toEqual(EVERYONE_ONCE);
  });

  it("lets what is being paid wait as soon as it begins", async () => {
    const { distribute, calls, names, grants } = await setup("23T01:59", {
      // Three in the minute before.
      ...{ maintenance: NIGHT, ratePerSecond: 0.05, concurrencyAtStart: 1 },
    });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(calls()).toEqual({ "23T01": 3, "23T04": 4 });
    expect(grants).toEqual(EVERYONE_ONCE);
    expect(names.filter((name) => name.startsWith("outage-"))).toEqual([
      ...["outage-1", "outage-1-wait-1", "outage-1-probe-1"],
    ]);
  });

  it("that begins in an outage is waited for without asking, and not counted as one", async () => {
    const isDown = { kind: "not_done", code: "http_503", unavailable: true } as const;
    const { distribute, calls, grants } = await setup(
      "23T01:58",
      { maintenance: NIGHT, unavailableAfterAnswers: 3, haltAfterMs: 3_600_000 },
      (call) => (call <= 9 ? { kind: "answer", answer: isDown } : undefined),
    );

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(Object.keys(calls())).toEqual(["23T01", "23T04"]);
    expect(grants).toEqual(EVERYONE_ONCE);
  });
});

describe("quiet hours", () => {
  const quietHours = [{ from: "22:00", to: "08:00", ...SEOUL }];

  it("keep a payout that fires in them waiting until the morning, and say so", async () => {
    const { distribute, outages, calls, grants } = await setup("23T23:10", { quietHours });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(outages).toEqual([
      { since: expect.any(String), code: "quiet_hours", until: "2026-11-23T23:00:00.000Z" },
    ]);
    expect(calls()).toEqual({ "24T08": 7 });
    expect(grants).toEqual(EVERYONE_ONCE);
  });

  it("let what is being paid wait as soon as they begin", async () => {
    const { distribute, calls, grants } = await setup("23T21:59", {
      ...{ quietHours, ratePerSecond: 0.05, concurrencyAtStart: 1 },
    });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(calls()).toEqual({ "23T21": 3, "24T08": 4 });
    expect(grants).toEqual(EVERYONE_ONCE);
  });

  it("that maintenance touches last until both are over", async () => {
    const maintenance = [{ from: "07:30", to: "09:00", ...SEOUL }];
    const { distribute, outages, calls } = await setup("23T23:10", { quietHours, maintenance });

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(outages).toEqual([
      { since: expect.any(String), code: "quiet_hours", until: "2026-11-24T00:00:00.000Z" },
    ]);
    expect(calls()).toEqual({ "24T09": 7 });
  });

  it("are nothing to a dry run, by which nobody is paid", async () => {
    const { distribute, outages, tookMs } = await setup(
      "23T23:10",
      { quietHours },
      undefined,
      true,
    );

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(outages).toEqual([]);
    expect(tookMs()).toBeLessThan(60_000);
  });
});

describe("a daily quota", () => {
  const quota = (calls: number) => ({ dailyQuota: { calls, ...SEOUL } });

  it("that is used up is an outage until the day ends, and no call is made meanwhile", async () => {
    const { distribute, outages, calls, grants } = await setup("23T10:00", quota(5));

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(outages).toEqual([
      { since: expect.any(String), code: "daily_quota", until: "2026-11-23T15:00:00.000Z" },
    ]);
    expect(calls()).toEqual({ "23T10": 5, "24T00": 2 });
    expect(grants).toEqual(EVERYONE_ONCE);
  });

  it("is waited for however many days it takes", async () => {
    const { distribute, calls } = await setup("23T10:00", quota(2));

    expect(await distribute()).toEqual({ kind: "completed" });

    expect(calls()).toEqual({ "23T10": 2, "24T00": 2, "25T00": 2, "26T00": 1 });
  });

  it("counts a call on the day on which it leaves, not on that on which it was given its time", async () => {
    const slow = { ...quota(3), ratePerSecond: 0.025, concurrencyAtStart: 1 };
    const { distribute, calls, grants } = await setup("23T23:59", slow);

    expect(await distribute()).toEqual({ kind: "completed" });

    // The third was given its time, twenty seconds after midnight, at 23:59:40.
    expect(calls()).toEqual({ "23T23": 2, "24T00": 3, "25T00": 2 });
    expect(grants).toEqual(EVERYONE_ONCE);
  });

  it("has back what was reserved and not used", async () => {
    const { distribute, rates } = await setup("23T10:00", quota(1_000));

    await distribute();

    const today = { api: "points", day: "2026-11-23", most: 1_000 };
    expect(await rates.reserve(today, 1_000)).toBe(993);
  });
});

describe("the next maintenance", () => {
  const WEEKLY = [{ from: "23:00", to: "01:00", ...SEOUL, days: ["sun" as const] }];
  const spanOf = (fromText: string, untilText: string) => ({
    fromMs: at(fromText),
    untilMs: at(untilText),
  });

  it.each([
    ["of every day, before it begins", NIGHT, "23T01:59", spanOf("23T02:00", "23T04:30")],
    ["as it begins", NIGHT, "23T02:00", spanOf("23T02:00", "23T04:30")],
    ["at its end", NIGHT, "23T04:30", spanOf("24T02:00", "24T04:30")],
    ["of a week", WEEKLY, "23T12:00", spanOf("29T23:00", "30T01:00")],
    ["that began yesterday", WEEKLY, "23T00:30", spanOf("22T23:00", "23T01:00")],
    [
      "that another one touches",
      [...NIGHT, { from: "04:30", to: "05:00", ...SEOUL }],
      "23T03:00",
      spanOf("23T02:00", "23T05:00"),
    ],
  ])("%s", (_, windows, now, next) => {
    expect(nextClosedSpan(windows, at(now))).toEqual(next);
  });

  it("is none where there is none", () => {
    expect(nextClosedSpan([], at("23T00:00"))).toBeUndefined();
  });

  it("keeps to the clocks of its zone when they change", () => {
    const window = { from: "01:30", to: "03:30", timeZone: "America/New_York" };
    const beforeMs = Date.parse("2026-03-08T05:00:00.000Z");
    expect(nextClosedSpan([window], beforeMs)).toEqual({
      fromMs: Date.parse("2026-03-08T06:30:00.000Z"),
      // An hour of that night is left out.
      untilMs: Date.parse("2026-03-08T07:30:00.000Z"),
    });
  });
});
