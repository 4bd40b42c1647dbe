import type { PaymentState } from "../../domain/distribution/ledger.ts";
import type { Language } from "../../domain/language.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";
import { RESULT_STATE_HEADER, resultHeader } from "../../domain/sheet/result-mark.ts";
import type { ResultLine } from "./result-line.ts";

/**
 * The tabs in their order. The failed ones, and with them those that a person withdrew, come before
 * all others that list payments, even when there are none: uploaded as it is, the workbook is a
 * list of those that were surely not paid, and of nobody else. The others bear the column of states, by which a check refuses them.
 * A payout that takes points back has no such tab: uploaded, its workbook must pay nobody.
 */
export const RESULT_SHEETS = {
  summary: { ko: "요약", en: "Summary" },
  failed: { ko: "지급 실패", en: "Failed" },
  unknown: { ko: "확인 필요", en: "To be checked" },
  all: { ko: "전체", en: "All payments" },
  receipt: { ko: "영수증", en: "Receipt" },
} as const satisfies Record<string, Bilingual>;

/** In which words a workbook is written. */
export interface ResultLook {
  readonly language: Language;
  readonly isDryRun: boolean;
  readonly isReversal: boolean;
}

const ALL_OF_REVERSAL: Bilingual = { ko: "회수 전체", en: "All to be taken back" };

/** The tabs that list payments. */
export type ListSheet = Exclude<keyof typeof RESULT_SHEETS, "summary" | "receipt">;

/** A dry run in one word. */
const DRY_RUN: Bilingual = { ko: "연습", en: "dry run" };

export const STATE_WORDS: Readonly<Record<PaymentState, Bilingual>> = {
  paid: { ko: "지급 완료", en: "Paid" },
  rejected: { ko: "지급 실패", en: "Failed" },
  unknown: { ko: "확인 필요", en: "To be checked" },
  sending: { ko: "처리 중", en: "In progress" },
  accepted: { ko: "접수됨, 결과 대기", en: "Accepted, awaiting its result" },
  withdrawn: { ko: "지급 안 함", en: "Withdrawn" },
  pending: { ko: "대기", en: "Not yet paid" },
};

const DRY_RUN_STATE_WORDS: typeof STATE_WORDS = {
  ...STATE_WORDS,
  paid: { ko: "지급 예상", en: "Would be paid" },
  rejected: { ko: "지급 불가", en: "Would fail" },
};

const REVERSAL_STATE_WORDS: typeof STATE_WORDS = {
  ...STATE_WORDS,
  paid: { ko: "회수 완료", en: "Taken back" },
  rejected: { ko: "회수 못 함", en: "Not taken back" },
  withdrawn: { ko: "회수 안 함", en: "Withdrawn" },
  pending: { ko: "대기", en: "Not yet taken back" },
};

/** How a payment's state reads in the workbook of a payout. */
export function stateWord(
  state: PaymentState,
  { language, isDryRun, isReversal }: ResultLook,
): string {
  if (isReversal) return REVERSAL_STATE_WORDS[state][language];
  return (isDryRun ? DRY_RUN_STATE_WORDS : STATE_WORDS)[state][language];
}

/** The name of a tab. That of what failed is the same in a dry run: it is uploaded all the same. */
export function tabName(
  sheet: keyof typeof RESULT_SHEETS,
  { language, isDryRun, isReversal }: ResultLook,
): string {
  if (isReversal && sheet === "all") return ALL_OF_REVERSAL[language];
  const name = RESULT_SHEETS[sheet][language];
  return isDryRun && sheet !== "failed" ? `${name} (${DRY_RUN[language]})` : name;
}

/** Take the place of the sheet's own columns when it can't be read again; a check reads them. */
export const PAYMENT_HEADERS = {
  userId: { ko: "회원ID", en: "User ID" },
  points: { ko: "포인트", en: "Points" },
  reason: { ko: "사유", en: "Reason" },
} as const satisfies Record<string, Bilingual>;

/** A column that is added to the sheet's own. */
export interface ResultColumn {
  readonly key: keyof ResultLine;
  readonly header: string;
  /** In characters. */
  readonly width: number;
  readonly kind: "text" | "number" | "state" | "time";
}

const COLUMNS = [
  { key: "state", name: RESULT_STATE_HEADER, width: 18, kind: "state" },
  { key: "why", name: named("이유", "Why"), width: 60, kind: "text" },
  { key: "answer", name: named("포인트 시스템 응답", "API answer"), width: 34, kind: "text" },
  { key: "reference", name: named("조회할 번호", "Reference"), width: 48, kind: "text" },
  { key: "transactionId", name: named("거래번호", "Transaction ID"), width: 30, kind: "text" },
  { key: "time", name: named("처리 시각", "Settled at"), width: 24, kind: "time" },
  { key: "row", name: named("원본 행", "Row in the sheet"), width: 18, kind: "number" },
] as const satisfies readonly (Omit<ResultColumn, "header"> & { readonly name: Bilingual })[];

function named(ko: string, en: string): Bilingual {
  return { ko: resultHeader(ko, "ko"), en: resultHeader(en, "en") };
}

/**
 * What a tab has no column of. What failed: the tab alone says how its payments ended. What is unknown has
 * no transaction, and is searched for by its reference.
 */
const WITHOUT: Readonly<Record<ListSheet, readonly string[]>> = {
  failed: ["state", "transactionId", "reference"],
  unknown: ["transactionId"],
  all: ["reference"],
};

/** What a tab says of each payment besides the sheet's own columns; times are of `timeZone`. */
export function addedColumns(
  sheet: ListSheet,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): readonly ResultColumn[] {
  return COLUMNS.filter(({ key }) => !WITHOUT[sheet].includes(key)).map(({ name, ...column }) => {
    const zone = column.kind === "time" ? ` (${timeZone})` : "";
    return { ...column, header: `${name[language]}${zone}` };
  });
}
