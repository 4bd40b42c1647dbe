import type { PayoutIn } from "../payout/payout.ts";
import type { ProblemWorkbookStore } from "../payout/problem-workbook-store.ts";
import type { CheckStore, SheetStore } from "../payout/sheet-store.ts";
import type { Problem } from "../sheet/problem.ts";
import { toProblem } from "../sheet/problem-table.ts";
import { cellName } from "../sheet/raw-sheet.ts";
import type { SheetCheck } from "../sheet/sheet-check.ts";
import type { MissingUser } from "./pre-flight.ts";

export interface MarkMissingUsersDeps {
  readonly sheets: Pick<SheetStore, "withLocalCopy">;
  readonly checks: Pick<CheckStore, "get">;
  readonly problemWorkbooks: ProblemWorkbookStore;
}

/**
 * Makes the problem workbook of a sheet that has no problems: its warnings, and each row of a user who
 * is missing, marked where they stand. Its key; undefined where nobody is missing or it can't be made,
 * which holds nothing up: people still have the list.
 */
export async function markMissingUsers(
  deps: MarkMissingUsersDeps,
  { sheet, fileName }: Pick<PayoutIn<"ready">, "sheet" | "fileName">,
  listed: readonly MissingUser[],
  read: SheetCheck,
): Promise<string | undefined> {
  if (listed.length === 0 || read.userIdColumn === undefined) return undefined;
  try {
    // What was found beside the sheet, such as another payout of the same, the stored one has alone.
    const { warnings, warningCount } = (await deps.checks.get(sheet)) ?? read;
    const missing = warningsOf(listed, read, read.userIdColumn);
    const check = {
      ...read,
      warnings: [...missing, ...warnings],
      warningCount: missing.length + warningCount,
    };
    return await deps.sheets.withLocalCopy(sheet, (path) =>
      deps.problemWorkbooks.write(sheet, { path, fileName }, check),
    );
  } catch {
    return undefined;
  }
}

/** In the order of the sheet. */
function warningsOf(
  listed: readonly MissingUser[],
  { sheetName }: SheetCheck,
  column: number,
): readonly Problem[] {
  return listed
    .flatMap(({ userId, rows }) => rows.map((row) => ({ userId, row })))
    .toSorted((one, other) => one.row - other.row)
    .map(({ userId, row }) =>
      toProblem(
        { code: "user_not_found", value: userId },
        { sheet: sheetName, cell: cellName(row, column) },
      ),
    );
}
