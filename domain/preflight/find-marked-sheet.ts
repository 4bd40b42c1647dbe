import { findProblemWorkbook } from "../payout/find-problem-workbook.ts";
import type { Payout } from "../payout/payout.ts";
import { type PreFlightStore, usersLookOf } from "./pre-flight.ts";

/**
 * The key of a payout's problem workbook; of a sheet without problems, the key of its copy in which
 * missing users are marked.
 * @throws {RefusedError} `no_problems` when nothing is marked, `sheet_unreadable` when the file can't be
 *   opened, so that nothing in it can be
 * @throws {WrongStateError} before the check has ended
 */
export async function findMarkedSheet(
  deps: { readonly preFlights: Pick<PreFlightStore, "users"> },
  payout: Payout,
): Promise<string> {
  const isGood = "check" in payout && payout.check?.problemCount === 0;
  const users = isGood ? await usersLookOf(deps, payout) : undefined;
  return users?.markedKey ?? findProblemWorkbook(payout);
}
