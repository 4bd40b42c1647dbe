import type { Problem } from "./problem.ts";
import { parseCellName } from "./raw-sheet.ts";
import type { SheetCheck } from "./sheet-check.ts";

/** What a check found in one cell. */
export interface Mark {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** The marked cells of a row, by column from 0. */
export interface MarkedRow {
  readonly row: number;
  readonly marks: ReadonlyMap<number, Mark>;
}

/** The marked rows of the tab of that name, or of a file without tabs, from the first to the last. */
export function markedRows(check: SheetCheck, tabName: string | undefined): readonly MarkedRow[] {
  const rows = new Map<number, Map<number, { problems: Problem[]; warnings: Problem[] }>>();
  const add = (problem: Problem, kind: "problems" | "warnings") => {
    const cell = problem.cell === undefined ? undefined : parseCellName(problem.cell);
    if (cell === undefined || problem.sheet !== tabName) return;
    const marks = rows.get(cell.row) ?? new Map();
    const mark = marks.get(cell.column) ?? { problems: [], warnings: [] };
    mark[kind].push(problem);
    rows.set(cell.row, marks.set(cell.column, mark));
  };
  for (const problem of check.problems) add(problem, "problems");
  for (const warning of check.warnings) add(warning, "warnings");
  return [...rows]
    .sort(([one], [other]) => one - other)
    .map(([row, marks]) => ({ row, marks: new Map([...marks].sort(([a], [b]) => a - b)) }));
}
