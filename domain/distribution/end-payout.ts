import { toInstant } from "../clock.ts";
import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout } from "../payout/payout.ts";
import { type Person, personActor, recordedPerson } from "../payout/person.ts";
import { assertLedgerKept } from "../payout/retention.ts";
import { executionNameOf } from "./distribution-starter.ts";
import { assertNoCopy } from "./ledger-origin.ts";
import { type ResumePayoutDeps, startRun } from "./stop-and-resume.ts";

/**
 * Has a payout that is paused or halted closed, in a new run: what was not asked for yet is
 * `withdrawn`, what may have been paid is found out as far as the points API tells, what it accepted
 * is waited for; then the payout is reported like any other. Ending it again repeats what a run that
 * died left undone.
 * @throws {RefusedError} `payout_not_found`, `retention_over`, `table_copied`
 * @throws {WrongStateError} when it is neither paused nor halted
 * @throws {PayoutChangedError} when somebody else was faster
 */
export async function endPayout(
  deps: ResumePayoutDeps,
  payoutId: string,
  { reason }: { readonly reason: string },
  person: Person,
): Promise<Payout> {
  const payout = await getPayout(deps.payouts, payoutId);
  if (payout.state !== "paused" && payout.state !== "halted") {
    throw new WrongStateError("end", payout);
  }
  const nowMs = deps.clock.nowMs();
  assertLedgerKept(payout, nowMs);
  // What it would withdraw may have been paid since the copy, and could be paid once more by a retry.
  await assertNoCopy(deps, payout);
  const run = payout.distribution.run + 1;
  const execution = executionNameOf(payout, run);
  const change = changePayout(
    "ended",
    payout,
    {
      distribution: { ...payout.distribution, run, execution },
      // Who ended it first stays: nobody can take that back.
      endedBy: payout.endedBy ?? { by: recordedPerson(person), at: toInstant(nowMs), reason },
    },
    { by: personActor(person), nowMs, eventId: deps.newId(), why: reason },
  );
  await deps.payouts.change(change.payout, change.event);
  await startRun(deps, payout, run, execution);
  return change.payout;
}
