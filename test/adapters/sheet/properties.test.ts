import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBytes } from "../../sheets/read-bytes.ts";
import { type PlainPayment, WRITERS } from "../../sheets/writers.ts";

const SEED = 20261121;
/** Dozens of workbooks a test, on machines that are busy at times. */

/** Ids and reasons as strange as a sheet allows, that the rules take as they stand. */
const word = fc.string({
  unit: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(..."abcXYZ0123456789-_.@:/") },
    { weight: 2, arbitrary: fc.constantFrom(..."가힣회원金é😀") },
    { weight: 1, arbitrary: fc.constantFrom(...`&<>"',;=+#%`) },
  ),
  minLength: 1,
  maxLength: 12,
});
const userId = word.map((text) => `u${text}`.normalize("NFC"));
const payment: fc.Arbitrary<PlainPayment> = fc.record(
  {
    userId: fc.oneof(userId, fc.stringMatching(/^0[0-9]{3,14}$/)),
    points: fc.integer({ min: 1, max: 100_000_000 }),
    reason: word.map((text) => `사유 ${text}`),
  },
  { requiredKeys: ["userId", "points"] },
);
const list = fc.uniqueArray(payment, {
  minLength: 1,
  maxLength: 30,
  selector: (one) => one.userId,
});

describe("any list of payments is read back the same", () => {
  test.each(Object.entries(WRITERS))("as saved by %s", async (_, { fileName, write }) => {
    const property = fc.asyncProperty(list, async (payments) => {
      const reading = await readBytes(await write(payments), fileName);
      expect(reading.problems).toEqual([]);
      expect(reading.payments).toEqual(payments.map((one, index) => ({ row: index + 2, ...one })));
    });
    await fc.assert(property, { seed: SEED, numRuns: 20 });
  });

  test("and has the same digest, whatever saved it", async () => {
    const property = fc.asyncProperty(list, async (payments) => {
      const digests = new Set<string>();
      for (const { fileName, write } of Object.values(WRITERS)) {
        digests.add((await readBytes(await write(payments), fileName)).check.digest);
      }
      expect(digests.size).toBe(1);
    });
    await fc.assert(property, { seed: SEED, numRuns: 8 });
  });
});

describe("a damaged workbook is the same payments or a problem", () => {
  const payments: PlainPayment[] = Array.from({ length: 12 }, (_, index) => ({
    userId: `user-${index}`,
    points: 100 + index,
    reason: "11월 이벤트",
  }));
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    byte: fc.integer({ min: 0, max: 255 }),
  });
  const damages: Record<string, fc.Arbitrary<(bytes: Buffer) => Buffer>> = {
    "one byte changed": change.map((one) => (bytes) => changeBytes(bytes, [one])),
    "several bytes changed": fc
      .array(change, { minLength: 2, maxLength: 8 })
      .map((all) => (bytes) => changeBytes(bytes, all)),
    "cut short": fc
      .double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
      .map((at) => (bytes) => bytes.subarray(0, Math.floor(at * bytes.length))),
    "a piece left out": change.map(({ at, byte }) => (bytes) => {
      const start = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + byte + 1)]);
    }),
  };
  const workbooks = ["exceljs", "SheetJS .xlsx", "XML by hand"];
  const cases = workbooks.flatMap((writer) =>
    Object.keys(damages).map((damage) => [writer, damage]),
  );

  test.each(cases)("%s, %s", async (writer = "", damage = "") => {
    const bytes = (await WRITERS[writer]?.write(payments)) ?? Buffer.alloc(0);
    const whole = await readBytes(bytes);
    expect(whole.problems).toEqual([]);
    const damaged = damages[damage] ?? fc.constant((same: Buffer) => same);
    const property = fc.asyncProperty(damaged, async (apply) => {
      const reading = await readBytes(apply(Buffer.from(bytes)));
      if (reading.check.problemCount === 0) expect(reading.check).toEqual(whole.check);
    });
    await fc.assert(property, { seed: SEED, numRuns: 50 });
  });
});

function changeBytes(bytes: Buffer, changes: readonly { at: number; byte: number }[]): Buffer {
  for (const { at, byte } of changes) bytes[Math.floor(at * bytes.length)] = byte;
  return bytes;
}
