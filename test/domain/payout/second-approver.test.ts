import { describe, expect, it } from "vitest";
import { reasonsNotToPay } from "../../../domain/payout/check-again.ts";
import { approvePayout } from "../../../domain/payout/decide-approval.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import type { ActingPerson } from "../../../domain/payout/person.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { APPROVER, DECIDER, MARKETER } from "./payouts.ts";
import { type PayoutOfDay, setUpSending } from "./sending-world.ts";

const ABOVE: PayoutOfDay = { totalPoints: 600_000, payments: 600 };
const LIMIT = { limits: { secondApproverAbovePoints: 599_999 } };
const ADMIN: ActingPerson = { id: "admin", name: "Admin", mayDecide: true };

async function setup(policy: object = LIMIT) {
  const world = await setUpSending(policy);
  return {
    ...world,
    approve: ({ payoutId, revision }: Payout, by: ActingPerson) =>
      approvePayout(world.deps, payoutId, { revision }, by),
  };
}

describe("above the limit of a second approver", () => {
  it("two people approve, each what they saw, and the schedule names both", async () => {
    const { send, approve } = await setup();

    const asked = await send("one", ABOVE);
    const half = await approve(asked, APPROVER);
    const scheduled = await approve(half, ADMIN);

    expect(asked).toMatchObject({
      state: "awaiting_approval",
      request: {
        approvalReasons: [{ code: "second_approver", amount: 600_000, limit: 599_999 }],
      },
    });
    expect(half).toMatchObject({
      state: "awaiting_approval",
      firstApproval: { by: APPROVER, revision: asked.revision, totalPoints: 600_000 },
    });
    expect(scheduled).toMatchObject({
      state: "scheduled",
      schedule: {
        firstApproval: { by: APPROVER, revision: asked.revision },
        approval: { by: { id: "admin", name: "Admin" }, revision: half.revision },
      },
    });
    // The first one was answered with another revision than the second one looks at.
    await expect(approve(asked, ADMIN)).rejects.toThrow();
  });

  it("nobody approves twice, by whatever account, and no maker approves", async () => {
    const { send, approve } = await setup();
    const first = { ...APPROVER, email: "approver@company.example" };
    const again = { id: "other-account", name: "Approver", email: first.email };

    const half = await approve(await send("one", ABOVE), first);

    await expect(approve(half, first)).rejects.toMatchObject({ code: "already_approved" });
    await expect(approve(half, again)).rejects.toMatchObject({ code: "already_approved" });
    await expect(approve(half, MARKETER)).rejects.toMatchObject({ code: "own_payout" });
  });

  it("an approver who schedules it is the first of the two", async () => {
    const { create, schedule, approve } = await setup();
    await create("one", ABOVE);

    const half = await schedule("one", { ...ABOVE, scheduledBy: DECIDER });

    expect(half).toMatchObject({ state: "awaiting_approval", firstApproval: { by: APPROVER } });
    await expect(approve(half, APPROVER)).rejects.toMatchObject({ code: "own_payout" });
    expect((await approve(half, ADMIN)).state).toBe("scheduled");
  });

  it("another time voids what the first one approved", async () => {
    const { send, schedule, approve } = await setup();
    await approve(await send("one", ABOVE), APPROVER);

    const moved = await schedule("one", { ...ABOVE, at: "2026-12-02T12:00" });

    expect(moved).toMatchObject({ state: "awaiting_approval", firstApproval: undefined });
    expect((await approve(moved, ADMIN)).state).toBe("awaiting_approval");
  });

  it("one approval is too few once the limit is set or lowered", async () => {
    const { send, approve, deps } = await setup({ approvalAbovePoints: 500_000 });
    const scheduled = await approve(await send("one", ABOVE), APPROVER);
    if (scheduled.state !== "scheduled") throw new Error(`It is ${scheduled.state}.`);
    const policy = policySchema.parse({ approvalAbovePoints: 500_000, ...LIMIT });

    expect(await reasonsNotToPay({ ...deps, policy }, scheduled)).toEqual([
      { code: "second_approver", amount: 600_000, limit: 599_999 },
    ]);
  });

  it("is off by default", async () => {
    const { send, approve } = await setup({});
    const asked = await send("one", { totalPoints: 90_000_000, payments: 90_000 });
    expect((await approve(asked, APPROVER)).state).toBe("scheduled");
  });
});
