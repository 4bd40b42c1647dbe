import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountsOfBin, binOf, MOST_BINS } from "../../../domain/sheet/amount-bins.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import {
  createSheetBreakdown,
  sheetBreakdownSchema,
} from "../../../domain/sheet/sheet-breakdown.ts";
import { MOST_VALUES } from "../../../domain/sheet/value-sums.ts";

function breakdownOf(payments: readonly Omit<Payment, "row">[]) {
  const breakdown = createSheetBreakdown();
  for (const [index, payment] of payments.entries()) breakdown.add({ row: index + 2, ...payment });
  return sheetBreakdownSchema.parse(breakdown.end());
}

const pay = (userId: string, points: number, reason?: string) => ({ userId, points, reason });

describe("the breakdown of a sheet", () => {
  it("shows one amount that is a thousand times too large in a bin of its own, far from the others", () => {
    const usual = Array.from({ length: 999 }, (_, nr) =>
      pay(`user-${nr}`, nr % 2 === 0 ? 1_000 : 2_500),
    );
    const { bins, byAmount } = breakdownOf([...usual, pay("user-x", 1_000_000)]);

    expect(bins).toEqual([
      { from: 1_000, payments: 500, points: 500_000 },
      { from: 2_000, payments: 499, points: 1_247_500 },
      { from: 1_000_000, payments: 1, points: 1_000_000 },
    ]);
    expect(byAmount).toEqual({
      top: [
        { value: "2500", payments: 499, users: 499, points: 1_247_500 },
        { value: "1000000", payments: 1, users: 1, points: 1_000_000 },
        { value: "1000", payments: 500, users: 500, points: 500_000 },
      ],
    });
  });

  it("counts a user once for each value, and those without a reason apart from an empty one", () => {
    const { users, byReason } = breakdownOf([
      pay("a", 100, "visit"),
      pay("a", 200, "visit"),
      pay("b", 50, "visit"),
      pay("a", 30),
      pay("c", 20),
    ]);

    expect(users).toBe(3);
    expect(byReason).toEqual({
      top: [
        { value: "visit", payments: 3, users: 2, points: 350 },
        { payments: 2, users: 2, points: 50 },
      ],
    });
  });

  it("adds up each column that the points API takes besides, of the rows that have a value there", () => {
    const { byColumn } = breakdownOf([
      { userId: "a", points: 10, extras: { campaign: "spring", expiresOn: "2026-12-31" } },
      { userId: "b", points: 20, extras: { campaign: "spring" } },
      { userId: "c", points: 5 },
    ]);

    expect(byColumn).toEqual([
      { column: "campaign", top: [{ value: "spring", payments: 2, users: 2, points: 30 }] },
      { column: "expiresOn", top: [{ value: "2026-12-31", payments: 1, users: 1, points: 10 }] },
    ]);
  });

  it("tells of thousands of amounts the exact sums of the largest, and all others together", () => {
    const payments = Array.from({ length: 30_000 }, (_, nr) =>
      pay(`user-${nr % 7_000}`, 1 + ((nr * 7_919) % 9_973)),
    );
    const { byAmount, points, bins } = breakdownOf(payments);

    const sums = new Map<number, { payments: number; users: Set<string>; points: number }>();
    for (const each of payments) {
      const known = sums.get(each.points) ?? { payments: 0, users: new Set(), points: 0 };
      known.payments += 1;
      known.users.add(each.userId);
      known.points += each.points;
      sums.set(each.points, known);
    }
    const expected = [...sums.values()].map((sum) => sum.points).sort((one, other) => other - one);
    expect(byAmount.top.map((each) => each.points)).toEqual(expected.slice(0, MOST_VALUES));
    for (const { value, ...told } of byAmount.top) {
      const known = sums.get(Number(value));
      expect(told).toEqual({ ...known, users: known?.users.size });
    }
    const told = byAmount.top.reduce((sum, each) => sum + each.points, 0);
    expect(byAmount.others?.values).toBe(sums.size - MOST_VALUES);
    expect(told + (byAmount.others?.points ?? 0)).toBe(points);
    expect(bins.reduce((sum, bin) => sum + bin.payments, 0)).toBe(payments.length);
  });

  it("stays small however many and however long the reasons are", () => {
    const payments = Array.from({ length: 5_000 }, (_, nr) =>
      pay(`user-${nr}`, 10, `${"긴 사유 ".repeat(100)}${nr}`),
    );
    expect(JSON.stringify(breakdownOf(payments)).length).toBeLessThan(20_000);
  });

  it("has nothing of an empty sheet", () => {
    const none = { top: [] };
    expect(breakdownOf([])).toEqual({
      ...{ payments: 0, users: 0, points: 0, bins: [] },
      ...{ byAmount: none, byReason: none, byColumn: [] },
    });
  });
});

describe("the bins of amounts", () => {
  it("hold every amount that can be paid, in exactly one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (points) => {
        const bin = binOf(points);
        const { from, to } = amountsOfBin(bin);
        expect(bin).toBeLessThan(MOST_BINS);
        expect(from <= points && (points <= to || points === Number.MAX_SAFE_INTEGER)).toBe(true);
      }),
    );
  });

  it.each([
    [1, 1, 1],
    [4, 2, 4],
    [999, 500, 999],
    [1_000, 1_000, 1_999],
    [480_000_000, 200_000_000, 499_999_999],
  ])("have %d from %d to %d", (points, from, to) => {
    expect(amountsOfBin(binOf(points))).toEqual({ from, to });
  });
});
