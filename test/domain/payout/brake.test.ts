import { describe, expect, it } from "vitest";
import { endPayout } from "../../../domain/distribution/end-payout.ts";
import { resumePayout, stopPayout } from "../../../domain/distribution/stop-and-resume.ts";
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

const COLLEAGUE = { id: "colleague", name: "Colleague" };
const ADMIN = { id: "admin", name: "Admin", mayDecide: true };
/** Uploaded it, and has the right to decide on what others upload. */
const MAKER_WITH_RIGHT = { ...MARKETER, mayDecide: true };
const NOON = { at: "2026-11-23T12:00", timeZone: "Asia/Seoul", expectedTotalPoints: 3_000 };
const AT = "2026-11-23T01:00:00.000Z";

/** A payout far below every limit. */
async function setup(payout: Payout) {
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  let made = 0;
  const deps = {
    payouts,
    scheduler: createMemorySchedules(),
    clock: createVirtualClock(),
    policy: policySchema.parse({}),
    reservations: createMemoryReservations(),
    ledger: createMemoryLedger(),
    checks: { get: async () => undefined },
    starter: { start: async () => undefined },
    newId: () => {
      made += 1;
      return `01KB${String(made).padStart(22, "0")}`;
    },
  };
  const { payoutId } = payout;
  type Who = Parameters<typeof stopPayout>[3];
  return {
    stored: () => getPayout(payouts, payoutId),
    stop: (who: Who, reason?: string) => stopPayout(deps, payoutId, { reason }, who),
    resume: (who: Who) => resumePayout(deps, payoutId, {}, who),
    end: () => endPayout(deps, payoutId, { reason: "The wrong sheet." }, MARKETER),
    hold: (who: Who, reason?: string) => holdPayout(deps, payoutId, { reason }, who),
    schedule: (who: Who = MARKETER) => schedulePayout(deps, payoutId, NOON, who),
    approve: async (who: Who = DECIDER) => {
      const { revision } = await getPayout(payouts, payoutId);
      return approvePayout(deps, payoutId, { revision }, who);
    },
    decline: async (reason: string) => {
      const { revision } = await getPayout(payouts, payoutId);
      return declinePayout(deps, payoutId, { revision, reason }, DECIDER);
    },
    events: () => payouts.events(payoutId),
  };
}

describe("a payout that somebody stopped who decides on it", () => {
  it("has a brake with their name and reason", async () => {
    const { stop } = await setup(payoutIn("distributing"));

    expect(await stop(DECIDER, "Wrong amounts.")).toMatchObject({
      state: "paused",
      pause: { reason: "stopped_by_person", by: APPROVER, note: "Wrong amounts." },
      brake: { by: APPROVER, at: AT, kind: "stopped", reason: "Wrong amounts." },
    });
  });

  it.each([
    ["its uploader", MARKETER],
    ["its uploader, whatever their roles", MAKER_WITH_RIGHT],
    ["a colleague without the right to decide", COLLEAGUE],
  ])("is not resumed by %s", async (_, who) => {
    const { stop, resume, stored } = await setup(payoutIn("distributing"));
    await stop(DECIDER, "Wrong amounts.");

    await expect(resume(who)).rejects.toMatchObject({
      code: "needs_approver",
      message: expect.stringContaining("Approver had payout"),
      brake: { by: APPROVER, reason: "Wrong amounts." },
    });
    expect((await stored()).state).toBe("paused");
  });

  it.each([DECIDER, ADMIN])("is resumed by %j, which takes the brake off", async (who) => {
    const { stop, resume, stored } = await setup(payoutIn("distributing"));
    await stop(DECIDER);

    expect(await resume(who)).toMatchObject({ state: "distributing" });

    expect((await stored()).brake).toBeUndefined();
  });

  it("is not resumed by its uploader once it is halted, either", async () => {
    const brake = { by: APPROVER, at: AT, kind: "stopped" as const };
    const { resume } = await setup({ ...payoutIn("halted"), brake });

    await expect(resume(MARKETER)).rejects.toMatchObject({ code: "needs_approver" });
  });

  it("may be ended by its uploader: nobody is paid by that", async () => {
    const { stop, end } = await setup(payoutIn("distributing"));
    await stop(DECIDER);

    expect(await end()).toMatchObject({ state: "distributing", endedBy: { by: MARKETER } });
  });

  it("was stopped by its uploader before, and is braked all the same", async () => {
    const { stop, resume, events } = await setup(payoutIn("distributing"));
    await stop(MARKETER, "A moment.");

    expect(await stop(DECIDER, "Look at row 5.")).toMatchObject({
      brake: { by: APPROVER, kind: "stopped", reason: "Look at row 5." },
    });
    await expect(resume(MARKETER)).rejects.toMatchObject({ code: "needs_approver" });
    // Once is enough.
    await stop(ADMIN, "Me too.");
    expect((await events()).map(({ why }) => why)).toEqual([
      undefined,
      "A moment.",
      "Look at row 5.",
    ]);
  });
});

describe("a payout that its uploader stopped", () => {
  it.each([MARKETER, MAKER_WITH_RIGHT])("has no brake: %j resumes it", async (who) => {
    const { stop, resume } = await setup(payoutIn("distributing"));

    expect((await stop(who)).brake).toBeUndefined();
    expect((await resume(MARKETER)).state).toBe("distributing");
  });
});

describe("a payout that somebody held or declined who decides on it", () => {
  it("needs approval, whatever its total, and by it the brake comes off", async () => {
    const { schedule, hold, approve, stored } = await setup(payoutIn("ready"));
    await schedule();

    expect(await hold(DECIDER, "Not yet.")).toMatchObject({
      state: "ready",
      brake: { by: APPROVER, at: AT, kind: "held", reason: "Not yet." },
    });
    expect(await schedule()).toMatchObject({
      state: "awaiting_approval",
      brake: { reason: "Not yet." },
    });
    expect(await approve()).toMatchObject({ state: "scheduled" });
    expect((await stored()).brake).toBeUndefined();
  });

  it("is scheduled at once by one of them", async () => {
    const { schedule, hold, stored } = await setup(payoutIn("ready"));
    await schedule();
    await hold(DECIDER);

    expect(await schedule(ADMIN)).toMatchObject({
      state: "scheduled",
      schedule: { approval: { by: { id: "admin" } } },
    });
    expect((await stored()).brake).toBeUndefined();
  });

  it("is still braked after it was held by its uploader first", async () => {
    const { schedule, hold, events } = await setup(payoutIn("ready"));
    await schedule();
    await hold(MARKETER);

    expect(await hold(DECIDER, "Not at all.")).toMatchObject({
      state: "ready",
      brake: { kind: "held", reason: "Not at all." },
    });
    await hold(ADMIN);
    expect((await events()).filter(({ action }) => action === "held")).toHaveLength(2);
    expect((await schedule()).state).toBe("awaiting_approval");
  });

  it("was declined, and is braked by that", async () => {
    const { schedule, hold, decline } = await setup(payoutIn("ready"));
    await schedule();
    await hold(DECIDER, "Not yet.");
    await schedule();

    expect(await decline("Two users have left.")).toMatchObject({
      state: "ready",
      brake: { by: APPROVER, kind: "declined", reason: "Two users have left." },
    });
    expect((await schedule()).state).toBe("awaiting_approval");
  });
});
