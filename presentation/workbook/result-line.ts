import type { Instant } from "../../domain/clock.ts";
import {
  type LedgerEntry,
  PAID_BY_ORIGINAL,
  type PaymentState,
  RESOLVED_NOT_PAID,
} from "../../domain/distribution/ledger.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";
import { plainReason } from "../failure-reason.ts";
import { englishWords } from "../slack/message-words-en.ts";
import { koreanWords } from "../slack/message-words-ko.ts";
import type { WallTime } from "./wall-clock.ts";

/** What a result workbook tells of one payment. */
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
  /** When it was settled, as a clock in the payout's zone shows it. */
  readonly time?: WallTime;
  /** Another payout was made to pay it, or had paid it: not to be uploaded once more. */
  readonly isRetried: boolean;
}

type Language = keyof Bilingual;

const REASONS = { ko: koreanWords.reasons, en: englishWords.reasons };

const WORDS = {
  ko: {
    lookItUp: "포인트 시스템의 지급 기록을 확인해 주세요.",
    inFlight: "지급을 요청했고 결과를 기다리고 있습니다.",
    notAsked: "아직 지급을 요청하지 않았습니다.",
    foundPaid: (name: string, note: string) => `${name} 님이 지급된 것으로 확정했습니다: ${note}`,
    by: (name: string, note: string) => `(${name}: ${note})`,
    retried: (payoutId: string) => `다시 지급하도록 옮겼습니다(지급 번호 ${payoutId}).`,
  },
  en: {
    lookItUp: "Look it up in the points system.",
    inFlight: "It was asked for, and the outcome is not known yet.",
    notAsked: "It has not been asked for yet.",
    foundPaid: (name: string, note: string) => `${name} settled it as paid: ${note}`,
    by: (name: string, note: string) => `(${name}: ${note})`,
    retried: (payoutId: string) => `It was handed to payout ${payoutId} to be paid again.`,
  },
} as const;

/** A payment and what the ledger says of it, in words. */
export function resultLine(
  { payment, entry }: ResultRow,
  language: Language,
  wallTime: (instant: Instant) => WallTime,
): ResultLine {
  return {
    row: payment.row,
    userId: payment.userId,
    points: payment.points,
    reason: payment.reason ?? "",
    state: entry?.state ?? "pending",
    why: explanation(entry, language),
    answer: answerOf(entry),
    transactionId: entry?.transactionId ?? "",
    ...(entry?.settledAt === undefined ? {} : { time: wallTime(entry.settledAt) }),
    isRetried: entry?.retriedBy !== undefined || entry?.code === PAID_BY_ORIGINAL,
  };
}

/** Why a payment was not paid, in plain words alone: what is grouped and counted. */
export function reasonInWords(
  { state, code }: Pick<LedgerEntry, "state" | "code">,
  language: Language,
): string {
  const known = state === "unknown" ? state : "rejected";
  const plain = plainReason({ state: known, code: code ?? "no_reason" }, REASONS[language]);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function explanation(entry: LedgerEntry | undefined, language: Language): string {
  const words = WORDS[language];
  switch (entry?.state) {
    case undefined:
      return words.notAsked;
    case "sending":
      return words.inFlight;
    case "paid": {
      const { resolution } = entry;
      return resolution?.as === "paid" ? words.foundPaid(resolution.by.name, resolution.note) : "";
    }
    case "rejected":
      return [
        reasonInWords(entry, language),
        ...(entry.code === RESOLVED_NOT_PAID && entry.resolution !== undefined
          ? [words.by(entry.resolution.by.name, entry.resolution.note)]
          : []),
        ...(entry.retriedBy === undefined ? [] : [words.retried(entry.retriedBy)]),
      ].join(" ");
    case "unknown":
      return `${reasonInWords(entry, language)}. ${words.lookItUp}`;
  }
}

function answerOf(entry: LedgerEntry | undefined): string {
  if (entry === undefined || entry.state === "paid") return "";
  const { code, detail } = entry;
  if (code === RESOLVED_NOT_PAID || code === PAID_BY_ORIGINAL) return "";
  if (code === undefined && detail === undefined) return "";
  return [`[${code ?? "-"}]`, ...(detail === undefined ? [] : [detail])].join(" ");
}
