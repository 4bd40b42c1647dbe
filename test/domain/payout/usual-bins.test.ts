import { describe, expect, it } from "vitest";
import { DAY_MS, toInstant } from "../../../domain/clock.ts";
import type { Payout, PayoutIn } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createContentsWriter } from "../../../domain/payout/sheet-contents.ts";
import { usualBins } from "../../../domain/payout/usual-bins.ts";
import { createMemorySheetContents } from "../../doubles/memory-sheet-contents.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "./payouts.ts";

const clock = createVirtualClock();

function completed(nr: number, changes: Partial<PayoutIn<"completed">> = {}) {
  const payout = payoutIn("completed");
  const finishedAt = toInstant(clock.nowMs() - nr * DAY_MS);
  const sheet = { ...payout.sheet, key: `sheets/paid-${nr}/sheet.xlsx` };
  const ids = { payoutId: `paid-${nr}`, createdAt: finishedAt };
  return { ...payout, ...ids, sheet, report: { ...payout.report, finishedAt }, ...changes };
}

/** Payouts that paid these amounts. */
async function setup(
  paid: readonly { readonly payout: PayoutIn<"completed">; readonly amounts: readonly number[] }[],
) {
  const payouts = createMemoryPayoutStore();
  const { store: contents, kept } = createMemorySheetContents();
  for (const { payout, amounts } of paid) {
    await payouts.create(payout, createdEvent(payout));
    const writer = createContentsWriter(contents, payout.sheet);
    for (const [at, points] of amounts.entries()) {
      await writer.add({ row: at + 2, userId: `user-${at}`, points });
    }
    await writer.end();
  }
  const deps = { payouts, contents, clock, policy: policySchema.parse({}) };
  return { kept, usual: (payout: Payout = payoutIn("ready")) => usualBins(deps, payout) };
}

const six = (amounts: readonly number[]) =>
  [1, 2, 3, 4, 5, 6].map((nr) => ({ payout: completed(nr), amounts }));

describe("the usual amounts", () => {
  it("are those of the last payouts, each counting alike", async () => {
    const [first, ...others] = six([1_000, 1_500, 3_000, 3_500]);
    const { usual } = await setup([
      ...others,
      { payout: first?.payout ?? completed(1), amounts: [1_000, 1_000, 1_000, 1_000, 1_000] },
    ]);
    const found = await usual();
    expect(found).toMatchObject({ payouts: 6, from: 1_000, to: 4_999 });
    expect(found?.bins.map(({ from, share }) => [from, Math.round(share * 1_000)])).toEqual([
      [1_000, 583],
      [2_000, 417],
    ]);
  });

  it("are not what was paid in one of them by a slip", async () => {
    const paid = six([1_000]);
    const { usual } = await setup([...paid, { payout: completed(7), amounts: [1_000, 1_000_000] }]);
    expect(await usual()).toMatchObject({ from: 1_000, to: 1_999 });
  });

  it("are unknown of fewer than five, and of a payout that takes back", async () => {
    const { usual } = await setup(six([1_000]).slice(0, 4));
    expect(await usual()).toBeUndefined();
    const all = await setup(six([1_000]));
    expect(await all.usual({ ...payoutIn("ready"), reversalOf: "paid-1" })).toBeUndefined();
  });

  it("are those of the same points API, of no retry, and of nothing that takes back", async () => {
    const paid = six([1_000]).slice(0, 4);
    const { usual } = await setup([
      ...paid,
      { payout: completed(5, { retryOf: "paid-1" }), amounts: [9] },
      { payout: completed(6, { reversalOf: "paid-1" }), amounts: [9] },
      { payout: completed(7, { pointsApi: "other" }), amounts: [9] },
      { payout: completed(8, { dryRun: true }), amounts: [9] },
    ]);
    expect(await usual()).toBeUndefined();
  });

  it("are known by what their checks say where an earlier version checked them", async () => {
    const payouts = six([1_000]).map(({ payout, amounts }) => ({
      payout: { ...payout, check: { ...payout.check, medianPoints: 1_200, largestPoints: 6_000 } },
      amounts,
    }));
    const { usual, kept } = await setup(payouts);
    kept.clear();
    expect(await usual()).toEqual({ payouts: 6, from: 1_000, to: 9_999, bins: [] });
  });

  it("of a completed payout are those that were usual before it", async () => {
    const later = six([1_000]);
    const { usual } = await setup(later);
    expect(await usual(completed(4))).toBeUndefined();
    expect(await usual(completed(0))).toMatchObject({ payouts: 6 });
  });
});
