import { describe, expect, it } from "vitest";
import type { PointsApiLook } from "../../../domain/distribution/look-at-points-api.ts";
import { type Payout, payoutSchema } from "../../../domain/payout/payout.ts";
import {
  lookBeforeReminders,
  reasonsFoundLately,
  usersLookedUpOf,
} from "../../../domain/preflight/look-before-reminder.ts";
import type { UsersLook } from "../../../domain/preflight/pre-flight.ts";
import { createMemoryPreFlights } from "../../doubles/memory-pre-flights.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const SCHEDULED = payoutIn("scheduled");
const AT_MS = Date.parse(SCHEDULED.schedule.at);
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

async function setup(minutesBefore: number, payout: Payout = SCHEDULED, lookedUpAgo?: number) {
  const clock = { nowMs: () => AT_MS - minutesBefore * MINUTE_MS };
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const { preFlights, preFlightStarter, started } = createMemoryPreFlights();
  const deps = { payouts, preFlights, preFlightStarter, clock, reminderMs: 30 * MINUTE_MS };
  const lookedAgo = (minutes: number, look: Omit<PointsApiLook, "at">) =>
    preFlights.saveLook(payout.payoutId, {
      at: new Date(clock.nowMs() - minutes * MINUTE_MS).toISOString(),
      ...look,
    });
  /** Users looked up, of whom some were missing; nothing was written of them since then. */
  const usersAgo = (minutes: number, users: Partial<UsersLook> = {}) => {
    const at = new Date(clock.nowMs() - minutes * MINUTE_MS).toISOString();
    return preFlights.saveUsers(payout.payoutId, {
      ...{ run: 1, state: "done", startedAt: at, updatedAt: at },
      ...{ looked: 200, of: 200, untold: 0, missing: 12, listed: [] },
      ...users,
    });
  };
  if (lookedUpAgo !== undefined) await usersAgo(lookedUpAgo);
  return { deps, started, lookedAgo, usersAgo };
}

describe("before a reminder", () => {
  it.each([
    [41, 0],
    [40, 1],
    [31, 1],
    [1, 1],
    [0, 0],
  ])("%d minutes before its time a payout is looked at %d times", async (minutes, times) => {
    const { deps, started } = await setup(minutes, SCHEDULED, 60);
    await lookBeforeReminders(deps);
    expect([...started]).toEqual(
      times === 0 ? [] : [[`${SCHEDULED.schedule.name}-look`, { preFlightOf: SCHEDULED.payoutId }]],
    );
  });

  it("it is looked at once, and not for what was found with its sheet", async () => {
    const { deps, started, lookedAgo } = await setup(35, SCHEDULED, 60);
    await lookedAgo(10, { api: "answers" });
    await lookBeforeReminders(deps);
    expect(started.size).toBe(1);
    await lookedAgo(1, { api: "answers" });
    const again = await setup(35);
    await again.lookedAgo(1, { api: "answers" });
    await lookBeforeReminders(again.deps);
    expect(again.started.size).toBe(0);
  });

  it("a dry run is not looked at", async () => {
    const { deps, started } = await setup(35, payoutSchema.parse({ ...SCHEDULED, dryRun: true }));
    await lookBeforeReminders(deps);
    expect(started.size).toBe(0);
  });
});

describe("before a reminder the users of a sheet", () => {
  const { payoutId, schedule } = SCHEDULED;
  const lookedUpAnew = (run: number) => [
    [`${payoutId}-preflight-${run}`, { preFlightOf: payoutId, users: run }],
  ];
  const notLookedUp = [[`${schedule.name}-look`, { preFlightOf: payoutId }]];
  const longAgo = DAY_MINUTES + 1;

  it.each<[string, number | undefined, Partial<UsersLook>, readonly unknown[]]>([
    ["are looked up where they never were", undefined, {}, lookedUpAnew(1)],
    ["are looked up again a day later", longAgo, {}, lookedUpAnew(2)],
    ["are not where that was within a day", DAY_MINUTES, {}, notLookedUp],
    ["are where that was broken off", 1, { state: "stopped", code: "http_401" }, lookedUpAnew(2)],
    ["are where that died", 16, { state: "looking" }, lookedUpAnew(2)],
    ["are where those were of another file", 1, { ofVersion: "before" }, lookedUpAnew(2)],
    ["are not where that is at work", 14, { state: "waiting" }, notLookedUp],
    ["are not where nothing tells of them", longAgo, { state: "not_asked" }, notLookedUp],
  ])("%s", async (_, minutes, users, begun) => {
    const { deps, started, usersAgo } = await setup(40);
    if (minutes !== undefined) await usersAgo(minutes, users);
    await lookBeforeReminders(deps);
    expect([...started]).toEqual(begun);
    // Until the points API was looked at the next sweep asks for it again, and begins nothing anew.
    await lookBeforeReminders(deps);
    expect([...started.keys()].filter((name) => name.includes("preflight"))).toHaveLength(
      begun === notLookedUp ? 0 : 1,
    );
  });

  it("are told as they were, and when, until they are all looked up again", async () => {
    const { deps, usersAgo } = await setup(40);
    expect(await usersLookedUpOf(deps, SCHEDULED)).toBeUndefined();
    await usersAgo(3 * DAY_MINUTES);
    const known = await usersLookedUpOf(deps, SCHEDULED);
    expect(known).toEqual({
      at: new Date(AT_MS - (40 + 3 * DAY_MINUTES) * MINUTE_MS).toISOString(),
      ...{ looked: 200, missing: 12 },
    });
    await lookBeforeReminders(deps);
    expect(await usersLookedUpOf(deps, SCHEDULED)).toEqual(known);
    await usersAgo(1, { ofVersion: "another" });
    expect(await usersLookedUpOf(deps, SCHEDULED)).toBeUndefined();
    await usersAgo(3 * DAY_MINUTES);
    await lookBeforeReminders(deps);
    // One that is broken off tells less than the one before it.
    await usersAgo(1, { ...(await deps.preFlights.users(payoutId)), state: "stopped", looked: 3 });
    expect(await usersLookedUpOf(deps, SCHEDULED)).toEqual(known);
  });
});

describe("what a reminder tells of the points API", () => {
  const short = { has: 1_000, promised: 400, needed: 700 };

  it.each<[string, Omit<PointsApiLook, "at">, readonly object[]]>([
    [
      "that its float is short",
      { api: "answers", float: short },
      [{ code: "float_short", amount: 700, limit: 600 }],
    ],
    [
      "that more is promised than there is",
      { api: "answers", float: { ...short, promised: 2_000 } },
      [{ code: "float_short", amount: 700, limit: 0 }],
    ],
    ["nothing of a float that suffices", { api: "answers", float: { ...short, needed: 600 } }, []],
    ["nothing of one that is not known", { api: "answers" }, []],
    ["nothing where nothing could be asked", { api: "not_asked" }, []],
    [
      "that our credentials are refused",
      { api: "refuses_credentials" },
      [{ code: "credentials_refused" }],
    ],
    ["that nobody answers", { api: "no_answer" }, [{ code: "points_api_unavailable" }]],
  ])("is %s", async (_, look, reasons) => {
    const { deps, lookedAgo } = await setup(30);
    await lookedAgo(5, look);
    expect(await reasonsFoundLately(deps, SCHEDULED)).toEqual(reasons);
  });

  it("is nothing that was found long ago", async () => {
    const { deps, lookedAgo } = await setup(30);
    await lookedAgo(31, { api: "no_answer" });
    expect(await reasonsFoundLately(deps, SCHEDULED)).toEqual([]);
  });
});
