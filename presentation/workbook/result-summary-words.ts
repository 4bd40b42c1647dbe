import type { Counts, PointsTotals } from "../../domain/payout/payout.ts";
import { formatAmount } from "../format-amount.ts";
import { type Language, RESULT_SHEETS, STATE_WORDS } from "./result-workbook-layout.ts";

export interface SummaryWords {
  lead(counts: Counts, points: PointsTotals): string;
  /** Above the title of a dry run, in its lead, and what to do about what would fail. */
  readonly dryRun: {
    readonly mark: string;
    lead(counts: Counts, points: PointsTotals): string;
    readonly whyNot: string;
    readonly failed: string;
  };
  readonly state: string;
  readonly payments: string;
  readonly points: string;
  readonly total: string;
  readonly whyNot: string;
  readonly code: string;
  readonly reason: string;
  readonly otherReasons: string;
  readonly whatNow: string;
  readonly about: string;
  readonly notes: Readonly<Record<"unknown" | "failed" | "pending" | "noSheetColumns", string>>;
  readonly facts: Readonly<
    Record<
      | "payoutId"
      | "fileName"
      | "uploadedBy"
      | "scheduledBy"
      | "approvedBy"
      | "scheduledFor"
      | "startedAt"
      | "lastSettledAt"
      | "writtenAt"
      | "timeZone"
      | "rowsTimeZone",
      string
    >
  >;
}

/** The summary's own words. No row of it names a user and a points column. */
export const SUMMARY_WORDS: Readonly<Record<Language, SummaryWords>> = {
  ko: {
    lead: (counts, points) =>
      `전체 ${formatAmount(counts.payments)}건 중 ${formatAmount(counts.paid)}건을 지급했습니다` +
      `(${formatAmount(points.total)}P 중 ${formatAmount(points.paid)}P).`,
    dryRun: {
      mark: "[연습]",
      lead: (counts, points) =>
        "연습이므로 실제로 지급된 포인트는 없습니다. " +
        `실제로 지급하면 전체 ${formatAmount(counts.payments)}건 중 ${formatAmount(counts.paid)}건이 지급될 것으로 보입니다` +
        `(${formatAmount(points.total)}P 중 ${formatAmount(points.paid)}P).`,
      whyNot: "지급할 수 없는 이유",
      failed:
        `‘${RESULT_SHEETS.failed.ko}’ 시트에는 실제로 지급하면 실패할 건만 있습니다. 처음 올린 파일에서 고친 뒤 파일 전체를 새 지급으로 올려 주세요. ` +
        "이 파일을 그대로 올리면 그 시트의 건만 지급하는 새 지급이 됩니다.",
    },
    state: "상태",
    payments: "건수",
    points: "포인트",
    total: "전체",
    whyNot: "지급하지 못한 이유",
    code: "코드",
    reason: "이유",
    otherReasons: "그 밖의 이유",
    whatNow: "이제 할 일",
    about: "지급 정보",
    notes: {
      unknown:
        `‘${STATE_WORDS.unknown.ko}’는 지급되었을 수도, 안 되었을 수도 있는 건입니다. 포인트 시스템에 지급을 요청했지만 결과를 확인하지 못했습니다. ` +
        `다시 지급하면 두 번 받을 수 있으므로 ‘${RESULT_SHEETS.failed.ko}’ 시트에는 없습니다. ` +
        `‘${RESULT_SHEETS.unknown.ko}’ 시트의 건을 포인트 시스템의 지급 기록에서 하나씩 찾아본 뒤, 지급 화면에서 지급되었는지 아닌지 확정해 주세요. ` +
        "확정한 뒤 결과 파일을 다시 받으면 그 내용이 담겨 있습니다.",
      failed:
        `‘${RESULT_SHEETS.failed.ko}’ 시트에는 실패한 건만 있습니다. 이유를 해결한 뒤 이 파일을 그대로 다시 올리면 그 시트의 건만 지급합니다. ` +
        "지급 화면의 다시 지급 버튼을 이미 눌렀다면 올리지 마세요.",
      pending: `‘${STATE_WORDS.pending.ko}’는 아직 지급을 요청하지 않은 건입니다.`,
      noSheetColumns:
        "올린 파일을 다시 읽을 수 없어, 그 파일의 열 대신 회원ID, 포인트, 사유만 담았습니다. 지급 결과는 모두 맞습니다.",
    },
    facts: {
      payoutId: "지급 번호",
      fileName: "올린 파일",
      uploadedBy: "올린 사람",
      scheduledBy: "예약한 사람",
      approvedBy: "승인한 사람",
      scheduledFor: "예약 시각",
      startedAt: "지급 시작",
      lastSettledAt: "마지막 처리",
      writtenAt: "이 파일을 만든 시각",
      timeZone: "이 표의 시간대",
      rowsTimeZone: "다른 시트의 시간대",
    },
  },
  en: {
    lead: (counts, points) =>
      `${formatAmount(counts.paid)} of ${formatAmount(counts.payments)} payments are paid ` +
      `(${formatAmount(points.paid)} of ${formatAmount(points.total)} points).`,
    dryRun: {
      mark: "[Dry run]",
      lead: (counts, points) =>
        "This is a dry run: nobody was paid. " +
        `Paid for real, ${formatAmount(counts.paid)} of ${formatAmount(counts.payments)} payments would go through ` +
        `(${formatAmount(points.paid)} of ${formatAmount(points.total)} points).`,
      whyNot: "Why not all could be paid",
      failed:
        `The “${RESULT_SHEETS.failed.en}” tab holds what would fail, and nothing else. Mend it in the sheet you uploaded, then upload that whole sheet as a new payout. ` +
        "Uploaded as it is, this file becomes a payout of that tab alone.",
    },
    state: "State",
    payments: "Payments",
    points: "Points",
    total: "All",
    whyNot: "Why not all were paid",
    code: "Code",
    reason: "Why",
    otherReasons: "Other reasons",
    whatNow: "What to do now",
    about: "About this payout",
    notes: {
      unknown:
        `“${STATE_WORDS.unknown.en}” means that a payment may or may not have been made: the points system was asked, and its answer never came. ` +
        `Paying it again could pay it twice, so it is not in the “${RESULT_SHEETS.failed.en}” tab. ` +
        `Look up each payment of the “${RESULT_SHEETS.unknown.en}” tab in the points system, then settle it as paid or not paid on the payout's page. ` +
        "Download the result again afterwards: it tells what was settled.",
      failed:
        `The “${RESULT_SHEETS.failed.en}” tab holds what failed, and nothing else. Mend the causes, then upload this very file again: only that tab is paid. ` +
        "Don't upload it if somebody used the payout's retry button already.",
      pending: `“${STATE_WORDS.pending.en}” are payments that have not been asked for yet.`,
      noSheetColumns:
        "The uploaded sheet could not be read again, so that user id, points and reason stand here instead of its own columns. How each payment ended is complete.",
    },
    facts: {
      payoutId: "Payout",
      fileName: "File",
      uploadedBy: "Uploaded by",
      scheduledBy: "Scheduled by",
      approvedBy: "Approved by",
      scheduledFor: "Scheduled for",
      startedAt: "Started at",
      lastSettledAt: "Last settled at",
      writtenAt: "File written at",
      timeZone: "Time zone here",
      rowsTimeZone: "Time zone of the other tabs",
    },
  },
};
