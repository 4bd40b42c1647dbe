import { describe, expect, it } from "vitest";
import { reasonsNotToPay } from "../../../domain/payout/check-again.ts";
import { approvePayout } from "../../../domain/payout/decide-approval.ts";
import { getPayout } from "../../../domain/payout/get-payout.ts";
import { type HandOverDeps, handOverPayout } from "../../../domain/payout/hand-over-payout.ts";
import { holdPayout } from "../../../domain/payout/hold-payout.ts";
import { makersOf, ownerOf } from "../../../domain/payout/owner.ts";
import { PAYOUT_STATES } from "../../../domain/payout/payout.ts";
import type { KnownPerson } from "../../../domain/payout/people-store.ts";
import type { ActingPerson, Role } from "../../../domain/payout/person.ts";
import { createdEvent, DECIDER, MARKETER, payoutIn } from "./payouts.ts";
import { type PayoutOfDay, setUpSending } from "./sending-world.ts";

const ADMIN: ActingPerson = { id: "admin", name: "Admin", mayDecide: true };
const SMALL: PayoutOfDay = { totalPoints: 600_000, payments: 600 };
/** Above what one person may send without a history. */
const LARGE: PayoutOfDay = { totalPoints: 2_000_000, payments: 2_000 };

function known(id: string, roles: Role[], email = `${id}@company.example`): KnownPerson {
  return { id, name: `Name of ${id}`, email, roles, seenAt: "2026-11-20T00:00:00.000Z" };
}

const PEOPLE = [
  known("second", ["marketer"]),
  known("third", ["marketer"]),
  known("both", ["marketer", "approver"]),
  known("approver", ["approver", "marketer"]),
  known("reader", ["viewer"]),
];

async function setup(policy: object = {}) {
  const world = await setUpSending(policy);
  const deps: HandOverDeps = {
    ...world.deps,
    people: { withEmail: async (email) => PEOPLE.filter((one) => one.email === email) },
    mayOwn: (roles) => roles.includes("marketer") || roles.includes("admin"),
  };
  return {
    ...world,
    handOver: (payoutId: string, to: string, by: ActingPerson = MARKETER, ofOthers = false) =>
      handOverPayout(
        deps,
        payoutId,
        { email: `${to}@Company.example`, reason: "She moves to another team." },
        by,
        { ofOthers },
      ),
    async approve(payoutId: string, by: ActingPerson) {
      const { revision } = await getPayout(world.deps.payouts, payoutId);
      return await approvePayout(world.deps, payoutId, { revision }, by);
    },
    get: (payoutId: string) => getPayout(world.deps.payouts, payoutId),
  };
}

const acting = (id: string): ActingPerson => ({ ...known(id, []), mayDecide: true });

describe("handing a payout over", () => {
  it("makes another person its owner, and says who did it and why", async () => {
    const { create, handOver, deps } = await setup();
    await create("one", SMALL);

    const after = await handOver("one", "second");

    expect(after).toMatchObject({
      state: "ready",
      createdBy: MARKETER,
      handedOver: {
        to: { id: "second", email: "second@company.example" },
        by: MARKETER,
        reason: "She moves to another team.",
      },
    });
    expect(ownerOf(after).id).toBe("second");
    expect((await deps.payouts.events("one")).at(-1)).toMatchObject({
      action: "handed_over",
      by: { kind: "person", id: "marketer" },
      why: "She moves to another team.",
      from: "ready",
      to: "ready",
    });
  });

  it("is its owner's or an admin's to do, and no former owner's", async () => {
    const { create, handOver } = await setup();
    await create("one", SMALL);

    await expect(handOver("one", "third", acting("second"))).rejects.toMatchObject({
      code: "not_owner",
    });
    await handOver("one", "second");
    await expect(handOver("one", "third")).rejects.toMatchObject({ code: "not_owner" });
    expect(ownerOf(await handOver("one", "third", acting("second"))).id).toBe("third");
    expect(ownerOf(await handOver("one", "second", ADMIN, true)).id).toBe("second");
  });

  it("takes somebody who has signed in and may upload, and changes nothing for its owner", async () => {
    const { create, handOver, deps } = await setup();
    await create("one", SMALL);
    await handOver("one", "second");

    await expect(handOver("one", "nobody", ADMIN, true)).rejects.toMatchObject({
      code: "person_unknown",
    });
    await expect(handOver("one", "reader", ADMIN, true)).rejects.toMatchObject({
      code: "person_may_not_own",
      names: "Name of reader",
    });
    const { length } = await deps.payouts.events("one");
    await handOver("one", "second", acting("second"));
    expect(await deps.payouts.events("one")).toHaveLength(length);
  });

  it("lets none of its makers decide on it, whoever owned it and in whichever order", async () => {
    const { send, handOver, approve } = await setup();
    await send("one", LARGE);
    await handOver("one", "both");
    const after = await handOver("one", "second", acting("both"));

    expect(makersOf(after).map(({ id }) => id)).toEqual(["marketer", "both", "second"]);
    for (const maker of [{ ...MARKETER, mayDecide: true }, acting("both"), acting("second")]) {
      await expect(approve("one", maker)).rejects.toMatchObject({ code: "own_payout" });
    }
    // By whatever account of theirs.
    const other = { ...acting("other-account"), email: "both@company.example" };
    await expect(approve("one", other)).rejects.toMatchObject({ code: "own_payout" });
    expect((await approve("one", DECIDER)).state).toBe("scheduled");
  });

  it("goes to nobody who approved it, unless it is held first and approved anew", async () => {
    const { send, handOver, approve, schedule, deps } = await setup();
    await send("one", LARGE);
    await approve("one", DECIDER);

    await expect(handOver("one", "approver")).rejects.toMatchObject({ code: "owner_approved" });
    await holdPayout(deps, "one", {}, MARKETER);
    await handOver("one", "approver");
    expect(await schedule("one", { ...LARGE, scheduledBy: DECIDER })).toMatchObject({
      state: "awaiting_approval",
    });
    await expect(approve("one", DECIDER)).rejects.toMatchObject({ code: "own_payout" });
  });

  it("leaves the schedule and its approval as they are", async () => {
    const { send, handOver, approve, deps } = await setup();
    await send("one", LARGE);
    const approved = await approve("one", DECIDER);

    const after = await handOver("one", "second");

    if (after.state !== "scheduled" || approved.state !== "scheduled") throw new Error(after.state);
    expect(after.schedule).toEqual(approved.schedule);
    expect(await reasonsNotToPay(deps, after)).toEqual([]);
  });

  it("counts for the one who had it and for the one who has it", async () => {
    const { send, handOver } = await setup();
    await send("one", SMALL);
    await handOver("one", "second");

    // 600,000 of each are spoken for: 1,000,000 is what one person may send in a day.
    expect(await send("two", { ...SMALL, users: "others" })).toMatchObject({
      state: "awaiting_approval",
      request: { approvalReasons: [{ code: "person_day_points", amount: 1_200_000 }] },
    });
    const third = { ...SMALL, users: "more", by: known("second", ["marketer"]) };
    expect(await send("three", third)).toMatchObject({
      state: "awaiting_approval",
      request: { approvalReasons: [{ code: "person_day_points", amount: 1_200_000 }] },
    });
  });

  it("refuses what could not be paid as it is scheduled once it is theirs", async () => {
    const { send, handOver, get } = await setup();
    await send("already-theirs", { ...SMALL, users: "others", by: known("second", ["marketer"]) });
    await send("one", SMALL);

    await expect(handOver("one", "second")).rejects.toMatchObject({
      code: "not_payable_with_owner",
      limit: { code: "person_day_points", amount: 1_200_000 },
    });
    expect(ownerOf(await get("one"))).toEqual(MARKETER);
  });

  it("tells who is to approve it what it takes with its new owner", async () => {
    const { send, handOver } = await setup({ limits: { paymentPoints: { approvalAbove: 500 } } });
    await send("theirs", {
      ...{ totalPoints: 600_000, payments: 1_200, users: "others" },
      by: known("second", ["marketer"]),
    });
    const asked = await send("one", SMALL);
    expect(asked).toMatchObject({
      request: { approvalReasons: [{ code: "payment_above_limit" }] },
    });

    expect(await handOver("one", "second")).toMatchObject({
      state: "awaiting_approval",
      revision: asked.revision + 1,
      request: {
        approvalReasons: [{ code: "payment_above_limit" }, { code: "person_day_points" }],
      },
    });
  });

  it("is possible until it is being paid, while it stands still, and never once it is over", async () => {
    const possible: string[] = [];
    for (const state of PAYOUT_STATES) {
      const { deps, handOver } = await setup();
      const payout = payoutIn(state);
      await deps.payouts.create(payout, createdEvent(payout));
      await handOver(payout.payoutId, "second").then(
        () => possible.push(state),
        (error: unknown) => expect(error).toMatchObject({ name: "WrongStateError" }),
      );
    }
    expect(possible).toEqual(
      PAYOUT_STATES.filter(
        (state) => state !== "distributing" && state !== "completed" && state !== "cancelled",
      ),
    );
  });
});
