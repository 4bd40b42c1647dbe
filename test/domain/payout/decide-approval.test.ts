import { describe, expect, it } from "vitest";
import { claimPayout } from "../../../domain/distribution/claim-payout.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../../domain/distribution/settings.ts";
import { approvePayout, declinePayout } from "../../../domain/payout/decide-approval.ts";
import { getPayout } from "../../../domain/payout/get-payout.ts";
import { holdPayout } from "../../../domain/payout/hold-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { schedulePayout } from "../../../domain/payout/schedule-payout.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import {
  createMemoryLedger,
  createMemoryPayoutStore,
  createMemoryReservations,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { APPROVER, createdEvent, DECIDER, MARKETER, payoutIn } from "./payouts.ts";

const NOON = "2026-11-23T12:00";
const EVENING = "2026-11-23T18:00";

/** When what that person approved is paid, in ms. */
async function paidAt(approved: Promise<Payout>): Promise<number> {
  const payout = await approved;
  if (payout.state !== "scheduled") throw new Error(`It is ${payout.state}.`);
  expect(payout.schedule).not.toHaveProperty("soonest");
  expect(payout.schedule.approval?.scheduledFor).toBe(payout.schedule.at);
  return Date.parse(payout.schedule.at);
}

describe("an approval of what is to be paid as soon as it can be", () => {
  const LATER_MS = 3_600_000;

  it("schedules it as soon as it can be from then on, where the time it came to is over", async () => {
    const { schedule, approve, clock, policy } = await setup();
    const { revision } = await schedule("soonest");
    clock.jumpTo(clock.nowMs() + LATER_MS);
    const aheadMs = (await paidAt(approve(revision))) - clock.nowMs();
    expect(aheadMs).toBeGreaterThanOrEqual(policy.minLeadTimeMs);
    expect(aheadMs).toBeLessThan(policy.minLeadTimeMs + 5_000);
  });

  it("is refused after a day, and at once where a time of day was asked for", async () => {
    const late = await setup();
    const { revision } = await late.schedule("soonest");
    late.clock.jumpTo(late.clock.nowMs() + 25 * LATER_MS);
    await expect(late.approve(revision)).rejects.toMatchObject({ code: "time_too_soon" });
    const fixed = await setup();
    const asked = await fixed.schedule();
    fixed.clock.jumpTo(fixed.clock.nowMs() + 12 * LATER_MS);
    await expect(fixed.approve(asked.revision)).rejects.toMatchObject({ code: "time_too_soon" });
  });
});

/** A payout of 3,000 points, above the limit unless a test has another one. */
async function setup({ approvalAbovePoints = 2_999, payout = payoutIn("ready") as Payout } = {}) {
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  let made = 0;
  const deps = {
    payouts,
    scheduler: createMemorySchedules(),
    clock: createVirtualClock(),
    policy: policySchema.parse({ approvalAbovePoints }),
    reservations: createMemoryReservations(),
    ledger: createMemoryLedger(),
    checks: { get: async () => undefined },
    chunkSize: 2,
    settings: DEFAULT_PAYING_SETTINGS,
    newId: () => {
      made += 1;
      return `01KB${String(made).padStart(22, "0")}`;
    },
  };
  const { payoutId } = payout;
  const request = { timeZone: "Asia/Seoul", expectedTotalPoints: 3_000 };
  const stored = () => getPayout(payouts, payoutId);
  return {
    ...deps,
    payoutId,
    stored,
    schedule: (at = NOON, person: Parameters<typeof schedulePayout>[3] = MARKETER) =>
      schedulePayout(deps, payoutId, { ...request, at }, person),
    approve: (revision: number, person = APPROVER) =>
      approvePayout(deps, payoutId, { revision }, person),
    decline: (revision: number) =>
      declinePayout(deps, payoutId, { revision, reason: "too much" }, DECIDER),
    hold: (person: Parameters<typeof holdPayout>[3] = MARKETER) =>
      holdPayout(deps, payoutId, {}, person),
    /** What the schedule fires that the payout had then. */
    fire: (then: Payout) => {
      if (then.state !== "scheduled") throw new Error(`It was ${then.state}.`);
      const { generation, name: scheduleName } = then.schedule;
      return claimPayout(deps, { payoutId, generation, scheduleName, run: 1 }, "execution-1");
    },
    names: () => [...deps.scheduler.existing.keys()],
    actions: async () => (await payouts.events(payoutId)).map(({ action }) => action),
  };
}

describe("an approval", () => {
  it("binds what was looked at, and the schedule keeps it", async () => {
    const { schedule, approve } = await setup();
    const { revision } = await schedule();

    expect(await approve(revision)).toMatchObject({
      state: "scheduled",
      needsApproval: true,
      schedule: {
        approval: {
          by: APPROVER,
          at: "2026-11-23T01:00:00.000Z",
          revision,
          digest: "sha256:approved",
          totalPoints: 3_000,
          scheduledFor: "2026-11-23T03:00:00.000Z",
        },
      },
    });
  });

  it("of another revision is refused and says what changed; so is a decline", async () => {
    const { schedule, approve, decline, stored } = await setup();
    const { revision } = await schedule();
    await schedule(EVENING);

    for (const decide of [approve, decline]) {
      await expect(decide(revision)).rejects.toMatchObject({
        code: "changed_since",
        message: expect.stringContaining("approval_requested by Marketer"),
        changes: [{ action: "approval_requested", revision: revision + 1 }],
        request: { localTime: "2026-11-23T18:00:00" },
      });
    }
    expect((await stored()).state).toBe("awaiting_approval");
  });

  it("is not one of another time: whoever made the payout asks again", async () => {
    const { schedule, approve, fire, stored, names, scheduler } = await setup();
    const approved = await approve((await schedule()).revision);
    scheduler.delete = async () => {
      throw new Error("The scheduler is down.");
    };

    expect(await schedule(EVENING)).toMatchObject({
      state: "awaiting_approval",
      request: { at: "2026-11-23T09:00:00.000Z" },
    });

    // What is left of the time that was approved fires in vain.
    expect(names()).toHaveLength(1);
    expect(await fire(approved)).toEqual({ kind: "stale", why: "It is awaiting_approval." });
    expect(await stored()).not.toHaveProperty("schedule");
  });

  it("is nobody's own to renew by asking for the same time, or by holding first", async () => {
    const { schedule, approve, hold, names } = await setup();
    await approve((await schedule()).revision);

    expect((await schedule(NOON)).state).toBe("awaiting_approval");
    expect(names()).toEqual([]);
    await approve((await schedule(NOON)).revision);
    expect((await hold()).state).toBe("ready");
    expect((await schedule(NOON)).state).toBe("awaiting_approval");
  });

  it("is needed again although the limit was raised since, once it was needed", async () => {
    const payout = { ...payoutIn("ready"), needsApproval: true as const };
    const { schedule } = await setup({ approvalAbovePoints: 1_000_000, payout });

    expect((await schedule()).state).toBe("awaiting_approval");
  });

  it("that an earlier version wrote down is not kept by a move either", async () => {
    const example = payoutIn("scheduled");
    const payout = { ...example, schedule: { ...example.schedule, approvedBy: APPROVER } };
    const { schedule } = await setup({ approvalAbovePoints: 1_000_000, payout });

    expect((await schedule(EVENING)).state).toBe("awaiting_approval");
  });
});

describe("who decides on a payout", () => {
  it.each(["ready", "awaiting_approval", "scheduled"] as const)(
    "approves one that is %s by scheduling it",
    async (state) => {
      const { schedule, approve, names, actions } = await setup();
      if (state !== "ready") await schedule();
      if (state === "scheduled") await approve(2, DECIDER);

      const moved = await schedule(EVENING, DECIDER);

      expect(moved).toMatchObject({
        state: "scheduled",
        schedule: {
          requestedBy: APPROVER,
          approval: { by: APPROVER, scheduledFor: "2026-11-23T09:00:00.000Z" },
        },
      });
      expect(names()).toEqual([moved.state === "scheduled" && moved.schedule.name]);
      expect((await actions()).at(-1)).toBe(
        { ready: "scheduled", awaiting_approval: "approved", scheduled: "moved" }[state],
      );
    },
  );

  it("does not on what they uploaded themselves", async () => {
    const { schedule } = await setup();

    expect((await schedule(NOON, { ...MARKETER, mayDecide: true })).state).toBe(
      "awaiting_approval",
    );
  });
});

describe("moving what needs no approval", () => {
  it("needs none afterwards", async () => {
    const { schedule } = await setup({ approvalAbovePoints: 3_000 });
    await schedule();

    expect(await schedule(EVENING)).toMatchObject({ state: "scheduled", generation: 2 });
  });
});
