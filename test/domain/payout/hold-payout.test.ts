import { describe, expect, it } from "vitest";
import { claimPayout } from "../../../domain/distribution/claim-payout.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../../domain/distribution/settings.ts";
import { WrongStateError } from "../../../domain/payout/change-payout.ts";
import { approvePayout } from "../../../domain/payout/decide-approval.ts";
import { getPayout } from "../../../domain/payout/get-payout.ts";
import { holdPayout } from "../../../domain/payout/hold-payout.ts";
import { PAYOUT_STATES, type Payout } from "../../../domain/payout/payout.ts";
import type { PayoutStore } from "../../../domain/payout/payout-store.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { schedulePayout } from "../../../domain/payout/schedule-payout.ts";
import type { Firing } from "../../../domain/payout/scheduler.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import {
  createMemoryLedger,
  createMemoryPayoutStore,
  createMemoryReservations,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "./payouts.ts";

const NOON = { at: "2026-11-23T12:00", timeZone: "Asia/Seoul", expectedTotalPoints: 3_000 };
const BY_SLACK = { ...APPROVER, via: { slack: "U0APPROVER" } };

async function setup(payout: Payout, policy = {}) {
  const store = createMemoryPayoutStore();
  await store.create(payout, createdEvent(payout));
  /** Happens once, between a read of the payout and the write after it. */
  let meanwhile: (() => Promise<unknown>) | undefined;
  const payouts: PayoutStore = {
    ...store,
    async get(payoutId) {
      const found = await store.get(payoutId);
      const happens = meanwhile;
      meanwhile = undefined;
      await happens?.();
      return found;
    },
  };
  let made = 0;
  const deps = {
    payouts,
    reservations: createMemoryReservations(),
    ledger: createMemoryLedger(),
    checks: { get: async () => undefined },
    scheduler: createMemorySchedules(),
    clock: createVirtualClock(),
    policy: policySchema.parse(policy),
    chunkSize: 2,
    settings: DEFAULT_PAYING_SETTINGS,
    newId: () => {
      made += 1;
      return `01KB${String(made).padStart(22, "0")}`;
    },
  };
  const { payoutId } = payout;
  const undisturbed = { ...deps, payouts: store };
  return {
    ...deps,
    payoutId,
    schedule: () => schedulePayout(undisturbed, payoutId, NOON, MARKETER),
    approve: async () => {
      const { revision } = await getPayout(store, payoutId);
      return approvePayout(undisturbed, payoutId, { revision }, APPROVER);
    },
    hold: (request = {}) => holdPayout(deps, payoutId, request, BY_SLACK),
    fire: (firing: Firing) => claimPayout(undisturbed, firing, `execution-${firing.generation}`),
    claim: (firing: Firing) => claimPayout(deps, firing, `execution-${firing.generation}`),
    interrupt(next: () => Promise<unknown>) {
      meanwhile = next;
    },
    stored: () => store.get(payoutId),
    lastEvent: async () => (await store.events(payoutId)).at(-1),
  };
}

function firingOf(payout: Payout): Firing {
  if (payout.state !== "scheduled") throw new Error(`It is ${payout.state}.`);
  const { payoutId, generation, schedule } = payout;
  return { payoutId, generation, scheduleName: schedule.name, run: 1 };
}

describe("holding a payout", () => {
  it("takes it out of its schedule, says who did it, and removes the schedule", async () => {
    const { schedule, hold, stored, scheduler, lastEvent, payoutId } = await setup(
      payoutIn("ready"),
    );
    await schedule();

    const held = await hold({ reason: "wrong sheet" });

    expect(await stored()).toEqual(held);
    expect(held).toMatchObject({ state: "ready", generation: 1 });
    expect(held).toMatchObject({ heldBy: { by: { id: APPROVER.id }, reason: "wrong sheet" } });
    expect(held).not.toHaveProperty("schedule");
    expect([...scheduler.existing]).toEqual([]);
    expect(await lastEvent()).toMatchObject({
      payoutId,
      action: "held",
      from: "scheduled",
      to: "ready",
      why: "wrong sheet",
      by: { kind: "person", id: "approver", name: "Approver", via: { slack: "U0APPROVER" } },
    });
  });

  it.each(PAYOUT_STATES.filter((state) => state !== "scheduled"))(
    "is refused while the payout is %s",
    async (state) => {
      const { hold, stored } = await setup(payoutIn(state));
      await expect(hold()).rejects.toThrow(WrongStateError);
      expect(await stored()).toEqual(payoutIn(state));
    },
  );

  it("is done although the schedule can't be deleted, which then fires in vain", async () => {
    const { schedule, hold, fire, scheduler, stored } = await setup(payoutIn("ready"));
    const firing = firingOf(await schedule());
    scheduler.delete = async () => {
      throw new Error("The scheduler is down.");
    };

    expect(await hold()).toMatchObject({ state: "ready" });

    expect(await fire(firing)).toEqual({ kind: "stale", why: "It is ready." });
    expect(await stored()).toMatchObject({ state: "ready" });
  });

  it("lets it be scheduled again under a new generation, to which the old firing is stale", async () => {
    const { schedule, hold, fire } = await setup(payoutIn("ready"));
    const first = firingOf(await schedule());
    await hold();

    const second = firingOf(await schedule());

    expect([first.generation, second.generation]).toEqual([1, 2]);
    expect(await fire(first)).toMatchObject({ kind: "stale" });
    expect(await fire(second)).toMatchObject({ kind: "pay" });
  });

  it("asks for a new approval of what was approved", async () => {
    const { schedule, approve, hold, stored } = await setup(payoutIn("ready"), {
      approvalAbovePoints: 1_000,
    });
    await schedule();
    await approve();
    await hold();

    await schedule();

    expect(await stored()).toMatchObject({ state: "awaiting_approval" });
  });
});

describe("holding while it fires", () => {
  it("is refused when the firing was faster, and leaves its schedule alone", async () => {
    const { schedule, hold, interrupt, fire, stored, scheduler } = await setup(payoutIn("ready"));
    const firing = firingOf(await schedule());
    interrupt(() => fire(firing));

    await expect(hold()).rejects.toMatchObject({ name: "WrongStateError", state: "distributing" });

    expect(await stored()).toMatchObject({ state: "distributing" });
    expect([...scheduler.existing.keys()]).toEqual([firing.scheduleName]);
  });

  it("wins over a firing that has looked but not begun", async () => {
    const { schedule, hold, interrupt, claim, stored } = await setup(payoutIn("ready"));
    const firing = firingOf(await schedule());
    interrupt(() => hold());

    expect(await claim(firing)).toEqual({ kind: "stale", why: "It is ready." });

    expect(await stored()).toMatchObject({ state: "ready" });
  });

  it("holds what was moved meanwhile, under its new schedule", async () => {
    const { schedule, hold, interrupt, stored, scheduler } = await setup(payoutIn("ready"));
    await schedule();
    interrupt(() => schedule());

    await hold();

    expect(await stored()).toMatchObject({ state: "ready", generation: 2 });
    expect([...scheduler.existing]).toEqual([]);
  });
});
