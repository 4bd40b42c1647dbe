import { performance } from "node:perf_hooks";
import { withOpenSheet } from "../../adapters/sheet/open-sheet.ts";
import { createTimeBudget } from "../../adapters/sheet/read-limits.ts";

const MAX_READ_MS = 120_000;

/** What the tab of a result workbook adds up to that lists every payment, before the receipt's. */
export function countWritten(
  path: string,
): Promise<{ readonly rows: number; readonly points: number }> {
  const budget = createTimeBudget(MAX_READ_MS, () => performance.now());
  return withOpenSheet({ path, fileName: "result.xlsx" }, budget, async ({ tabs }) => {
    let rows = -1;
    let points = 0;
    for await (const batch of tabs.at(-2)?.readRows().batches ?? []) {
      rows += batch.length;
      for (const { cells } of batch) {
        const [, cell] = cells;
        if (cell?.kind === "number") points += Number(cell.source);
      }
    }
    return { rows, points };
  });
}
