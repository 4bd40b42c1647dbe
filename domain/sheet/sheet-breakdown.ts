import * as z from "zod";
import { amountsOfBin, binOf, MOST_BINS } from "./amount-bins.ts";
import { createHashTable, hashText } from "./hash-table.ts";
import type { Payment } from "./payment.ts";
import { createValueSums, type ValueSumsTally, valueSumsSchema } from "./value-sums.ts";

/** Of how many columns that the points API takes besides, values are added up. */
const MOST_COLUMNS = 10;

const binSchema = z.object({
  /** The least amount that belongs to it; the next bin begins where it ends. */
  from: z.int().positive(),
  payments: z.int().positive(),
  points: z.int().positive(),
});

/** What the payments of a sheet are like, in a size that does not grow with their number. */
export const sheetBreakdownSchema = z.object({
  payments: z.int().nonnegative(),
  /** Different users. */
  users: z.int().nonnegative(),
  points: z.int().nonnegative(),
  /** Payments by amount, in bins of growing width, ascending; without those that are empty. */
  bins: z.array(binSchema).max(MOST_BINS),
  byAmount: valueSumsSchema,
  byReason: valueSumsSchema,
  /** By each column that the points API takes besides, as far as a payment has a value there. */
  byColumn: z.array(valueSumsSchema.extend({ column: z.string() })).max(MOST_COLUMNS),
});
export type SheetBreakdown = z.infer<typeof sheetBreakdownSchema>;

export interface SheetBreakdownTally {
  add(payment: Payment): void;
  end(): SheetBreakdown;
}

/** Adds up what the payments of a sheet are like, as they come. */
export function createSheetBreakdown(): SheetBreakdownTally {
  const users = createHashTable();
  const bins = new Map<number, { payments: number; points: number }>();
  const byAmount = createValueSums();
  const byReason = createValueSums();
  const byColumn = new Map<string, ValueSumsTally>();
  const sums = { payments: 0, points: 0 };

  const sumsOf = (column: string): ValueSumsTally | undefined => {
    const known = byColumn.get(column);
    if (known !== undefined || byColumn.size === MOST_COLUMNS) return known;
    const made = createValueSums();
    byColumn.set(column, made);
    return made;
  };

  return {
    add({ userId, points, reason, extras }) {
      const user = users.placeOf(hashText(userId));
      sums.payments += 1;
      sums.points += points;
      const at = binOf(points);
      const bin = bins.get(at) ?? { payments: 0, points: 0 };
      bin.payments += 1;
      bin.points += points;
      bins.set(at, bin);
      byAmount.add(String(points), user, points);
      byReason.add(reason, user, points);
      if (extras === undefined) return;
      for (const [column, value] of Object.entries(extras)) {
        sumsOf(column)?.add(value, user, points);
      }
    },
    end: () => ({
      ...sums,
      users: users.size,
      bins: [...bins]
        .sort(([one], [other]) => one - other)
        .map(([at, bin]) => ({ from: amountsOfBin(at).from, ...bin })),
      byAmount: byAmount.end(),
      byReason: byReason.end(),
      byColumn: [...byColumn].map(([column, tally]) => ({ column, ...tally.end() })),
    }),
  };
}
