import { WrongStateError } from "./change-payout.ts";
import type { Payout } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";

/**
 * The key of a payout's problem workbook.
 * @throws {RefusedError} `no_problems` when nothing has to be corrected, `sheet_unreadable` when
 *   the file can't be opened, so that nothing in it can be marked.
 * @throws {WrongStateError} before the check has ended.
 */
export function findProblemWorkbook(payout: Payout): string {
  const { payoutId } = payout;
  if (!("check" in payout) || payout.check === undefined) {
    throw new WrongStateError("problem_workbook", payout);
  }
  if (payout.check.problemCount === 0) {
    throw new RefusedError("no_problems", `The sheet of payout ${payoutId} has no problems.`);
  }
  const key = "problemWorkbookKey" in payout ? payout.problemWorkbookKey : undefined;
  if (key !== undefined) return key;
  throw new RefusedError(
    "sheet_unreadable",
    `The sheet of payout ${payoutId} can't be opened, so no copy of it could be marked.`,
  );
}
