import { describe, expect, it } from "vitest";
import type { PointsApiLook } from "../../../domain/distribution/look-at-points-api.ts";
import { type Payout, payoutSchema } from "../../../domain/payout/payout.ts";
import {
  lookBeforeReminders,
  reasonsFoundLately,
} from "../../../domain/preflight/look-before-reminder.ts";
import { createMemoryPreFlights } from "../../doubles/memory-pre-flights.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const SCHEDULED = payoutIn("scheduled");
const AT_MS = Date.parse(SCHEDULED.schedule.at);
const MINUTE_MS = 60_000;

async function setup(minutesBefore: number, payout: Payout = SCHEDULED) {
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
  return { deps, started, lookedAgo };
}

describe("before a reminder", () => {
  it.each([
    [41, 0],
    [40, 1],
    [31, 1],
    [1, 1],
    [0, 0],
  ])("%d minutes before its time a payout is looked at %d times", async (minutes, times) => {
    const { deps, started } = await setup(minutes);
    await lookBeforeReminders(deps);
    expect([...started]).toEqual(
      times === 0 ? [] : [[`${SCHEDULED.schedule.name}-look`, { preFlightOf: SCHEDULED.payoutId }]],
    );
  });

  it("it is looked at once, and not for what was found with its sheet", async () => {
    const { deps, started, lookedAgo } = await setup(35);
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
