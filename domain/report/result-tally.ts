import { CODE_BYTES, type LedgerEntry, type PaymentState } from "../distribution/ledger.ts";
import { waitsForSecond } from "../distribution/second-person.ts";
import { optional } from "../optional.ts";
import type { Counts, PayingSpan, PointsTotals, ReasonCount } from "../payout/payout.ts";
import { cutBytes } from "../plain-text.ts";
import type { ResultRow } from "./result-store.ts";

/** What is `sending` counts as pending. */
type CountedState = Exclude<PaymentState, "sending">;

/** What the payments of a payout came to, as its report and its result workbook say it. */
export interface ResultTotals {
  readonly counts: Counts;
  readonly points: PointsTotals;
  readonly pointsByState: Readonly<Record<CountedState, number>>;
  /** Why payments were not paid, the most frequent first. */
  readonly reasons: readonly ReasonCount[];
  /** Payments whose reasons are not among them. */
  readonly otherReasons: number;
  /** Absent when nothing was settled. */
  readonly paying?: PayingSpan | undefined;
}

export interface ResultTally {
  add(row: ResultRow): void;
  totals(): ResultTotals;
}

/** How many reasons are counted apart: the points API may answer with any number of codes. */
const COUNTED_REASONS = 100;
/** The code of a payment that was not paid and has none. */
export const NO_REASON = "no_reason";

/** Counts payments one by one, as the ledger has them. */
export function createResultTally(): ResultTally {
  const byState = { paid: 0, rejected: 0, unknown: 0, accepted: 0, withdrawn: 0, pending: 0 };
  const counts = { payments: 0, ...byState };
  const pointsByState = { ...byState };
  const reasons = new Map<string, ReasonCount>();
  let total = 0;
  let proposed = 0;
  let otherReasons = 0;
  let paying: PayingSpan | undefined;

  const addReason = (state: ReasonCount["state"], told = NO_REASON): void => {
    // Earlier versions kept whatever the points API called a code.
    const code = cutBytes(told, CODE_BYTES);
    const key = `${state} ${code}`;
    const known = reasons.get(key);
    if (known === undefined && reasons.size === COUNTED_REASONS) otherReasons += 1;
    else reasons.set(key, { state, code, count: (known?.count ?? 0) + 1 });
  };

  return {
    add({ payment, entry }) {
      const state = entry?.state ?? "pending";
      const counted = state === "sending" ? "pending" : state;
      counts.payments += 1;
      counts[counted] += 1;
      if (entry !== undefined && waitsForSecond(entry)) proposed += 1;
      total += payment.points;
      pointsByState[counted] += payment.points;
      paying = stretched(paying, entry);
      if (state === "rejected" || state === "unknown") addReason(state, entry?.code);
    },
    totals: () => ({
      counts: { ...counts, ...optional("proposed", proposed === 0 ? undefined : proposed) },
      points: { total, paid: pointsByState.paid },
      pointsByState: { ...pointsByState },
      reasons: [...reasons.values()].sort((one, other) => other.count - one.count),
      otherReasons,
      paying,
    }),
  };
}

function stretched(
  span: PayingSpan | undefined,
  entry: LedgerEntry | undefined,
): PayingSpan | undefined {
  // What was withdrawn was never asked for.
  if (entry?.settledAt === undefined || entry.state === "withdrawn") return span;
  const { claimedAt: from, settledAt: until } = entry;
  if (span === undefined) return { from, until };
  const isFirst = from < span.from;
  const isLast = until > span.until;
  return { from: isFirst ? from : span.from, until: isLast ? until : span.until };
}
