import type { PaymentState } from "../../domain/distribution/ledger.ts";
import type { Language } from "../../domain/language.ts";
import type { Counts, PointsTotals } from "../../domain/payout/payout.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import { reasonInWords } from "./result-line.ts";

type CountedState = Exclude<PaymentState, "sending">;

/** How often payments were not paid for one reason. */
export interface ReasonTotal {
  readonly state: "rejected" | "unknown";
  readonly words: string;
  /** The points API's own, or ours. */
  readonly code: string;
  readonly count: number;
}

/** What the payments of a result workbook come to. */
export interface ResultTotals {
  readonly counts: Counts;
  readonly points: PointsTotals;
  readonly pointsByState: Readonly<Record<CountedState, number>>;
  /** The most frequent first. */
  readonly reasons: readonly ReasonTotal[];
  /** Payments whose reasons are not among them. */
  readonly otherReasons: number;
  readonly lastSettledAt?: string;
}

/** How many reasons are told apart; codes come from the points API and could be as many as payments. */
const COUNTED_REASONS = 100;

/** Counts the rows of a result workbook as they pass. */
export function createResultTally(language: Language) {
  const counts = { payments: 0, paid: 0, rejected: 0, unknown: 0, pending: 0 };
  const pointsByState = { paid: 0, rejected: 0, unknown: 0, pending: 0 };
  const reasons = new Map<string, ReasonTotal>();
  let total = 0;
  let otherReasons = 0;
  let lastSettledAt: string | undefined;

  const addReason = ({ entry }: ResultRow): void => {
    if (entry?.state !== "rejected" && entry?.state !== "unknown") return;
    const { state, code = "no_reason" } = entry;
    const key = `${state} ${code}`;
    const known = reasons.get(key);
    if (known !== undefined) reasons.set(key, { ...known, count: known.count + 1 });
    else if (reasons.size === COUNTED_REASONS) otherReasons += 1;
    else reasons.set(key, { state, words: reasonInWords(entry, language), code, count: 1 });
  };

  return {
    add(row: ResultRow): void {
      const { payment, entry } = row;
      const state = entry?.state ?? "pending";
      const counted = state === "sending" ? "pending" : state;
      counts.payments += 1;
      counts[counted] += 1;
      total += payment.points;
      pointsByState[counted] += payment.points;
      addReason(row);
      const settledAt = entry?.settledAt;
      if (settledAt !== undefined && settledAt > (lastSettledAt ?? "")) lastSettledAt = settledAt;
    },
    totals: (): ResultTotals => ({
      counts,
      points: { total, paid: pointsByState.paid },
      pointsByState,
      reasons: [...reasons.values()].sort((one, other) => other.count - one.count),
      otherReasons,
      ...(lastSettledAt === undefined ? {} : { lastSettledAt }),
    }),
  };
}
