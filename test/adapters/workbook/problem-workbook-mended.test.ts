import fc from "fast-check";
import { expect, test } from "vitest";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { readBytes } from "../../sheets/read-bytes.ts";
import { WRITERS } from "../../sheets/writers.ts";
import { problemWorkbookOf } from "./problem-copy.ts";
import { styledWorkbook } from "./read-back.ts";

const SEED = 20261121;
const SPOILED_POINTS = -1;

const payment = fc.record(
  {
    userId: fc.oneof(
      fc.stringMatching(/^0[0-9]{3,14}$/),
      fc.stringMatching(/^[=+@-]?[a-z가-힣_&<>"']{1,9}[0-9]$/),
      fc.stringMatching(/^_x00[4-6][1-9]_[a-z]$/),
    ),
    points: fc.integer({ min: 1, max: 100_000_000 }),
    reason: fc.stringMatching(/^[=+@a-z가-힣<&"' ]{0,9}[a-z0-9]$/).map((text) => `사유 ${text}`),
  },
  { requiredKeys: ["userId", "points"] },
);
/** Payments and which of them are spoiled, at least the first. */
const cases = fc
  .uniqueArray(payment, { minLength: 1, maxLength: 12, selector: ({ userId }) => userId })
  .chain((payments) =>
    fc.record({
      payments: fc.constant(payments),
      spoiled: fc.array(fc.nat({ max: payments.length - 1 })).map((rest) => new Set([0, ...rest])),
    }),
  );

/** As people do it: the cells are corrected in a program, all else stays as it is. */
async function mend(workbook: Buffer, payments: readonly Payment[]): Promise<Buffer> {
  const book = await styledWorkbook(workbook);
  const [sheet] = book.worksheets;
  for (const { row, points } of payments) {
    const cell = sheet?.getCell(row, 2);
    if (cell?.note !== undefined) cell.value = points;
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

test.each(Object.entries(WRITERS))(
  "a problem workbook with its marked cells mended is the right payments, from %s",
  async (_, { write, fileName }) => {
    const property = fc.asyncProperty(cases, async ({ payments, spoiled }) => {
      const right = await readBytes(await write(payments), fileName);
      const bad = payments.map((one, index) =>
        spoiled.has(index) ? { ...one, points: SPOILED_POINTS } : one,
      );

      const workbook = await problemWorkbookOf(await write(bad), fileName);
      const unmended = await readBytes(workbook ?? "");
      expect(unmended.check.problemCount).toBe(spoiled.size);
      const mended = await readBytes(await mend(workbook ?? Buffer.alloc(0), right.payments));
      expect({ ...mended, check: mended.check.digest }).toEqual({
        ...right,
        check: right.check.digest,
      });
    });
    await fc.assert(property, { seed: SEED, numRuns: 8 });
  },
);
