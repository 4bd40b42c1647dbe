import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import type { Payout } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { Person } from "../payout/person.ts";
import type { Policy } from "../payout/policy.ts";
import { assertLedgerKept, derivedKeptUntil } from "../payout/retention.ts";
import { firstOf } from "./chosen-entries.ts";
import {
  assertNotPaidByOriginal,
  type Correction,
  paidAgainTo,
  readCorrections,
} from "./corrected-ids.ts";
import { type DerivePayoutDeps, derivePayout } from "./derived-payout.ts";
import { assertNoCopy } from "./ledger-origin.ts";
import type { LedgerCorrections, LedgerStore } from "./ledger-store.ts";
import { retrySheetOf } from "./retried-payments.ts";
import { retryApproval } from "./retry-approval.ts";
import { chooseRetries } from "./retry-choice.ts";

export interface RetryPayoutDeps extends DerivePayoutDeps {
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk" | "ofUser"> &
    Pick<LedgerCorrections, "markRetried">;
  readonly policy: Pick<Policy, "retention">;
}

export interface RetryRequest {
  readonly rows?: readonly number[] | undefined;
  /** Rows that were for others than the sheet said; they are paid again beside `rows`. */
  readonly corrections?: readonly Correction[] | undefined;
  /** Also to users whom the original paid in other rows. */
  readonly evenIfPaid?: boolean | undefined;
}

/**
 * Makes a new payout of the `rejected` payments of another one: those of `rows` and `corrections`, or
 * at most 10,000 that no payout pays again yet. A row is in one retry alone, whoever it is paid to
 * there. It is checked, scheduled and approved like any other, needs approval
 * where the original did and for what people settled as not paid, is paid by the same points API, and
 * that of a dry run is a dry run.
 * @throws {RefusedError} `payout_not_found`, `is_reversal`, `payment_not_rejected`,
 *   `already_retried`, `nothing_to_retry`, `settled_by_too_many`, `correction_refused`,
 *   `corrected_id_was_paid`, `retention_over`, `table_copied`
 * @throws {WrongStateError} unless the original is completed or halted
 * @throws {PayoutChangedError} when somebody else was faster; nothing is paid by this then
 */
export async function retryPayout(
  deps: RetryPayoutDeps,
  payoutId: string,
  request: RetryRequest,
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
  const corrected = readCorrections(request.corrections ?? []);
  if (request.evenIfPaid !== true) await assertNotPaidByOriginal(deps.ledger, payoutId, corrected);
  const rows = rowsOf(request);
  const entries = await chooseRetries(deps, original, rows, person);
  const changed = entries.filter((entry) => paidAgainTo(entry, corrected) !== entry.userId);
  const keptUntil = derivedKeptUntil(deps.policy.retention, original, nowMs);
  return await derivePayout(
    deps,
    {
      ...{ as: "retry", original, entries, sheet: retrySheetOf(entries, corrected) },
      fields: { retryOf: payoutId, ...retryApproval(original, entries) },
      tell: (retryId, cause) => {
        const ids =
          changed.length === 0 ? "" : ` Ids corrected in rows: ${firstOf(changed.map(rowOf))}.`;
        const why = `Rejected payments: ${entries.length}. New payout: ${retryId}.${ids}`;
        return changePayout("retried", original, {}, { ...cause, why });
      },
      whyCreated:
        original.dryRun === true
          ? `A dry run of what was rejected of payout ${payoutId}: nobody is paid.`
          : `Pays again what was rejected of payout ${payoutId}.`,
      mark(ref, entry, retriedBy) {
        const userId = paidAgainTo(entry, corrected);
        const retriedAs = userId === entry.userId ? undefined : userId;
        const instead = entry.retriedBy;
        return deps.ledger.markRetried({ ref, retriedBy, retriedAs, instead, keptUntil });
      },
    },
    person,
  );
}

/** Undefined where neither names any. */
function rowsOf({ rows, corrections }: RetryRequest): readonly number[] | undefined {
  if (corrections === undefined) return rows;
  return [...(rows ?? []), ...corrections.map(rowOf)];
}

function rowOf({ row }: { readonly row: number }): number {
  return row;
}
