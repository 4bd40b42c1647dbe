import { performance } from "node:perf_hooks";
import type { SheetSearch } from "../../domain/personal-data/erasable-files.ts";
import type { RawCell, RawSheet } from "../../domain/sheet/raw-sheet.ts";
import { readUserId } from "../../domain/sheet/read-user-id.ts";
import { sheetRulesSchema } from "../../domain/sheet/sheet-rules.ts";
import { SheetUnreadableError } from "../../domain/sheet/sheet-unreadable.ts";
import { withOpenSheet } from "./open-sheet.ts";
import { createTimeBudget } from "./read-limits.ts";

const MAX_READ_MS = 120_000;

/** Looks into every cell of every tab, hidden ones too: as it is stored, and as an id is read of it. */
export function createSheetSearch(): SheetSearch {
  const rules = sheetRulesSchema.parse({});
  return {
    async holds(file, isWanted) {
      const budget = createTimeBudget(MAX_READ_MS, () => performance.now());
      const isFound = (cell: RawCell) => {
        const reading = readUserId(cell, rules);
        return (reading.ok && isWanted(reading.userId)) || textsOf(cell).some(isWanted);
      };
      try {
        return await withOpenSheet(file, budget, (sheet) => someCell(sheet, isFound));
      } catch (error) {
        if (error instanceof SheetUnreadableError) return undefined;
        throw error;
      }
    },
  };
}

async function someCell(sheet: RawSheet, isFound: (cell: RawCell) => boolean): Promise<boolean> {
  for (const tab of sheet.tabs) {
    for await (const rows of tab.readRows().batches) {
      if (rows.some(({ cells }) => cells.some(isFound))) return true;
    }
  }
  return false;
}

function textsOf(cell: RawCell): readonly string[] {
  if ("text" in cell) return [cell.text];
  return cell.kind === "number" ? [cell.source] : [];
}
