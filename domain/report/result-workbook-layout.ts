import { Temporal } from "temporal-polyfill";
import { type Instant, toEpochMs } from "../clock.ts";
import type { LedgerEntry, PaymentState } from "../distribution/ledger.ts";
import type { Counts, Payout, PointsTotals } from "../payout/payout.ts";
import type { Bilingual } from "../sheet/problem.ts";
import { plainReason } from "./message-reasons.ts";
import { englishWords } from "./message-words-en.ts";
import { koreanWords } from "./message-words-ko.ts";
import type { ResultRow } from "./result-store.ts";

export type Language = keyof Bilingual;

/** One row of a result sheet, ready to be written. */
export interface ResultLine {
  /** The row in the uploaded sheet. */
  readonly row: number;
  readonly userId: string;
  readonly points: number;
  readonly reason: string;
  readonly state: PaymentState;
  readonly why: string;
  readonly transactionId: string;
  /** When it was settled, as a clock in the company's zone shows it. */
  readonly time?: WallTime;
}

/** What a wall clock shows, as the milliseconds of that date and time in UTC: Excel has no zones. */
export type WallTime = number;

export interface ResultColumn {
  readonly key: keyof ResultLine;
  readonly header: Bilingual;
  /** In characters. */
  readonly width: number;
  readonly kind: "text" | "number" | "state" | "time";
}

/** The user, points and reason columns bear names that a sheet is read by: see the failed sheet. */
export const RESULT_COLUMNS: readonly ResultColumn[] = [
  { key: "row", header: { ko: "행", en: "Row" }, width: 8, kind: "number" },
  { key: "userId", header: { ko: "회원ID", en: "User ID" }, width: 28, kind: "text" },
  { key: "points", header: { ko: "포인트", en: "Points" }, width: 14, kind: "number" },
  { key: "reason", header: { ko: "사유", en: "Reason" }, width: 28, kind: "text" },
  { key: "state", header: { ko: "상태", en: "State" }, width: 12, kind: "state" },
  { key: "why", header: { ko: "결과 설명", en: "Explanation" }, width: 56, kind: "text" },
  {
    key: "transactionId",
    header: { ko: "거래번호", en: "Transaction ID" },
    width: 30,
    kind: "text",
  },
  { key: "time", header: { ko: "처리 시각", en: "Settled at" }, width: 20, kind: "time" },
];

/**
 * The sheets in the order of their tabs. Those that list payments do so by state. The failed ones
 * come before all others that list payments, even when there are none: uploaded as it is, the
 * workbook is read as a list of those that were not paid, and of nobody else.
 */
export const RESULT_SHEETS = {
  summary: { ko: "요약", en: "Summary" },
  failed: { ko: "지급 실패", en: "Failed" },
  unknown: { ko: "확인 필요", en: "To be checked" },
  all: { ko: "전체", en: "All payments" },
} as const satisfies Record<string, Bilingual>;

export const STATE_WORDS: Readonly<Record<PaymentState, Bilingual>> = {
  paid: { ko: "지급 완료", en: "Paid" },
  rejected: { ko: "지급 실패", en: "Failed" },
  unknown: { ko: "확인 필요", en: "To be checked" },
  sending: { ko: "처리 중", en: "In progress" },
  pending: { ko: "대기", en: "Not yet paid" },
};

const REASONS = { ko: koreanWords.reasons, en: englishWords.reasons };
const LOOK_IT_UP: Bilingual = {
  ko: "포인트 시스템의 지급 기록을 확인해 주세요.",
  en: "Look it up in the points system.",
};
const IN_FLIGHT: Bilingual = {
  ko: "지급을 요청했고 결과를 기다리고 있습니다.",
  en: "It was asked for, and the outcome is not known yet.",
};
const NOT_ASKED: Bilingual = {
  ko: "아직 지급을 요청하지 않았습니다.",
  en: "It has not been asked for yet.",
};

/** A payment and what the ledger says of it, in words. */
export function resultLine(
  { payment, entry }: ResultRow,
  language: Language,
  wallTime: (instant: Instant) => WallTime,
): ResultLine {
  const state = entry?.state ?? "pending";
  return {
    row: payment.row,
    userId: payment.userId,
    points: payment.points,
    reason: payment.reason ?? "",
    state,
    why: explanation(entry, language),
    transactionId: entry?.transactionId ?? "",
    ...(entry?.settledAt === undefined ? {} : { time: wallTime(entry.settledAt) }),
  };
}

function explanation(entry: LedgerEntry | undefined, language: Language): string {
  switch (entry?.state) {
    case undefined:
      return NOT_ASKED[language];
    case "sending":
      return IN_FLIGHT[language];
    case "paid":
      return "";
    case "rejected": {
      const plain = plainly(entry, language);
      return entry.detail === undefined ? plain : `${plain}: ${entry.detail}`;
    }
    case "unknown":
      return `${plainly(entry, language)}. ${LOOK_IT_UP[language]}`;
  }
}

function plainly({ state, code }: LedgerEntry, language: Language): string {
  const known = state === "unknown" ? state : "rejected";
  const plain = plainReason({ state: known, code: code ?? "no_reason" }, REASONS[language]);
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Zones change their offset on quarters of an hour only, so that one look-up serves each. */
const QUARTER_MS = 900_000;

/** Translates instants to the wall clock of an IANA zone; remembers offsets, for long lists. */
export function wallClockOf(timeZone: string): (instant: Instant) => WallTime {
  const offsetsMs = new Map<number, number>();
  return (instant) => {
    const epochMs = toEpochMs(instant);
    const quarter = Math.floor(epochMs / QUARTER_MS);
    let offsetMs = offsetsMs.get(quarter);
    if (offsetMs === undefined) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
      offsetMs = zoned.offsetNanoseconds / 1_000_000;
      offsetsMs.set(quarter, offsetMs);
    }
    return epochMs + offsetMs;
  };
}

/** What the lines of a result come to. */
export interface ResultTotals {
  readonly counts: Counts;
  readonly points: PointsTotals;
  readonly lastSettledAt?: WallTime;
}

export interface SummaryLine {
  readonly label: string;
  readonly value:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "number"; readonly number: number }
    | { readonly kind: "time"; readonly time: WallTime };
}

/** The summary sheet, line by line; what the payout does not have is left out. */
export function summaryLines(
  payout: Payout,
  totals: ResultTotals,
  options: { readonly language: Language; readonly timeZone: string },
): readonly SummaryLine[] {
  const { language, timeZone } = options;
  const lines: SummaryLine[] = [];
  const add = (ko: string, en: string, value: SummaryLine["value"] | undefined) => {
    if (value !== undefined) lines.push({ label: language === "ko" ? ko : en, value });
  };
  const wallTime = wallClockOf(timeZone);
  const { counts, points } = totals;
  const schedule = "schedule" in payout ? payout.schedule : undefined;
  const distribution = "distribution" in payout ? payout.distribution : undefined;

  add("제목", "Title", text(payout.title));
  add("파일", "File", text(payout.fileName));
  add("지급 번호", "Payout", text(payout.payoutId));
  add("전체 건수", "Payments", number(counts.payments));
  add(STATE_WORDS.paid.ko, STATE_WORDS.paid.en, number(counts.paid));
  add(STATE_WORDS.rejected.ko, STATE_WORDS.rejected.en, number(counts.rejected));
  add(STATE_WORDS.unknown.ko, STATE_WORDS.unknown.en, number(counts.unknown));
  add("아직 지급 안 됨", "Not yet paid", number(counts.pending));
  add("전체 포인트", "Points in all", number(points.total));
  add("지급한 포인트", "Points paid", number(points.paid));
  add("올린 사람", "Uploaded by", text(payout.createdBy.name));
  add("예약한 사람", "Scheduled by", text(schedule?.requestedBy.name));
  add("승인한 사람", "Approved by", text(schedule?.approvedBy?.name));
  add("예약 시각", "Scheduled for", time(schedule && wallTime(schedule.at)));
  add("지급 시작", "Started at", time(distribution && wallTime(distribution.startedAt)));
  add("마지막 처리", "Last settled at", time(totals.lastSettledAt));
  add("시간대", "Time zone", text(timeZone));
  return lines;
}

function text(value: string | undefined): SummaryLine["value"] | undefined {
  return value === undefined ? undefined : { kind: "text", text: value };
}

function number(value: number): SummaryLine["value"] {
  return { kind: "number", number: value };
}

function time(value: WallTime | undefined): SummaryLine["value"] | undefined {
  return value === undefined ? undefined : { kind: "time", time: value };
}
