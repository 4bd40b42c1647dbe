import fc from "fast-check";
import { expect, test } from "vitest";
import { createPointsSpread } from "../../../domain/sheet/check-tally.ts";

const anyPoints = fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { minLength: 1 });
const fewPoints = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });

function medianOf(points: readonly number[]): number | undefined {
  const spread = createPointsSpread();
  for (const each of points) spread.add(each);
  return spread.median();
}

function trueMedian(points: readonly number[]): number {
  return points.toSorted((a, b) => a - b)[Math.ceil(points.length / 2) - 1] ?? 0;
}

test("the median is that of one of the payments, less than 2 % below the true one", () => {
  fc.assert(
    fc.property(anyPoints, (points) => {
      const median = medianOf(points) ?? 0;
      expect(points).toContain(median);
      expect(median).toBeLessThanOrEqual(trueMedian(points));
      expect(median).toBeGreaterThan(trueMedian(points) / 1.0201);
    }),
    { seed: 20261121 },
  );
});

test("it is exact for small amounts, and where most get the same", () => {
  fc.assert(
    fc.property(fewPoints, (points) => {
      expect(medianOf(points)).toBe(trueMedian(points));
    }),
    { seed: 20261121 },
  );
  expect(medianOf([1_000, 1_000, 1_000, 5_000_000])).toBe(1_000);
});

test("without payments there is none", () => {
  expect(medianOf([])).toBeUndefined();
});
