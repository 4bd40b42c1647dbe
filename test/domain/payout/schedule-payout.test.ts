import { describe, expect, it } from "vitest";
import { optional } from "../../../domain/optional.ts";
import { cancelPayout } from "../../../domain/payout/cancel-payout.ts";
import { WrongStateError } from "../../../domain/payout/change-payout.ts";
import { approvePayout, declinePayout } from "../../../domain/payout/decide-approval.ts";
import { getPayout } from "../../../domain/payout/get-payout.ts";
import type { NamedPointsApi } from "../../../domain/payout/named-points-api.ts";
import { type CheckSummary, PAYOUT_STATES, type Payout } from "../../../domain/payout/payout.ts";
import { RefusedError } from "../../../domain/payout/payout-errors.ts";
import { PayoutChangedError } from "../../../domain/payout/payout-store.ts";
import { policySchema, type WarningPolicy } from "../../../domain/payout/policy.ts";
import { type ScheduleRequest, schedulePayout } from "../../../domain/payout/schedule-payout.ts";
import { ScheduleTimeError } from "../../../domain/payout/scheduler.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import {
  createMemoryLedger,
  createMemoryPayoutStore,
  createMemoryReservations,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "./payouts.ts";

const NOON = { at: "2026-11-23T12:00", timeZone: "Asia/Seoul", expectedTotalPoints: 3_000 };
const EVENING = { ...NOON, at: "2026-11-23T18:00" };

async function setup(payout: Payout, policy = {}, pointsApis?: readonly NamedPointsApi[]) {
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  let made = 0;
  const deps = {
    payouts,
    reservations: createMemoryReservations(),
    ledger: createMemoryLedger(),
    checks: { get: async () => undefined },
    scheduler: createMemorySchedules(),
    clock: createVirtualClock(),
    policy: policySchema.parse(policy),
    pointsApis,
    newId: () => {
      made += 1;
      return `01KB${String(made).padStart(22, "0")}`;
    },
  };
  const { payoutId } = payout;
  const asItIs = async () => ({ revision: (await getPayout(payouts, payoutId)).revision });
  return {
    ...deps,
    payoutId,
    schedule: (request: ScheduleRequest = NOON, person = MARKETER) =>
      schedulePayout(deps, payoutId, request, person),
    approve: async (person = APPROVER) => approvePayout(deps, payoutId, await asItIs(), person),
    decline: async (person = APPROVER) =>
      declinePayout(deps, payoutId, { ...(await asItIs()), reason: "too much" }, person),
    cancel: () => cancelPayout(deps, payoutId, MARKETER),
    stored: () => payouts.get(payoutId),
    names: () => [...deps.scheduler.existing.keys()],
  };
}

function scheduleOf(payout: Payout) {
  if (payout.state !== "scheduled") throw new Error(`It is ${payout.state}.`);
  return payout.schedule;
}

describe("scheduling a payout", () => {
  it("creates a schedule that carries the payout's next generation", async () => {
    const { schedule, scheduler, payoutId, stored } = await setup(payoutIn("ready"));

    const scheduled = await schedule();

    const { name } = scheduleOf(scheduled);
    expect(scheduleOf(scheduled)).toEqual({
      name,
      generation: 1,
      scheduledAt: "2026-11-23T01:00:00.000Z",
      scheduledRevision: 1,
      localTime: "2026-11-23T12:00:00",
      timeZone: "Asia/Seoul",
      at: "2026-11-23T03:00:00.000Z",
      requestedBy: MARKETER,
    });
    expect(await stored()).toEqual(scheduled);
    expect(scheduler.existing.get(name)).toEqual({
      firing: { payoutId, generation: 1, scheduleName: name, run: 1 },
      at: "2026-11-23T03:00:00.000Z",
    });
  });

  it("moves by a new schedule and removes the old one", async () => {
    const { schedule, names, scheduler, payouts, payoutId } = await setup(payoutIn("ready"));
    await schedule();

    const moved = await schedule(EVENING);

    const { name, generation } = scheduleOf(moved);
    expect(generation).toBe(2);
    expect(names()).toEqual([name]);
    expect(scheduler.existing.get(name)?.at).toBe("2026-11-23T09:00:00.000Z");
    const before = { localTime: "2026-11-23T12:00:00", timeZone: "Asia/Seoul" };
    const after = { localTime: "2026-11-23T18:00:00", timeZone: "Asia/Seoul" };
    expect((await payouts.events(payoutId)).slice(-2)).toMatchObject([
      { action: "scheduled", payTime: { after: before } },
      { action: "moved", payTime: { before, after } },
    ]);
  });

  it("lets one of two moves win, and leaves no schedule of the other", async () => {
    const { schedule, names, stored } = await setup(payoutIn("ready"));
    await schedule();

    const moves = await Promise.allSettled([schedule(EVENING), schedule(EVENING)]);

    expect(moves.filter((move) => move.status === "fulfilled")).toHaveLength(1);
    const lost = moves.find((move) => move.status === "rejected");
    expect(lost?.reason).toBeInstanceOf(PayoutChangedError);
    const payout = await stored();
    expect(payout?.state === "scheduled" && names()).toEqual([
      payout?.state === "scheduled" ? payout.schedule.name : "",
    ]);
  });

  it("leaves the payout as it was when the scheduler refuses the time", async () => {
    const { schedule, scheduler, stored } = await setup(payoutIn("ready"));
    scheduler.refuseNext();

    await expect(schedule()).rejects.toThrow(ScheduleTimeError);
    expect(await stored()).toEqual(payoutIn("ready"));
  });

  it("keeps the schedule when it can't tell whether the payout was changed", async () => {
    const { schedule, payouts, names } = await setup(payoutIn("ready"));
    const change = payouts.change;
    payouts.change = async (payout, event) => {
      await change(payout, event);
      throw new Error("the answer was lost");
    };

    await expect(schedule()).rejects.toThrow("the answer was lost");
    expect(names()).toHaveLength(1);
  });

  it("counts the soonest time from when it is asked for, in the zone", async () => {
    const { schedule, clock } = await setup(payoutIn("ready"));
    clock.jumpTo(clock.nowMs() + 1_500);

    const scheduled = scheduleOf(await schedule({ ...NOON, at: "soonest" }));

    // A minute of lead, three seconds for the scheduler to hear of it, and a whole second.
    expect(scheduled).toMatchObject({
      localTime: "2026-11-23T10:01:05",
      timeZone: "Asia/Seoul",
      at: "2026-11-23T01:01:05.000Z",
    });
    const refused = schedule({ ...NOON, at: "soonest", timeZone: "Mars/Olympus" });
    await expect(refused).rejects.toMatchObject({ code: "unknown_time_zone" });
  });

  it.each([
    [{ expectedTotalPoints: 3_001 }, "total_mismatch"],
    [{ at: "2026-11-23T09:59" }, "time_too_soon"],
    [{ at: "2026-11-23T10:00:59" }, "time_too_soon"],
    [{ at: "2028-01-01T00:00" }, "time_too_far"],
    [{ timeZone: "Mars/Olympus" }, "unknown_time_zone"],
    [{ at: "noon" }, "malformed_time"],
    [{ at: "2027-03-14T02:30", timeZone: "America/New_York" }, "time_does_not_exist"],
    [{ latest: "2026-11-23T12:00" }, "latest_too_soon"],
    [{ latest: "noon" }, "malformed_time"],
    [{ latest: "2028-01-01T00:00" }, "time_too_far"],
  ])("refuses %j as %s and creates nothing", async (wrong, code) => {
    const { schedule, names, stored } = await setup(payoutIn("ready"));

    const refused = schedule({ ...NOON, ...wrong });

    await expect(refused).rejects.toThrow(RefusedError);
    await expect(refused).rejects.toMatchObject({ code });
    expect(names()).toEqual([]);
    expect(await stored()).toEqual(payoutIn("ready"));
  });

  it.each(
    PAYOUT_STATES.filter((state) => !["ready", "awaiting_approval", "scheduled"].includes(state)),
  )("refuses a payout that is %s", async (state) => {
    const { schedule, names } = await setup(payoutIn(state));

    await expect(schedule()).rejects.toThrow(WrongStateError);
    expect(names()).toEqual([]);
  });
});

describe("a latest time", () => {
  it("is kept with the schedule, as typed and in UTC", async () => {
    const { schedule } = await setup(payoutIn("ready"));

    const scheduled = await schedule({ ...NOON, latest: "2026-11-23T18:30" });

    expect(scheduleOf(scheduled).latest).toEqual({
      localTime: "2026-11-23T18:30:00",
      at: "2026-11-23T09:30:00.000Z",
    });
  });

  it("is refused when it is over before quiet hours end, in which the payout begins", async () => {
    const quiet = { quietHours: [{ from: "11:00", to: "14:00" }] };
    const { schedule } = await setup(payoutIn("ready"), quiet);

    await expect(schedule({ ...NOON, latest: "2026-11-23T13:59" })).rejects.toMatchObject({
      code: "latest_too_soon",
    });
    expect((await schedule({ ...NOON, latest: "2026-11-23T14:01" })).state).toBe("scheduled");
  });
});

describe("a payout above the approval threshold", () => {
  const policy = { approvalAbovePoints: 2_999 };

  it("has the limit of its own points API, where that has one", async () => {
    const title = { ko: "적립금", en: "Store credit" };
    const pointsApis = [
      { name: "points", title, ratePerSecond: 1 },
      { name: "store-credit", title, ratePerSecond: 1, approvalAbovePoints: 10 },
    ];
    const stateOf = async (pointsApi?: string) => {
      const payout = { ...payoutIn("ready"), ...optional("pointsApi", pointsApi) };
      return (await (await setup(payout, {}, pointsApis)).schedule()).state;
    };
    expect(await stateOf("store-credit")).toBe("awaiting_approval");
    expect(await stateOf("points")).toBe("scheduled");
    expect(await stateOf()).toBe("scheduled");
  });

  it("waits for another person, who schedules it by approving", async () => {
    const { schedule, approve, names } = await setup(payoutIn("ready"), policy);

    const waiting = await schedule();
    expect(waiting.state).toBe("awaiting_approval");
    expect(names()).toEqual([]);

    const approved = scheduleOf(await approve());
    expect(approved).toMatchObject({
      at: "2026-11-23T03:00:00.000Z",
      requestedBy: MARKETER,
      approval: { by: APPROVER, scheduledFor: "2026-11-23T03:00:00.000Z" },
    });
    expect(names()).toEqual([approved.name]);
  });

  it("is not approved or declined by the one who uploaded it", async () => {
    const { schedule, approve, decline } = await setup(payoutIn("ready"), policy);
    await schedule();

    await expect(approve(MARKETER)).rejects.toMatchObject({ code: "own_payout" });
    await expect(decline(MARKETER)).rejects.toMatchObject({ code: "own_payout" });
  });

  it("is not approved by the one who asked for the time", async () => {
    const { schedule, approve } = await setup(payoutIn("ready"), policy);
    await schedule(NOON, APPROVER);

    await expect(approve(APPROVER)).rejects.toMatchObject({ code: "own_payout" });
  });

  it("goes back to ready when it is declined, with the reason in the trail", async () => {
    const { schedule, decline, payouts, payoutId } = await setup(payoutIn("ready"), policy);
    await schedule();

    expect((await decline()).state).toBe("ready");
    expect((await payouts.events(payoutId)).at(-1)).toMatchObject({
      action: "declined",
      by: { kind: "person", ...APPROVER },
      why: "too much",
    });
  });

  it("is not approved once its time has passed", async () => {
    const { schedule, approve, clock, stored } = await setup(payoutIn("ready"), policy);
    await schedule();
    clock.jumpTo(Date.parse("2026-11-23T03:00:01Z"));

    await expect(approve()).rejects.toMatchObject({ code: "time_too_soon" });
    expect((await stored())?.state).toBe("awaiting_approval");
  });
});

describe("cancelling a payout", () => {
  it("removes its schedule", async () => {
    const { schedule, cancel, names } = await setup(payoutIn("ready"));
    await schedule();

    expect((await cancel()).state).toBe("cancelled");
    expect(names()).toEqual([]);
  });

  it("finishes a cancellation that was interrupted before the schedule was removed", async () => {
    const { schedule, cancel, names, scheduler } = await setup(payoutIn("ready"));
    await schedule();
    const remove = scheduler.delete;
    scheduler.delete = async () => {
      throw new Error("the scheduler does not answer");
    };
    await expect(cancel()).rejects.toThrow("does not answer");
    scheduler.delete = remove;

    expect((await cancel()).state).toBe("cancelled");
    expect(names()).toEqual([]);
  });

  it.each(["distributing", "paused", "halted", "completed"] as const)(
    "is refused once the payout is %s",
    async (state) => {
      const { cancel } = await setup(payoutIn(state));

      await expect(cancel()).rejects.toThrow(WrongStateError);
    },
  );
});

describe("warnings of likely slips, when a payout is scheduled", () => {
  const fingerprint = { exact: "1:aaaaaaaabbbbbbbb", sketch: [1, 2, 3] };
  const check = { ...payoutIn("ready").check, fingerprint };
  const SAME = "paid_lately_same:other";

  /** A payout that is ready, and one that came between with the very same payments. */
  async function setupTwice(policy: Partial<WarningPolicy> = {}, own: Partial<CheckSummary> = {}) {
    const world = await setup(
      { ...payoutIn("ready"), check: { ...check, ...own } },
      { warnings: policy },
    );
    const other = { ...payoutIn("scheduled"), payoutId: "other", title: "Other", check };
    await world.payouts.create(other, createdEvent(other));
    const ask = (acknowledgedWarnings?: readonly string[]) =>
      world.schedule({
        ...NOON,
        ...(acknowledgedWarnings === undefined ? {} : { acknowledgedWarnings }),
      });
    return { ...world, ask };
  }

  it("lets a client schedule that knows nothing of them where the policy says so, and writes down what it met", async () => {
    const { ask } = await setupTwice({ enforce: "page" });

    const { warnings, acknowledgedWarnings } = scheduleOf(await ask());

    expect(warnings?.map(({ code, otherPayoutId }) => [code, otherPayoutId])).toEqual([
      ["paid_lately_same", "other"],
    ]);
    expect(acknowledgedWarnings).toBeUndefined();
  });

  it.each<[string, Partial<WarningPolicy>, readonly string[] | undefined]>([
    ["a client that ticked nothing", {}, []],
    ["a client that ticked another payout", {}, ["paid_lately_same:another", "user_id_twice"]],
    ["a client that knows nothing of them", {}, undefined],
    ["a page that ticked nothing, where only pages must", { enforce: "page" }, []],
  ])("refuses %s, names them, and changes nothing", async (_, policy, ticked) => {
    const { ask, stored, names } = await setupTwice(policy);

    await expect(ask(ticked)).rejects.toMatchObject({
      code: "warnings_not_acknowledged",
      message: expect.stringContaining(SAME),
      warnings: [{ code: "paid_lately_same", otherPayoutId: "other", value: "Other" }],
    });
    expect(await stored()).toMatchObject({ state: "ready" });
    expect(names()).toEqual([]);
  });

  it.each([
    ["bound to the other payout", [SAME, "user_id_twice", SAME]],
    ["for all of the kind", ["paid_lately_same", "user_id_twice"]],
  ])(
    "schedules once they are ticked, %s; who ticked what stays in the trail",
    async (_, ticked) => {
      const { ask, payouts, payoutId } = await setupTwice({ enforce: "api" });
      const expected = [...new Set(ticked)];

      expect(scheduleOf(await ask(ticked))).toMatchObject({
        requestedBy: MARKETER,
        acknowledgedWarnings: expected,
      });

      const last = (await payouts.events(payoutId)).at(-1);
      expect(last).toMatchObject({ by: MARKETER, acknowledgedWarnings: expected });
    },
  );

  it("shows the approver what was ticked", async () => {
    const { payouts, payoutId, clock, policy, ...world } = await setup(
      { ...payoutIn("ready"), check },
      { approvalAbovePoints: 1 },
    );
    const other = { ...payoutIn("awaiting_approval"), payoutId: "other", check };
    await payouts.create(other, createdEvent(other));
    const asked = await world.schedule({ ...NOON, acknowledgedWarnings: [SAME] });

    expect(asked).toMatchObject({
      state: "awaiting_approval",
      request: { acknowledgedWarnings: [SAME], warnings: [{ code: "paid_lately_same" }] },
    });
    expect(scheduleOf(await world.approve())).toMatchObject({ acknowledgedWarnings: [SAME] });
  });

  it("asks for a tick and another person where a payment is far above the others", async () => {
    const figures = { payments: 5, largestPoints: 2_000_000, medianPoints: 1_000 };
    const { ask } = await setupTwice({}, figures);

    await expect(ask([SAME])).rejects.toMatchObject({
      warnings: [{ code: "payment_far_above_others", value: "2000000" }],
    });
    expect(await ask([SAME, "payment_far_above_others"])).toMatchObject({
      state: "awaiting_approval",
      request: {
        approvalReasons: [
          { code: "payment_above_limit", amount: 2_000_000, limit: 1_000_000 },
          { code: "payment_far_above_others", amount: 2_000_000 },
          {
            code: "recipient_day_points",
            amount: 2_000_000,
            limit: 1_000_000,
            period: "2026-11-23",
          },
        ],
      },
    });
  });

  it("asks for none where they are only nearly the same", async () => {
    const sketch = Array.from({ length: 100 }, (_, index) => index);
    const many = { payments: 100, totalPoints: 3_000, fingerprint: { exact: "1:a", sketch } };
    const world = await setup({ ...payoutIn("ready"), check: { ...check, ...many } });
    const similar = { ...many, fingerprint: { exact: "1:b", sketch } };
    const other = {
      ...payoutIn("completed"),
      payoutId: "other",
      check: { ...check, ...similar },
    };
    await world.payouts.create(other, createdEvent(other));

    const scheduled = await world.schedule({ ...NOON, acknowledgedWarnings: [] });

    expect(scheduleOf(scheduled).warnings?.map(({ code }) => code)).toEqual([
      "paid_lately_similar",
    ]);
  });
});
