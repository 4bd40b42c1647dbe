import type { Bilingual } from "../../domain/sheet/problem.ts";

type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 500 | 503;

/** What the API answers with a code. */
export interface ProblemKind {
  readonly status: ProblemStatus;
  readonly title: string;
  /** For the person at the screen: what happened and what to do. */
  readonly message: Bilingual;
  /** Whether a limit was met: it is logged and counted as what nobody may do. */
  readonly isLimit?: true;
}

/** Problems of a payout that somebody decides on or that needs recovery, and of its sheet. */
export const PAYOUT_PROBLEMS = {
  changed_since: {
    status: 409,
    title: "The payout changed since it was looked at",
    message: {
      ko: "확인하신 뒤에 지급 내용이 바뀌었습니다: {changesKo}. 지금 예약 시각은 {time}입니다. 지급 페이지에서 내용을 다시 확인한 뒤 결정해 주세요.",
      en: "The payout changed since you looked at it: {changesEn}. Its time is {time} now. Look at it again on its page, then decide.",
    },
  },
  needs_approver: {
    status: 403,
    title: "Another approver must let it go on",
    message: {
      ko: "{who} 님이 {brakeKo} 지급입니다{reasonKo}. 올리거나 담당한 사람이 아닌 승인자나 관리자만 이어서 진행할 수 있습니다.",
      en: "{who} {brakeEn} this payout{reasonEn}. Only an approver or admin who neither uploaded nor owned it can let it go on.",
    },
  },
  not_owner: {
    status: 403,
    title: "The payout is another person's",
    message: {
      ko: "{names} 님이 담당하는 지급입니다. 담당자 본인이나 관리자만 다른 사람에게 넘길 수 있습니다.",
      en: "This payout is {names}’s. Only they, or an admin, can hand it over.",
    },
  },
  sheet_not_owner: {
    status: 403,
    title: "The draft is another person's",
    message: {
      ko: "{names} 님이 담당하는 지급이라 파일은 {names} 님만 바꿀 수 있습니다. 담당자를 넘겨받은 뒤 바꾸거나 새 지급으로 올려 주세요.",
      en: "This payout is {names}’s, and only they can give it another file. Have it handed over to you first, or upload a new payout.",
    },
  },
  sheet_is_made: {
    status: 409,
    title: "The sheet is made of another payout",
    message: {
      ko: "다른 지급에서 만들어진 지급이라 파일을 올리거나 바꿀 수 없습니다.",
      en: "This payout was made from another one, so it takes no file of yours.",
    },
  },
  too_many_sheets: {
    status: 409,
    title: "The draft was given too many files",
    message: {
      ko: "파일을 너무 여러 번 바꾼 지급입니다. 새 지급으로 올려 주세요.",
      en: "This draft was given too many files already. Upload it as a new payout.",
    },
  },
  not_deletable: {
    status: 409,
    title: "The payout was scheduled or decided on",
    message: {
      ko: "예약했거나 보류·반려·승인 요청을 거친 지급은 삭제할 수 없습니다. 취소하면 지급되지 않고 목록에 기록으로 남습니다.",
      en: "A payout that was scheduled, held, declined or sent for approval can’t be deleted. Cancel it: nobody is paid, and it stays in the list.",
    },
  },
  reminder_not_found: {
    status: 404,
    title: "There is no such reminder",
    message: {
      ko: "이 알림을 찾을 수 없습니다. 다른 사람이 삭제했을 수 있습니다.",
      en: "There is no such reminder. Somebody may have deleted it.",
    },
  },
  reminder_changed: {
    status: 409,
    title: "Somebody changed the reminder",
    message: {
      ko: "그사이 다른 사람이 알림을 바꿨습니다. 새로 열어 확인한 뒤 다시 바꿔 주세요.",
      en: "Somebody changed the reminder meanwhile. Look at it again, then change it.",
    },
  },
  too_many_reminders: {
    status: 409,
    title: "There are too many reminders",
    message: {
      ko: "알림은 {limit}개까지 만들 수 있습니다. 쓰지 않는 알림을 삭제해 주세요.",
      en: "There may be {limit} reminders at most. Delete one that nobody needs.",
    },
  },
  person_unknown: {
    status: 422,
    title: "Nobody has signed in with this address",
    message: {
      ko: "이 이메일 주소로 로그인한 사람이 없습니다. 주소를 확인하거나, 넘겨받을 사람에게 먼저 한 번 로그인해 달라고 해 주세요.",
      en: "Nobody has signed in with this e-mail address. Check it, or ask the person to sign in once first.",
    },
  },
  person_may_not_own: {
    status: 422,
    title: "The person may not upload payouts",
    message: {
      ko: "{names} 님에게는 지급을 올릴 권한이 없어 넘길 수 없습니다. 마케터나 관리자 역할이 있는 사람에게 넘겨 주세요. 역할을 방금 받았다면 다시 로그인하면 됩니다.",
      en: "{names} may not upload payouts, so this can’t become theirs. Choose somebody with the role marketer or admin. A role that was only just given counts once they sign in again.",
    },
  },
  owner_approved: {
    status: 409,
    title: "The person approved the payout",
    message: {
      ko: "{names} 님이 승인한 지급이라 {names} 님에게 넘길 수 없습니다. 다른 사람에게 넘기거나, 보류한 뒤 넘기고 다시 예약해 주세요.",
      en: "{names} approved this payout, so it can’t become theirs as it is. Choose another person, or hold it, hand it over, and schedule it again.",
    },
  },
  too_many_owners: {
    status: 409,
    title: "The payout was handed over too often",
    message: {
      ko: "이미 너무 많은 사람을 거친 지급이라 더 넘길 수 없습니다. 새 지급으로 올려 주세요.",
      en: "This payout went through too many hands already. Upload it as a new one.",
    },
  },
  not_payable_with_owner: {
    status: 409,
    title: "It could not be paid as it is scheduled",
    message: {
      ko: "{names} 님에게 넘기면 예약한 대로 지급할 수 없습니다. {limitKo} 보류한 뒤 넘기고 다시 예약해 주세요.",
      en: "Once it is {names}’s it could not be paid as it is scheduled. {limitEn} Hold it, hand it over, and schedule it again.",
    },
  },
  revision_missing: {
    status: 422,
    title: "The decision does not say what was looked at",
    message: {
      ko: "무엇을 확인하고 결정하는지 알 수 없습니다. 지급 페이지를 새로 열어 내용을 확인한 뒤 다시 결정해 주세요.",
      en: "The decision does not say what was looked at. Open the payout's page anew, look at it, and decide again.",
    },
  },
  stop_first: {
    status: 409,
    title: "The payout is still being paid",
    message: {
      ko: "아직 지급이 진행 중입니다. 먼저 지급을 멈추거나 끝날 때까지 기다린 뒤 다시 해 주세요.",
      en: "The payout is still being paid. Stop it or wait for its end, then try again.",
    },
  },
  payout_ended: {
    status: 409,
    title: "The payout was ended",
    message: {
      ko: "종료한 지급이라 이어서 지급할 수 없습니다. 지급되지 않은 건은 ‘지급되지 않은 건 다시 지급’으로 새로 지급해 주세요.",
      en: "The payout was ended and is not paid further. Pay what was not paid by “Retry what was not paid”, as a new payout.",
    },
  },
  payment_not_found: {
    status: 404,
    title: "There is no payment in this row",
    message: {
      ko: "이 지급의 그 행에는 지급 건이 없습니다.",
      en: "There is no payment in that row of this payout.",
    },
  },
  payment_not_unknown: {
    status: 409,
    title: "The payment is not unknown",
    message: {
      ko: "'확인 필요' 상태인 지급과, 중단된 지급에서 요청 후 15분이 지나도 결과가 없는 건만 확정할 수 있습니다.",
      en: "Only a payment that is to be checked can be settled by hand, and one that a halted payout left without a result 15 minutes ago.",
    },
  },
  resolved_otherwise: {
    status: 409,
    title: "Somebody settled it otherwise",
    message: {
      ko: "다른 사람이 이미 다르게 확정했습니다. 지급 내역에서 누가 왜 그렇게 확정했는지 확인해 주세요.",
      en: "Somebody settled this payment otherwise already. See who and why in the list of payments.",
    },
  },
  payment_not_rejected: {
    status: 409,
    title: "The payment was neither rejected nor withdrawn",
    message: {
      ko: "실패했거나 지급하지 않은 건만 다시 지급할 수 있습니다. 고른 행을 확인해 주세요.",
      en: "Only payments that failed or were withdrawn can be paid again. Check the rows you chose.",
    },
  },
  settled_by_too_many: {
    status: 409,
    title: "Too many people settled these payments",
    message: {
      ko: "너무 많은 사람이 나누어 확정한 건들입니다. 행을 나누어 다시 지급해 주세요.",
      en: "Too many people settled these payments. Retry fewer rows at once.",
    },
  },
  already_retried: {
    status: 409,
    title: "Another payout pays it again already",
    message: {
      ko: "이미 다른 재지급에 들어 있습니다 (지급 번호 {otherPayoutId}). 그 지급을 확인해 주세요. 취소하면 다시 고를 수 있습니다.",
      en: "Another payout pays this again already ({otherPayoutId}). Look there; once that is cancelled, it can be chosen again.",
    },
  },
  correction_refused: {
    status: 422,
    title: "A corrected id can't be one",
    message: {
      ko: "{names}행의 새 ID를 쓸 수 없습니다. {problemsKo}",
      en: "The new id of row {names} can't be used. {problemsEn}",
    },
  },
  corrected_id_was_paid: {
    status: 409,
    title: "The payout itself has paid that user",
    message: {
      ko: "{names}행의 새 ID는 이 지급의 다른 행에서 이미 지급했거나 지급 중인 사용자입니다. 잘못 적은 것이 아닌지 확인해 주세요. 그래도 지급하려면 ‘이미 받은 사용자에게도 지급’을 선택해 주세요.",
      en: "The new id of row {names} is a user whom another row of this payout has paid, or is paying. Check it for a slip. To pay them all the same, tick “Also pay users who got theirs”.",
    },
  },
  nothing_to_retry: {
    status: 409,
    title: "Nothing was rejected or withdrawn",
    message: {
      ko: "다시 지급할 건이 없습니다. 실패했거나 지급하지 않은 건이 없습니다.",
      en: "There is nothing to pay again: no payment failed or was withdrawn.",
    },
  },
  is_dry_run: {
    status: 409,
    title: "A dry run paid nobody",
    message: {
      ko: "연습이라 지급한 포인트가 없어 회수할 것이 없습니다.",
      en: "This is a dry run: nobody was paid, so there is nothing to take back.",
    },
  },
  is_reversal: {
    status: 409,
    title: "The payout takes points back itself",
    message: {
      ko: "포인트를 회수한 건이라 여기에서 다시 지급하거나 회수할 수 없습니다. 회수하지 못한 건은 원래 지급에서 다시 회수를 요청하고, 잘못 회수한 포인트는 새 지급으로 지급해 주세요.",
      en: "This takes points back, so nothing of it is retried or taken back. Ask for what was not taken back at the original payout; give what was taken back wrongly by a new payout.",
    },
  },
  cannot_take_back: {
    status: 409,
    title: "The points API takes nothing back",
    message: {
      ko: "이 지급에 쓴 포인트 API에는 회수 기능이 없습니다. 지급한 포인트는 포인트 시스템에서 직접 처리해 주세요.",
      en: "The points API of this payout can't take points back. See to it in the points system itself.",
    },
  },
  payment_not_paid: {
    status: 409,
    title: "Some of the payments were not paid",
    message: {
      ko: "지급 완료된 건만 회수할 수 있습니다. 다음 행이나 사용자에게는 지급된 건이 없습니다: {names}. 고른 내용을 확인해 주세요.",
      en: "Only what was paid can be taken back. Nothing was paid in these rows, or to these users: {names}. Check what you chose.",
    },
  },
  already_reversed: {
    status: 409,
    title: "Another payout takes it back already",
    message: {
      ko: "{names}행은 이미 다른 회수에 들어 있습니다 (회수 번호 {otherPayoutId}). 그 회수를 확인해 주세요. 취소되거나 회수하지 못한 채 끝나면 다시 고를 수 있습니다.",
      en: "Row {names} is taken back by another payout already ({otherPayoutId}). Look there; once that is cancelled, or could not take it back, it can be chosen again.",
    },
  },
  nothing_to_reverse: {
    status: 409,
    title: "Nothing was paid",
    message: {
      ko: "회수할 건이 없습니다. 지급 완료된 건이 없습니다.",
      en: "There is nothing to take back: nobody was paid.",
    },
  },
  reversed_too_often: {
    status: 409,
    title: "Too many reversals of one payout",
    message: {
      ko: "이 지급에서 요청한 회수가 너무 많아 더 요청할 수 없습니다. 나머지는 포인트 시스템에서 직접 처리해 주세요.",
      en: "Too many reversals were asked of this payout. See to the rest in the points system itself.",
    },
  },
  retention_over: {
    status: 409,
    title: "The payout is too old to be changed",
    message: {
      ko: "보관 기간이 끝나 가는 지급이라 더 지급하거나 확정할 수 없습니다. 지급 내역은 {on}에 삭제됩니다.",
      en: "This payout is at the end of its retention period: nothing of it is paid or settled any more. Its payments are deleted on {on}.",
    },
  },
  table_copied: {
    status: 409,
    title: "The table was restored or copied",
    message: {
      ko: "데이터가 백업에서 복원됐거나 다른 곳에서 복사된 것이라, 그 뒤에 누가 지급받았는지 알 수 없어 할 수 없습니다. 관리자가 확인하고 복원된 데이터라고 기록해야 이어서 할 수 있습니다(docs/runbook.md).",
      en: "This can't be done: the data was restored from a backup, or copied, so nobody knows here who was paid since. It goes on once an admin has looked and said that it was restored (docs/runbook.md).",
    },
  },
  payments_deleted: {
    status: 410,
    title: "The payments were deleted",
    message: {
      ko: "보관 기간이 지나 {on}에 지급 내역을 삭제했습니다. 건수와 합계, 변경 이력은 남아 있습니다.",
      en: "The payments were deleted after the retention period, on {on}. The counts, totals and the audit trail are kept.",
    },
  },
  file_deleted: {
    status: 410,
    title: "The file was deleted",
    message: {
      ko: "보관 기간이 지났거나 개인정보 삭제 요청에 따라 파일을 삭제했습니다.",
      en: "The file was deleted: its retention period is over, or a person's data was erased.",
    },
  },
  contents_not_kept: {
    status: 410,
    title: "The rows are not kept",
    message: {
      ko: "이전 버전에서 검사했거나 보관 기간이 지나, 명단의 내용을 화면에서 볼 수 없습니다. 올린 파일을 내려받아 확인해 주세요.",
      en: "The rows can't be shown: an earlier version checked the sheet, or its files were deleted. Download the file instead.",
    },
  },
  erasure_not_found: {
    status: 404,
    title: "Nobody asked to erase this",
    message: {
      ko: "삭제를 요청한 기록이 없습니다.",
      en: "Nobody asked for this to be erased.",
    },
  },

  no_problems: {
    status: 409,
    title: "The sheet has no problems",
    message: {
      ko: "고칠 오류가 없는 파일이라 오류를 표시한 파일이 없습니다.",
      en: "Nothing in the sheet has to be mended, so there is no copy with problems marked.",
    },
  },
  sheet_unreadable: {
    status: 409,
    title: "The sheet can't be opened",
    message: {
      ko: "올린 파일을 열 수 없어 오류를 표시한 파일을 만들지 못했습니다. 오류 목록의 안내대로 파일을 다시 저장해 올려 주세요.",
      en: "The file that was uploaded can't be opened, so nothing in it could be marked. Save it again as the list of problems says, and upload that.",
    },
  },
  limit_exceeded: {
    status: 422,
    title: "Above a limit that nobody may go beyond",
    message: {
      ko: "이 지급은 아무도 넘을 수 없는 한도를 넘습니다. {limitKo} 한도는 Paysheet를 배포하는 사람이 설정({limitName})에서 올릴 수 있습니다.",
      en: "This goes above a limit that nobody may go beyond. {limitEn} Whoever deploys Paysheet can raise it in its configuration ({limitName}).",
    },
  },
  too_many_drafts: {
    status: 409,
    title: "Too many open drafts",
    message: {
      ko: "예약하지 않은 지급이 너무 많습니다(한도 {limit}건). 쓰지 않는 지급을 취소한 뒤 다시 해 주세요. 한도는 Paysheet를 배포하는 사람이 설정(limits.openDrafts.refuseAbove)에서 올릴 수 있습니다.",
      en: "Too many of your payouts are not scheduled yet (the limit is {limit}). Cancel those you do not need, then try again. Whoever deploys Paysheet can raise the limit in its configuration (limits.openDrafts.refuseAbove).",
    },
  },
  warnings_not_acknowledged: {
    status: 422,
    title: "Warnings of the sheet must be looked at first",
    message: {
      ko: "예약하기 전에 확인했다고 표시해야 할 점이 있습니다. {warningsKo}",
      en: "Some warnings must be confirmed before this is scheduled. {warningsEn}",
    },
  },
} as const satisfies Record<string, ProblemKind>;
