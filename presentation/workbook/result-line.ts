import type { Instant } from "../../domain/clock.ts";
import {
  type LedgerEntry,
  PAID_BY_ORIGINAL,
  type PaymentState,
  RESOLVED_NOT_PAID,
} from "../../domain/distribution/ledger.ts";
import type { Language } from "../../domain/language.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import { NO_REASON } from "../../domain/report/result-tally.ts";
import { plainReason, sentence } from "../failure-reason.ts";
import type { WallTime } from "./wall-clock.ts";
import { type LineWords, workbookWordsOf } from "./words.ts";

/** What a result workbook says of one payment. */
export interface ResultLine {
  /** The row in the uploaded sheet. */
  readonly row: number;
  readonly userId: string;
  readonly points: number;
  readonly reason: string;
  readonly state: PaymentState;
  /** In plain words, with who settled it by hand and how they knew. */
  readonly why: string;
  /** The points API's own code and words. Begins with a bracket: no program takes it for a formula. */
  readonly answer: string;
  readonly transactionId: string;
  /** The key under which the points API was asked, and is searched in; empty where it was not. */
  readonly reference: string;
  /** When it was settled, as a clock in the payout's zone shows it. */
  readonly time?: WallTime | undefined;
  /** Another payout was made to pay it, or had paid it: not to be uploaded once more. */
  readonly isRetried: boolean;
}

/** A payment and what the ledger says of it, in words. */
export function resultLine(
  { payment, entry }: ResultRow,
  language: Language,
  wallTime: (instant: Instant) => WallTime,
  isReversal = false,
): ResultLine {
  return {
    row: payment.row,
    userId: payment.userId,
    points: payment.points,
    reason: payment.reason ?? "",
    state: entry?.state ?? "pending",
    why: explanation(entry, language, isReversal),
    answer: answerOf(entry),
    transactionId: entry?.transactionId ?? "",
    reference: entry?.idempotencyKey ?? "",
    time: entry?.settledAt === undefined ? undefined : wallTime(entry.settledAt),
    isRetried: entry?.retriedBy !== undefined || entry?.code === PAID_BY_ORIGINAL,
  };
}

/** Why a payment was not paid, in plain words alone: what is grouped and counted. */
export function reasonInWords(
  { state, code }: Pick<LedgerEntry, "state" | "code">,
  language: Language,
  isReversal = false,
): string {
  const known = state === "unknown" ? state : "rejected";
  return sentence(plainReason({ state: known, code: code ?? NO_REASON }, language, isReversal));
}

function explanation(
  entry: LedgerEntry | undefined,
  language: Language,
  isReversal: boolean,
): string {
  const words = workbookWordsOf(language, isReversal).line;
  switch (entry?.state) {
    case undefined:
      return words.notAsked;
    case "sending":
      return words.inFlight;
    case "accepted":
      return words.accepted;
    case "withdrawn":
      return [words.withdrawn, ...retriedPart(entry, words)].join(" ");
    case "paid": {
      const { resolution, reversedBy } = entry;
      return [
        ...(resolution?.as === "paid"
          ? [words.foundPaid(resolution.by.name, resolution.note)]
          : []),
        ...(reversedBy === undefined ? [] : [words.reversed(reversedBy)]),
      ].join(" ");
    }
    case "rejected":
      return [
        reasonInWords(entry, language, isReversal),
        ...(entry.code === RESOLVED_NOT_PAID && entry.resolution !== undefined
          ? [words.by(entry.resolution.by.name, entry.resolution.note)]
          : []),
        ...retriedPart(entry, words),
      ].join(" ");
    case "unknown":
      return `${reasonInWords(entry, language, isReversal)}. ${words.lookItUp}`;
  }
}

function retriedPart({ retriedBy }: LedgerEntry, words: LineWords): readonly string[] {
  return retriedBy === undefined ? [] : [words.retried(retriedBy)];
}

function answerOf(entry: LedgerEntry | undefined): string {
  if (entry === undefined || entry.state === "paid") return "";
  const { code, detail } = entry;
  if (code === RESOLVED_NOT_PAID || code === PAID_BY_ORIGINAL) return "";
  if (code === undefined && detail === undefined) return "";
  return [`[${code ?? "-"}]`, ...(detail === undefined ? [] : [detail])].join(" ");
}
