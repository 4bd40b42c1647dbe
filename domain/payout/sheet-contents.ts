import * as z from "zod";
import type { Payment } from "../sheet/payment.ts";
import { createSheetBreakdown, sheetBreakdownSchema } from "../sheet/sheet-breakdown.ts";
import type { SheetObject } from "./payout.ts";

/** How many rows are kept together: few enough that a page is little work, many enough to be few. */
export const ROWS_A_PART = 2_000;

/** What a check keeps of a sheet for people to look at before anybody is paid. */
export const sheetContentsSchema = z.object({
  breakdown: sheetBreakdownSchema,
  /** The rows, in parts of so many, the last one fewer. */
  rowsAPart: z.int().positive(),
  /** Between which amounts those of each part are: a search for others passes over it. */
  parts: z.array(z.object({ least: z.int().positive(), most: z.int().positive() })),
});
export type SheetContents = z.infer<typeof sheetContentsSchema>;

/** Keeps rows and breakdowns beside the checks of their sheets, and as long. */
export interface SheetContentsStore {
  /** Writing it again replaces it. */
  saveRows(sheet: SheetObject, part: number, rows: readonly Payment[]): Promise<void>;
  /** Undefined once they were deleted. */
  rows(sheet: SheetObject, part: number): Promise<readonly Payment[] | undefined>;
  save(sheet: SheetObject, contents: SheetContents): Promise<void>;
  /** Undefined of sheets that earlier versions checked, and once it was deleted. */
  get(sheet: SheetObject): Promise<SheetContents | undefined>;
}

/** Parts on their way at once: reading a million rows is not to wait for each of five hundred writes. */
const MOST_ON_THEIR_WAY = 8;

/** Keeps the contents of a sheet as its payments come, in memory that holds a few parts at a time. */
export function createContentsWriter(
  contents: Pick<SheetContentsStore, "saveRows" | "save">,
  sheet: SheetObject,
) {
  const breakdown = createSheetBreakdown();
  const parts: { least: number; most: number }[] = [];
  let rows: Payment[] = [];
  const saving: Promise<void>[] = [];

  async function flush(): Promise<void> {
    if (saving.length === MOST_ON_THEIR_WAY) await saving.shift();
    const amounts = rows.map(({ points }) => points);
    const saved = contents.saveRows(sheet, parts.length, rows);
    // Who waits for it hears of its failure; until then nobody does.
    saved.catch(() => undefined);
    saving.push(saved);
    parts.push({
      least: amounts.reduce((one, other) => Math.min(one, other)),
      most: amounts.reduce((one, other) => Math.max(one, other)),
    });
    rows = [];
  }

  return {
    add(payment: Payment): Promise<void> | undefined {
      breakdown.add(payment);
      rows.push(payment);
      return rows.length === ROWS_A_PART ? flush() : undefined;
    },
    /** Its presence says that all rows are there. */
    async end(): Promise<void> {
      if (rows.length > 0) await flush();
      await Promise.all(saving);
      await contents.save(sheet, { breakdown: breakdown.end(), rowsAPart: ROWS_A_PART, parts });
    },
  };
}
