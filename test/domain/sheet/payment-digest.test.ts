import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createPaymentDigest } from "../../../domain/sheet/payment-digest.ts";

const SEED = 20261121;

/** The digest as it is defined, by other means than the program's. */
function asDefined(payments: readonly Payment[]): string {
  const lines = payments.map(({ row, userId, points, reason }) =>
    JSON.stringify([row, userId, points, reason ?? null]),
  );
  const text = ["paysheet payments 1", ...lines, ""].join("\n");
  return `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`;
}

function digestOf(payments: readonly Payment[]): string {
  const digest = createPaymentDigest(() => {
    const hash = createHash("sha256");
    return { update: (piece) => void hash.update(piece), hex: () => hash.digest("hex") };
  });
  for (const payment of payments) digest.add(payment);
  return digest.end();
}

test("the digest of a list is the one it has always been", () => {
  const payments = [
    { row: 2, userId: "00123", points: 1000, reason: "친구 초대" },
    { row: 3, userId: "kim@example.com", points: 25 },
    { row: 9, userId: 'u"\\\n\u2028😀', points: 1, reason: "" },
  ];

  expect(digestOf(payments)).toBe(
    "sha256:a76e949bb004eceb75a36ab149c38f6d033b467ae60003965b142bf65e7e589c",
  );
});

test("whatever the texts, lone surrogates included, it is the digest as defined", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(
        ...'a1"\\\u0000\u001f\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u2028가',
      ),
    }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
      .map((codes) => String.fromCharCode(...codes)),
  );
  const payment: fc.Arbitrary<Payment> = fc.record(
    {
      row: fc.integer({ min: 1, max: 1_048_576 }),
      userId: text,
      points: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      reason: text,
    },
    { requiredKeys: ["row", "userId", "points"] },
  );
  const property = fc.property(fc.array(payment, { maxLength: 20 }), (payments) => {
    expect(digestOf(payments)).toBe(asDefined(payments));
  });
  fc.assert(property, { seed: SEED, numRuns: 1_000 });
});

test("numbers are written to their last digit, however many they have", () => {
  const powers = Array.from({ length: 16 }, (_, digits) => 10 ** digits);
  const numbers = [...powers, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER];
  const payments = numbers.flatMap((number) =>
    [Math.max(1, number - 1), number].map((points) => ({ row: points, userId: "a", points })),
  );
  expect(digestOf(payments)).toBe(asDefined(payments));
});

test("blocks of the hash begin anywhere in the list, and no text is too long for one", () => {
  const lengths = [0, 1, 43_000, 43_674, 43_675, 43_676, 131_072, 300_000, 5, 60_000, 60_000];
  const letters = ["a", "é", "가", '"'];
  const payments = lengths.flatMap((length, index) =>
    letters.map((letter, turn) => ({
      row: index * letters.length + turn + 2,
      userId: letter.repeat(length),
      points: Number.MAX_SAFE_INTEGER,
      reason: letter,
    })),
  );

  expect(digestOf(payments)).toBe(asDefined(payments));
});
