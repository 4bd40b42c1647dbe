import { describe, expect, it } from "vitest";
import { cancelPayout } from "../../../domain/payout/cancel-payout.ts";
import { holdPayout } from "../../../domain/payout/hold-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { RefusedError } from "../../../domain/payout/payout-errors.ts";
import { DECIDER, MARKETER, payoutIn } from "./payouts.ts";
import { setUpSending } from "./sending-world.ts";

const SHEET = { totalPoints: 300, payments: 3, users: "everybody", acknowledgedWarnings: [] };

/** As seconds after a write, when the index does not have it yet. */
async function setUpWithoutLists() {
  const world = await setUpSending();
  world.deps.payouts.list = async () => ({ items: [] });
  return world;
}

describe("two payouts of one sheet under way at once", () => {
  it("are found although no list shows the first one yet, and each is acknowledged by its id", async () => {
    const { send, schedule } = await setUpWithoutLists();
    await send("one", SHEET);

    await expect(send("two", SHEET)).rejects.toMatchObject({
      code: "warnings_not_acknowledged",
      warnings: [{ code: "paid_lately_same", otherPayoutId: "one" }],
    });
    const acknowledgedWarnings = ["paid_lately_same:one"];
    const sent = await schedule("two", { ...SHEET, acknowledgedWarnings });
    expect(sent.state).toBe("scheduled");
    await expect(send("three", { ...SHEET, acknowledgedWarnings })).rejects.toMatchObject({
      warnings: [{ otherPayoutId: "two" }],
    });
  });

  it("are found while one awaits approval, and by another points API are two things", async () => {
    const { send } = await setUpWithoutLists();
    await send("one", { ...SHEET, totalPoints: 3_000_000, check: { largestPoints: 1 } });
    const same = { ...SHEET, totalPoints: 3_000_000, check: { largestPoints: 1 } };

    await expect(send("two", same)).rejects.toThrow(RefusedError);
    const other = await send("three", { ...same, pointsApi: "store-credit" });
    expect(other.state).toBe("awaiting_approval");
  });

  it("does not warn of one that was cancelled", async () => {
    const { send, deps } = await setUpWithoutLists();
    await send("one", SHEET);
    await cancelPayout(deps, "one", MARKETER);
    expect((await send("two", SHEET)).state).toBe("scheduled");
  });

  it("never both slip through when they are scheduled at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { send } = await setUpWithoutLists();
      const sent = await Promise.allSettled(["one", "two"].map((id) => send(id, SHEET)));
      expect(sent.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(1);
    }
  });

  it("are found where one is a part of the other's sheet, which a retry pays again", async () => {
    const { deps, create, send } = await setUpSending();
    await create("refused", SHEET);
    const refused = await deps.payouts.get("refused");
    if (refused?.state !== "ready") throw new Error("It is ready.");
    const ended = payoutIn("completed");
    const counts = { ...ended.report.counts, paid: 0, unknown: 0 };
    const original: Payout = {
      ...ended,
      ...refused,
      state: "completed",
      report: { ...ended.report, counts },
    };
    // The lists know what ended, and nothing that was scheduled since.
    deps.payouts.list = async (query) =>
      query.state === "completed" ? { items: [original] } : { items: [] };
    const part = { totalPoints: 100, payments: 1, retryOf: "refused", acknowledgedWarnings: [] };

    await send("retry", part);
    await expect(send("again", SHEET)).rejects.toMatchObject({
      warnings: [{ code: "paid_lately_same", otherPayoutId: "refused" }],
    });
  });
});

describe("the brake of a payout that was held, and cancelled then", () => {
  it("is found long after another one of the same sheet was refused", async () => {
    const limits = { personDayPoints: { refuseAbove: 500 } };
    const { send, schedule, deps } = await setUpSending({ limits });
    const { list } = deps.reservations;
    // As time to live leaves them: one that came to nothing is deleted.
    deps.reservations.list = async (of) =>
      (await list(of)).filter(({ points, isFinal }) => points > 0 || isFinal !== true);
    await send("held", SHEET);
    await holdPayout(deps, "held", { reason: "The wrong amounts." }, DECIDER);
    await cancelPayout(deps, "held", MARKETER);
    await send("other", { ...SHEET, users: "others" });

    await expect(send("again", SHEET)).rejects.toMatchObject({ code: "limit_exceeded" });
    expect(await schedule("again", { ...SHEET, at: "2026-12-02T12:00" })).toMatchObject({
      state: "awaiting_approval",
      request: { approvalReasons: [{ code: "brake" }] },
    });
  });
});
