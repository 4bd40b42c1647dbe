import { performance } from "node:perf_hooks";
import type { Header } from "../../domain/sheet/find-header.ts";
import { findPaymentTab } from "../../domain/sheet/find-payment-tab.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { RawCell, RawRow, RawRows, RawSheet } from "../../domain/sheet/raw-sheet.ts";
import { readUserId } from "../../domain/sheet/read-user-id.ts";
import { sheetRulesSchema } from "../../domain/sheet/sheet-rules.ts";
import { SheetUnreadableError } from "../../domain/sheet/sheet-unreadable.ts";
import { type SheetFile, withOpenSheet } from "../sheet/open-sheet.ts";
import { createTimeBudget } from "../sheet/read-limits.ts";

/** The sheet was read before, within limits; what takes long is the ledger, read along with it. */
const MAX_READ_MS = 14 * 60_000;
/** No rule for ids: each of them was accepted once. */
const RULES = sheetRulesSchema.parse({});

/** The tab that was paid from, read once more beside its payments. */
export interface PaidTab {
  readonly header: Header;
  readonly headerRow: RawRow;
  readonly isColumnHidden: (column: number) => boolean;
  /** The cells of a payment's row; payments are asked for in row order. Undefined once it fails. */
  cellsOf(payment: Payment): Promise<readonly RawCell[] | undefined>;
}

/**
 * Opens the tab that was paid from for as long as `use` takes. `use` gets nothing when the file
 * can't be read as the sheet it was: a report must not fail for that.
 */
export async function withPaidTab<T>(
  file: SheetFile | undefined,
  use: (tab: PaidTab | undefined) => Promise<T>,
): Promise<T> {
  if (file === undefined) return await use(undefined);
  const budget = createTimeBudget(MAX_READ_MS, () => performance.now());
  let isOpen = false;
  try {
    return await withOpenSheet(file, budget, async (sheet) => {
      const rows = await openRows(sheet);
      isOpen = true;
      try {
        return await use(rows === undefined ? undefined : rows.tab);
      } finally {
        await rows?.close();
      }
    });
  } catch (error) {
    if (!isOpen && error instanceof SheetUnreadableError) return await use(undefined);
    throw error;
  }
}

async function openRows(
  sheet: RawSheet,
): Promise<{ readonly tab: PaidTab; close(): Promise<void> } | undefined> {
  const search = await findPaymentTab(sheet);
  if (search.kind === "not_found") return undefined;
  const { header, headerRow } = search;
  const rows = search.tab.readRows();
  const iterator = rowsOf(rows);
  const reached = await skipTo(iterator, header.row);
  const close = async () => void (await iterator.return(undefined));
  if (reached === undefined) {
    await close();
    return undefined;
  }
  const tab: PaidTab = {
    header,
    headerRow,
    isColumnHidden: rows.isColumnHidden,
    cellsOf: createCellLook(iterator, header),
  };
  return { tab, close };
}

function createCellLook(rows: AsyncGenerator<RawRow>, header: Header): PaidTab["cellsOf"] {
  let isLost = false;
  return async ({ row, userId }) => {
    if (isLost) return undefined;
    try {
      const found = await skipTo(rows, row);
      if (found !== undefined && isOf(found, header, userId)) return found.cells;
    } catch (error) {
      if (!(error instanceof SheetUnreadableError)) throw error;
    }
    isLost = true;
    return undefined;
  };
}

/** Guards against writing one user's outcome into another one's row. */
function isOf({ cells }: RawRow, { userId: { column } }: Header, userId: string): boolean {
  const cell = cells.find((one) => one.column === column);
  const reading = cell === undefined ? undefined : readUserId(cell, RULES);
  return reading?.ok === true && reading.userId === userId;
}

async function* rowsOf({ batches }: RawRows): AsyncGenerator<RawRow> {
  for await (const batch of batches) yield* batch;
}

async function skipTo(rows: AsyncGenerator<RawRow>, number: number): Promise<RawRow | undefined> {
  for (;;) {
    const next = await rows.next();
    if (next.done === true || next.value.number > number) return undefined;
    if (next.value.number === number) return next.value;
  }
}
