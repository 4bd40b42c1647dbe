import { optional } from "../optional.ts";
import { changePayout, WrongStateError } from "../payout/change-payout.ts";
import { getPayout } from "../payout/get-payout.ts";
import { type NamedPointsApiDeps, takesBack } from "../payout/named-points-api.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import type { Person } from "../payout/person.ts";
import type { Policy } from "../payout/policy.ts";
import { assertLedgerKept, derivedKeptUntil } from "../payout/retention.ts";
import { type DerivePayoutDeps, derivePayout } from "./derived-payout.ts";
import { paymentOf } from "./ledger.ts";
import { assertNoCopy } from "./ledger-origin.ts";
import type { LedgerCorrections, LedgerStore } from "./ledger-store.ts";
import { settledByOf } from "./retry-approval.ts";
import { type ChosenPayments, chooseReversals } from "./reversal-choice.ts";

export interface ReversePayoutDeps extends DerivePayoutDeps, NamedPointsApiDeps {
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk"> &
    Pick<LedgerCorrections, "markReversed">;
  readonly policy: Pick<Policy, "retention">;
}

export interface ReversalRequest extends ChosenPayments {
  readonly reason: string;
}

/** So many fit into the payout's item. */
const MOST_REVERSALS = 50;

/**
 * Makes a new payout that takes back payments of a completed one: those of these rows and users, or
 * at most 10,000 that none takes back yet. It is checked, scheduled and paid like any other, in the
 * rows of the original, always needs the approval of a second person, and asks the original's points
 * API to take each payment back, whole, under one key for ever.
 * @throws {RefusedError} `payout_not_found`, `is_reversal`, `is_dry_run`, `cannot_take_back`,
 *   `payment_not_paid`, `already_reversed`, `nothing_to_reverse`, `reversed_too_often`,
 *   `settled_by_too_many`, `retention_over`, `table_copied`
 * @throws {WrongStateError} unless the original is completed
 * @throws {PayoutChangedError} when somebody else was faster; nothing is taken back by this then
 */
export async function reversePayout(
  deps: ReversePayoutDeps,
  payoutId: string,
  { reason, ...names }: ReversalRequest,
  person: Person,
): Promise<Payout> {
  const original = await getPayout(deps.payouts, payoutId);
  const nowMs = deps.clock.nowMs();
  assertReversible(deps, original, nowMs);
  await assertNoCopy(deps, original);
  const { reversals = [] } = original;
  if (reversals.length >= MOST_REVERSALS) {
    throw new RefusedError(
      "reversed_too_often",
      `Payments of payout ${payoutId} were handed to ${reversals.length} reversals already.`,
    );
  }
  const chosen = await chooseReversals(deps, original, names, person);
  const { entries, earlier, earlierEntries, settledBy } = chosen;
  const keptUntil = derivedKeptUntil(deps.policy.retention, original, nowMs);
  return await derivePayout(
    deps,
    {
      ...{ as: "reversal", original, entries },
      // In the rows of the original: by them each payment, and its key, is found.
      sheet: entries.map(paymentOf),
      fields: {
        reversalOf: payoutId,
        reversalReason: reason,
        ...optional("afterReversals", earlier.length === 0 ? undefined : [...earlier]),
        ...settledByOf({ settledBy: [...settledBy] }, earlierEntries),
      },
      tell: (reversalId, cause) => {
        const why = `Payments to be taken back: ${entries.length}. New payout: ${reversalId}. ${reason}`;
        const report = { ...original.report, resultIsBehind: true };
        const fields = { reversals: [...reversals, reversalId], report };
        return changePayout("reversed", original, fields, { ...cause, why });
      },
      whyCreated: `Takes back what payout ${payoutId} paid: ${reason}`,
      mark: (ref, { reversedBy: instead }, reversedBy) =>
        deps.ledger.markReversed({ ref, reversedBy, instead, keptUntil }),
    },
    person,
  );
}

function assertReversible(
  deps: ReversePayoutDeps,
  original: Payout,
  nowMs: number,
): asserts original is PayoutIn<"completed"> {
  const { payoutId, reversalOf } = original;
  if (reversalOf !== undefined) {
    throw new RefusedError(
      "is_reversal",
      `Payout ${payoutId} takes points back itself: what it took back is given again by a new payout.`,
      { otherPayoutId: reversalOf },
    );
  }
  if (original.dryRun === true) {
    throw new RefusedError("is_dry_run", `Payout ${payoutId} is a dry run: nobody was paid.`);
  }
  if (original.state !== "completed") throw new WrongStateError("reverse", original);
  assertLedgerKept(original, nowMs);
  if (!takesBack(deps, original)) {
    throw new RefusedError(
      "cannot_take_back",
      `The points API of payout ${payoutId} takes nothing back: what was given stays given.`,
    );
  }
}
