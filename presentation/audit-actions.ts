import type { AuditEvent } from "../domain/payout/audit-event.ts";
import type { Actor } from "../domain/payout/person.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";

type Action = AuditEvent["action"];

/** What happened to a payout, in the words of its history on the page. */
const ACTION_WORDS: Readonly<Record<Action, Bilingual>> = {
  created: { ko: "지급을 만들었습니다", en: "Created the payout" },
  sheet_received: { ko: "파일이 올라왔습니다", en: "The sheet arrived" },
  sheet_refused: { ko: "파일에서 오류를 찾았습니다", en: "Found problems in the sheet" },
  sheet_accepted: { ko: "파일에 오류가 없습니다", en: "Found no problems in the sheet" },
  approval_requested: { ko: "승인을 요청했습니다", en: "Asked for approval" },
  first_approved: { ko: "두 사람 가운데 먼저 승인했습니다", en: "Approved by the first of two" },
  approved: { ko: "승인했습니다", en: "Approved" },
  declined: { ko: "반려했습니다", en: "Declined" },
  scheduled: { ko: "예약했습니다", en: "Scheduled" },
  moved: { ko: "예약 시각을 바꿨습니다", en: "Moved to another time" },
  held: { ko: "예약을 보류했습니다", en: "Put on hold" },
  handed_over: { ko: "담당자를 바꿨습니다", en: "Handed it over to another owner" },
  cancelled: { ko: "취소했습니다", en: "Cancelled" },
  renamed: { ko: "제목을 바꿨습니다", en: "Gave it another title" },
  sheet_replaced: { ko: "파일을 바꿨습니다", en: "Gave it another file" },
  deleted: { ko: "삭제했습니다", en: "Deleted the draft" },
  expired: {
    ko: "아무도 이어서 진행하지 않아 자동으로 종료되었습니다",
    en: "Ended by itself: nobody went on with it",
  },
  found_overdue: {
    ko: "예약 시각이 지났지만 시작되지 않았습니다",
    en: "Its time passed without a start",
  },
  started: { ko: "지급을 시작했습니다", en: "Started paying" },
  paused: { ko: "지급을 멈췄습니다", en: "Paused" },
  resumed: { ko: "이어서 지급합니다", en: "Resumed" },
  ended: { ko: "지급을 종료했습니다", en: "Ended" },
  outage_began: {
    ko: "포인트 시스템이 지급을 처리하지 못해 기다리기 시작했습니다",
    en: "The points system made no payments; waiting for it",
  },
  outage_ended: { ko: "포인트 시스템이 복구됐습니다", en: "The points system is back" },
  canary_passed: {
    ko: "먼저 지급한 건들에 이상이 없어 나머지를 지급합니다",
    en: "Nothing was wrong with the first payments; all others are paid",
  },
  halted: { ko: "지급이 중단됐습니다", en: "Halted" },
  completed: { ko: "지급이 끝났습니다", en: "Completed" },
  recounted: { ko: "확정한 결과로 집계를 고쳤습니다", en: "Counted again after a settlement" },
  settlement_proposed: {
    ko: "지급 안 됨 의견을 내거나 거두었습니다",
    en: "Said that payments were not paid, or took it back",
  },
  payment_resolved: { ko: "확인 필요 건을 확정했습니다", en: "Settled a payment to check" },
  reversed: { ko: "지급한 포인트를 회수하도록 했습니다", en: "Had points taken back" },
  retried: { ko: "지급되지 않은 건을 다시 지급하도록 했습니다", en: "Retried what was not paid" },
  sent_back: {
    ko: "그대로 지급하지 않고 준비됨으로 되돌렸습니다",
    en: "Sent back unpaid, to be looked at again",
  },
  user_erased: {
    ko: "요청에 따라 한 사용자의 정보를 지웠습니다",
    en: "A user’s data was erased on request",
  },
  receipt_signed: { ko: "영수증에 서명했습니다", en: "Signed the receipt" },
  ledger_restored: {
    ko: "백업에서 데이터를 복원했음을 기록했습니다",
    en: "Said that the table was restored from a backup",
  },
  alerted: { ko: "팀에 알렸습니다", en: "Notified the team" },
};

/** Where it reads differently of a payout that takes points back. */
const REVERSAL_WORDS: Readonly<Partial<Record<Action, Partial<Bilingual>>>> = {
  created: { ko: "회수를 요청했습니다", en: "Asked for the reversal" },
  found_overdue: { ko: "회수 시각이 지났지만 시작되지 않았습니다" },
  started: { ko: "회수를 시작했습니다", en: "Started taking back" },
  paused: { ko: "회수를 멈췄습니다" },
  resumed: { ko: "이어서 회수합니다" },
  ended: { ko: "회수를 종료했습니다" },
  outage_began: {
    ko: "포인트 시스템이 회수를 처리하지 못해 기다리기 시작했습니다",
    en: "The points system took nothing back; waiting for it",
  },
  halted: { ko: "회수가 중단됐습니다" },
  completed: { ko: "회수가 끝났습니다" },
  settlement_proposed: {
    ko: "회수 안 됨 의견을 내거나 거두었습니다",
    en: "Said that payments were not taken back, or withdrew that",
  },
  sent_back: {
    ko: "그대로 회수하지 않고 준비됨으로 되돌렸습니다",
    en: "Sent back with nothing taken back, to be looked at again",
  },
};

export function actionWords(action: Action, isReversal: boolean): Bilingual {
  const words = ACTION_WORDS[action];
  return isReversal ? { ...words, ...REVERSAL_WORDS[action] } : words;
}

/** The parts of Paysheet that change payouts by themselves. */
export const SYSTEM_WORDS: Readonly<Record<Extract<Actor, { kind: "system" }>["name"], Bilingual>> =
  {
    "check-sheet": { ko: "파일 검사", en: "Sheet check" },
    distribute: { ko: "지급 작업", en: "Payer" },
    watch: { ko: "감시 작업", en: "Watch" },
  };
