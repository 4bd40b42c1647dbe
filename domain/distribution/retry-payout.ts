import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { Person } from "../payout/person.ts";
import type { Policy } from "../payout/policy.ts";
import { assertLedgerKept, derivedKeptUntil } from "../payout/retention.ts";
import { type DerivePayoutDeps, derivePayout } from "./derived-payout.ts";
import { assertNoCopy } from "./ledger-origin.ts";
import type { LedgerCorrections, LedgerStore } from "./ledger-store.ts";
import { retrySheetOf } from "./retried-payments.ts";
import { retryApproval } from "./retry-approval.ts";
import { chooseRetries } from "./retry-choice.ts";

export interface RetryPayoutDeps extends DerivePayoutDeps {
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk"> &
    Pick<LedgerCorrections, "markRetried">;
  readonly policy: Pick<Policy, "retention">;
}

/**
 * Makes a new payout of the `rejected` payments of another one: those of `rows`, or at most 10,000
 * that no payout pays again yet. It is checked, scheduled and approved like any other, needs approval
 * where the original did and for what people settled as not paid, is paid by the same points API, and
 * that of a dry run is a dry run.
 * @throws {RefusedError} `payout_not_found`, `is_reversal`, `payment_not_rejected`,
 *   `already_retried`, `nothing_to_retry`, `settled_by_too_many`, `retention_over`, `table_copied`
 * @throws {WrongStateError} unless the original is completed or halted
 * @throws {PayoutChangedError} when somebody else was faster; nothing is paid by this then
 */
export async function retryPayout(
  deps: RetryPayoutDeps,
  payoutId: string,
  request: { readonly rows?: readonly number[] },
  person: Person,
): Promise<Payout> {
  const original = await getPayout(deps.payouts, payoutId);
  if (original.reversalOf !== undefined) {
    throw new RefusedError(
      "is_reversal",
      `Payout ${payoutId} takes points back: ask its original, ${original.reversalOf}, for another reversal.`,
    );
  }
  if (original.state !== "completed" && original.state !== "halted") {
    throw new WrongStateError("retry", original);
  }
  const nowMs = deps.clock.nowMs();
  assertLedgerKept(original, nowMs);
  await assertNoCopy(deps, original);
  const entries = await chooseRetries(deps, original, request.rows, person);
  const keptUntil = derivedKeptUntil(deps.policy.retention, original, nowMs);
  return await derivePayout(
    deps,
    {
      ...{ as: "retry", original, entries, sheet: retrySheetOf(entries) },
      fields: { retryOf: payoutId, ...retryApproval(original, entries) },
      tell: (retryId, cause) => {
        const why = `Rejected payments: ${entries.length}. New payout: ${retryId}.`;
        return changePayout("retried", original, {}, { ...cause, why });
      },
      whyCreated:
        original.dryRun === true
          ? `A dry run of what was rejected of payout ${payoutId}: nobody is paid.`
          : `Pays again what was rejected of payout ${payoutId}.`,
      mark: (ref, { retriedBy: instead }, retriedBy) =>
        deps.ledger.markRetried({ ref, retriedBy, instead, keptUntil }),
    },
    person,
  );
}
