import { describe, expect, it } from "vitest";
import type { Payout } from "../../../domain/payout/payout.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { type PayoutOfDay, setUpSending } from "./sending-world.ts";

const RECIPIENTS: PayoutOfDay = { totalPoints: 900_000, payments: 3, users: "other" };

const reasonsOf = (payout: Payout) =>
  payout.state === "awaiting_approval" ? payout.request.approvalReasons : [];

/** A payout of 900,000 points on the same day before, of which one user got 300,000 or so. */
async function setup({ paid = 0, recipientDayPoints = { approvalAbove: 1_000 } } = {}) {
  const policy = {
    limits: {
      recipientDayPoints,
      personDayPoints: { approvalAbove: 10_000_000 },
    },
  };
  const world = await setUpSending(policy);
  await world.send("before", { ...RECIPIENTS, totalPoints: 1_800, users: "before" });
  if (paid > 0) {
    const ref = { payoutId: "before", chunk: 0, row: 2 };
    const at = "2026-12-01T03:00:00.000Z";
    const payment = { row: 2, userId: "somebody", points: paid };
    await world.deps.ledger.claim({ ref, payment, idempotencyKey: "key", fence: 1, at });
    await world.deps.ledger.settle({ ref, settlement: { state: "paid" }, fence: 1, at });
  }
  return {
    ...world,
    async sendTo(recipients: readonly (readonly [userId: string, points: number])[]) {
      const payments = recipients.map(([userId, points], at) => ({ row: at + 2, userId, points }));
      const totalPoints = payments.reduce((sum, { points }) => sum + points, 0);
      const sheet = { totalPoints, payments: payments.length, users: "new" };
      await world.create("new", sheet);
      world.checks.set("sheets/new/sheet.xlsx", {
        ...checkOf(payments),
        largestRecipients: payments.toSorted((a, b) => b.points - a.points),
      });
      return await world.schedule("new", sheet);
    },
  };
}

describe("what a recipient gets in a day", () => {
  it("needs no look at the ledger while nobody can get more than the limit", async () => {
    const { sendTo, deps } = await setup();
    deps.ledger.ofUser = () => Promise.reject(new Error("It is looked up."));
    expect((await sendTo([["somebody", 400]])).state).toBe("scheduled");
  });

  it("is what they were paid, with what they are to be paid; rows that get too much are named", async () => {
    const { sendTo } = await setup({ paid: 600 });
    const sent = await sendTo([
      ["nobody", 500],
      ["somebody", 450],
    ]);
    expect(reasonsOf(sent)).toEqual([
      {
        code: "recipient_day_points",
        amount: 1_050,
        limit: 1_000,
        period: "2026-12-01",
        rows: [3],
      },
    ]);
  });

  it("stops nobody who was paid little, though others were paid much", async () => {
    const { sendTo } = await setup({ paid: 600 });
    expect((await sendTo([["nobody", 900]])).state).toBe("scheduled");
  });

  it("counts what they are to get by payouts that are not paid yet, however many there are", async () => {
    const { sendTo, create, schedule, checks } = await setup();
    const payments = [{ row: 2, userId: "somebody", points: 600 }];
    checks.set("sheets/before/sheet.xlsx", { ...checkOf(payments), largestRecipients: payments });
    expect(
      reasonsOf(
        await sendTo([
          ["nobody", 900],
          ["somebody", 450],
        ]),
      ),
    ).toMatchObject([{ code: "recipient_day_points", amount: 1_050, rows: [3] }]);

    const many = Array.from({ length: 200 }, (_, at) => ({
      row: at + 2,
      userId: `user-${at}`,
      points: 600,
    }));
    checks.set("sheets/before/sheet.xlsx", { ...checkOf(many), largestRecipients: many });
    const one = { totalPoints: 450, payments: 1, users: "unlisted" };
    const [payment] = [{ row: 2, userId: "unlisted", points: 450 }];
    await create("later", one);
    checks.set("sheets/later/sheet.xlsx", {
      ...checkOf([payment]),
      largestRecipients: [payment],
    });
    expect(reasonsOf(await schedule("later", one))).toMatchObject([
      { code: "recipient_day_points", rows: [2] },
    ]);
  });

  it("counts as much as it may be where nobody can tell who gets it", async () => {
    const { send } = await setup();
    const sent = await send("new", { totalPoints: 1_100, payments: 1 });
    expect(reasonsOf(sent)).toMatchObject([{ code: "recipient_day_points", amount: 1_700 }]);
  });

  it("counts as much also where it is too much only together with other payouts", async () => {
    const { send } = await setup();
    const sent = await send("new", { totalPoints: 900, payments: 1 });
    expect(reasonsOf(sent)).toMatchObject([{ code: "recipient_day_points", amount: 1_500 }]);
  });

  it("names the limit that it is above, though approval is asked for above a higher one", async () => {
    const recipientDayPoints = { approvalAbove: 5_000, refuseAbove: 1_000 };
    const { send } = await setup({ recipientDayPoints });
    const sent = await send("new", { totalPoints: 1_100, payments: 1 });
    expect(reasonsOf(sent)).toMatchObject([{ amount: 1_700, limit: 1_000 }]);
  });
});
