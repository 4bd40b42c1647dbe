import type { STAY_REASONS } from "../domain/personal-data/erasure.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";

/** What is kept of a user that was erased, wherever it was, and why. */
export const ALWAYS_STAYS: Readonly<Record<string, Bilingual>> = {
  hash: {
    ko: "지급 원장에는 회원ID 대신 키로 만든 해시와 금액, 상태, 포인트 API의 지급 번호가 남습니다. 같은 지급을 두 번 하지 않고, 본인이 물었을 때 지급 여부를 답하기 위해서입니다.",
    en: "The ledger keeps a keyed hash in the place of the id, with points, state and the points API's reference: so that nobody is paid twice, and that the person can still be told what was paid.",
  },
  audit_trail: {
    ko: "변경 이력과 열람 기록은 회사 사람이 무엇을 했는지 남긴 것이라 보관합니다. 사람이 직접 적은 제목, 파일 이름, 사유에 회원ID가 있으면 그대로 남습니다.",
    en: "Audit trail and access trail are kept: they say what people of the company did. Where somebody wrote the id into a title, a file name or a reason, it stays there.",
  },
  slack: {
    ko: "Slack에 올라간 메시지와 결과 파일은 Slack에 남습니다. 아래에 표시된 지급의 메시지는 Slack에서 직접 지워 주세요.",
    en: "Messages and result files that Slack has stay there. Delete those of the payouts that are marked so in Slack itself.",
  },
  backups: {
    ko: "데이터베이스 백업에는 최대 35일 동안 남았다가 사라집니다.",
    en: "Backups of the database hold it for 35 days at most.",
  },
  points_api: {
    ko: "포인트 시스템의 지급 기록은 그 시스템에서 따로 삭제해야 합니다.",
    en: "What the points API itself keeps is to be erased there.",
  },
};

/** Why a payout keeps it for now, and what to do. */
export const STAYS_FOR_NOW: Readonly<Record<(typeof STAY_REASONS)[number], Bilingual>> = {
  can_still_pay: {
    ko: "아직 지급될 수 있습니다. 취소하거나 종료한 뒤 다시 삭제해 주세요.",
    en: "It may still pay. Cancel or end it, then erase again.",
  },
  unsettled: {
    ko: "이 사용자의 지급 결과가 확정되지 않았습니다. '확인 필요' 건을 확정한 뒤 다시 삭제해 주세요.",
    en: "A payment of this user is not settled. Settle it, then erase again.",
  },
  being_retried: {
    ko: "이 사용자의 지급을 다시 하는 지급이 남아 있습니다. 그 지급을 마치거나 취소한 뒤 다시 삭제해 주세요.",
    en: "Another payout is about to pay it again. Cancel or finish that one, then erase again.",
  },
  being_reversed: {
    ko: "이 사용자의 포인트를 회수하는 건이 남아 있습니다. 그 회수를 마치거나 취소한 뒤 다시 삭제해 주세요.",
    en: "A reversal is about to take its points back. Cancel or finish that one, then erase again.",
  },
};
