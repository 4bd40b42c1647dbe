import type { LedgerState } from "../distribution/ledger.ts";
import type { PayoutIn } from "../payout/payout.ts";
import { withFindings } from "./compare-row.ts";
import type { Finding, Receipt } from "./receipt.ts";

const COUNTED_STATES = ["paid", "rejected", "unknown", "accepted", "withdrawn"] as const;

/**
 * Adds what the payout says of itself and its rows do not add up to. Nothing of one that was changed
 * meanwhile: its rows were not all read as of one moment.
 */
export function withTotals(receipt: Receipt, payout: PayoutIn<"completed">): Receipt {
  if (payout.revision !== receipt.revision) return receipt;
  const { check, report } = payout;
  const { sheet, byState } = receipt.counted;
  const of = (state: LedgerState) => byState[state] ?? { payments: 0, points: 0 };
  const pairs: readonly (readonly [of: string, expected: number, counted: number])[] = [
    ["payments", check.payments, sheet.payments],
    ["points", check.totalPoints, sheet.points],
    ["points_paid", report.points.paid, of("paid").points],
    ...COUNTED_STATES.map((state) => [state, report.counts[state], of(state).payments] as const),
  ];
  const found = pairs.map(([of, expected, counted]): Finding | undefined =>
    expected === counted ? undefined : { code: "totals_differ", of, expected, counted },
  );
  return withFindings(receipt, found);
}
