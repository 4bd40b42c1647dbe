import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createPaymentsFingerprint,
  fingerprintSchema,
  sharedPayments,
} from "../../../domain/payout/payments-fingerprint.ts";

type Pair = readonly [userId: string, points: number];

function fingerprintOf(pairs: readonly Pair[]) {
  const fingerprint = createPaymentsFingerprint();
  for (const [userId, points] of pairs) fingerprint.add({ userId, points });
  return fingerprint.end();
}

const usersFrom = (from: number, count: number, points = 1000) =>
  Array.from({ length: count }, (_, index): Pair => [`user-${from + index}`, points]);

function shared(one: readonly Pair[], other: readonly Pair[]): number {
  return sharedPayments(
    { payments: one.length, fingerprint: fingerprintOf(one) },
    { payments: other.length, fingerprint: fingerprintOf(other) },
  );
}

const anyPairs = fc.array(
  fc.tuple(fc.string({ unit: "grapheme", minLength: 1 }), fc.integer({ min: 1, max: 2 ** 53 - 1 })),
  { maxLength: 300 },
);

describe("the fingerprint of payments", () => {
  it("is the same in whatever order the rows stand", () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(fingerprintOf(pairs.toReversed())).toEqual(fingerprintOf(pairs));
        expect(fingerprintOf(sorted)).toEqual(fingerprintOf(pairs));
        expect(fingerprintSchema.parse(fingerprintOf(pairs))).toEqual(fingerprintOf(pairs));
      }),
      { seed: 20261121 },
    );
  });

  const two: readonly Pair[] = [
    ["a", 100],
    ["b", 200],
  ];
  it.each<[string, readonly Pair[]]>([
    ["a payment is missing", [["a", 100]]],
    ["a payment is there twice", [...two, ["b", 200]]],
    [
      "the points are swapped",
      [
        ["a", 200],
        ["b", 100],
      ],
    ],
    [
      "points differ beyond 32 bits",
      [
        ["a", 100 + 2 ** 32],
        ["b", 200],
      ],
    ],
  ])("differs when %s", (_, pairs) => {
    expect(fingerprintOf(pairs).exact).not.toBe(fingerprintOf(two).exact);
  });

  it("does not tell letter case, nor letters taken apart, from the same id", () => {
    const one = fingerprintOf([
      ["0xABCdef", 5],
      ["회원", 7],
    ]);
    expect(
      fingerprintOf([
        ["0xabcDEF", 5],
        ["회원".normalize("NFD"), 7],
      ]),
    ).toEqual(one);
  });
});

describe("how many payments two sheets share", () => {
  it("is exact for small sheets", () => {
    expect(shared(usersFrom(0, 50), usersFrom(10, 50))).toBe(40);
    expect(shared(usersFrom(0, 50), usersFrom(0, 50, 999))).toBe(0);
    expect(shared([], [])).toBe(0);
  });

  it.each([
    ["nine of ten", usersFrom(0, 10_000), usersFrom(1_000, 10_000), 9_000],
    ["all of the smaller", usersFrom(0, 10_000), usersFrom(0, 15_000), 10_000],
    ["none", usersFrom(0, 10_000), usersFrom(10_000, 10_000), 0],
  ])("is known to a tenth for large ones: %s", (_, one, other, truth) => {
    expect(Math.abs(shared(one, other) - truth)).toBeLessThanOrEqual(1_000);
    expect(shared(other, one)).toBe(shared(one, other));
  });
});
