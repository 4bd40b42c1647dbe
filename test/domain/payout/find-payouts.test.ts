import { describe, expect, it } from "vitest";
import { findPayouts, type PayoutQuery } from "../../../domain/payout/find-payouts.ts";
import { needsAttention } from "../../../domain/payout/needs-attention.ts";
import { PAYOUT_STATES, type Payout } from "../../../domain/payout/payout.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "./payouts.ts";

const createdAt = (nr: number) => new Date(Date.UTC(2026, 10, nr)).toISOString();
const paidAt = (day: number) => {
  const { schedule, ...scheduled } = payoutIn("scheduled");
  return { ...scheduled, schedule: { ...schedule, at: createdAt(day) } };
};

/** Those payouts, made one after the other, and how they are found: by their place. */
async function setup(made: readonly Payout[]) {
  const payouts = createMemoryPayoutStore();
  for (const [index, payout] of made.entries()) {
    const own = { payoutId: `p${index}`, createdAt: createdAt(index + 1) };
    const stored = { ...payout, ...own, revision: 1 };
    await payouts.create(stored, { ...createdEvent(stored), eventId: `e${index}` });
  }
  const find = async (query: Partial<PayoutQuery> = {}) => {
    const page = await findPayouts({ payouts }, { limit: 50, ...query });
    return page.items.map(({ payoutId }) => Number(payoutId.slice(1)));
  };
  return { payouts, find };
}

describe("the list of payouts", () => {
  it("leaves out what was given up before its sheet arrived, and nothing else", async () => {
    const sheet = { key: "sheets/x/sheet.xlsx", versionId: "v1", sizeBytes: 1 };
    const { find } = await setup([
      payoutIn("cancelled"),
      { ...payoutIn("cancelled"), sheet },
      { ...payoutIn("cancelled"), retryOf: "p1" },
      { ...payoutIn("cancelled"), reversalOf: "p1" },
      payoutIn("uploading"),
    ]);
    expect(await find()).toEqual([4, 3, 2, 1]);
    expect(await find({ state: "cancelled" })).toEqual([3, 2, 1]);
  });

  it("holds those of some days, by their time or else by when they were made", async () => {
    const { find } = await setup([paidAt(20), paidAt(21), payoutIn("ready"), paidAt(30)]);
    expect(await find({ from: createdAt(21) })).toEqual([3, 1]);
    expect(await find({ before: createdAt(21) })).toEqual([2, 0]);
    expect(await find({ from: createdAt(3), before: createdAt(21) })).toEqual([2, 0]);
  });

  it("holds those of a person: who uploaded them, or answers for them now", async () => {
    const handedOver = { to: APPROVER, by: MARKETER, at: createdAt(3) };
    const { find } = await setup([
      payoutIn("ready"),
      { ...payoutIn("ready"), createdBy: APPROVER },
      { ...payoutIn("ready"), handedOver },
    ]);
    expect(await find({ of: MARKETER })).toEqual([2, 0]);
    expect(await find({ of: APPROVER })).toEqual([2, 1]);
  });

  it.each([
    ["newest", [3, 2, 1, 0]],
    ["oldest", [0, 1, 2, 3]],
    ["latest_time", [1, 3, 0, 2]],
    ["earliest_time", [2, 0, 3, 1]],
  ] as const)("can begin with the %s, page by page", async (order, expected) => {
    const { payouts, find } = await setup([paidAt(20), paidAt(29), payoutIn("ready"), paidAt(25)]);
    expect(await find({ order })).toEqual(expected);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await findPayouts({ payouts }, { order, limit: 3, cursor });
      paged.push(...page.items.map(({ payoutId }) => payoutId));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(expected.map((nr) => `p${nr}`));
  });

  it("refuses a cursor of another order", async () => {
    const { find } = await setup([]);
    await expect(find({ order: "most_points", cursor: "abc" })).rejects.toThrow("cursor");
  });
});

describe("what needs attention", () => {
  it.each(PAYOUT_STATES)("%s", (state) => {
    const waits = ["invalid", "awaiting_approval", "paused", "halted"].includes(state);
    expect(needsAttention(payoutIn(state))).toBe(waits);
  });

  it("are drafts that were held, declined or sent back, and unknown payments", () => {
    const by = { by: APPROVER, at: createdAt(1) };
    expect(needsAttention({ ...payoutIn("ready"), heldBy: by })).toBe(true);
    const completed = payoutIn("completed");
    const counts = { ...completed.report.counts, unknown: 1 };
    const report = { ...completed.report, counts };
    expect(needsAttention({ ...completed, report })).toBe(true);
  });
});
