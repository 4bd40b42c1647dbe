import type { ValueTexts } from "./value-texts.ts";

export const koreanValues: ValueTexts = {
  payoutStates: {
    uploading: "업로드 대기",
    checking: "검사 중",
    invalid: "오류 있음",
    ready: "예약 가능",
    awaiting_approval: "승인 대기",
    scheduled: "예약됨",
    distributing: "지급 중",
    paused: "일시 중지",
    completed: "지급 완료",
    halted: "중단됨",
    cancelled: "취소됨",
  },
  paymentStates: {
    pending: "대기",
    sending: "요청 중",
    paid: "성공",
    rejected: "실패",
    unknown: "확인 필요",
  },
  actions: {
    created: "지급을 만들었습니다",
    sheet_received: "파일이 올라왔습니다",
    sheet_refused: "파일에서 오류를 찾았습니다",
    sheet_accepted: "파일에 오류가 없습니다",
    approval_requested: "승인을 요청했습니다",
    approved: "승인했습니다",
    declined: "반려했습니다",
    scheduled: "예약했습니다",
    moved: "예약 시각을 바꿨습니다",
    held: "예약을 보류했습니다",
    cancelled: "취소했습니다",
    found_overdue: "예약 시각이 지났지만 시작되지 않았습니다",
    started: "지급을 시작했습니다",
    paused: "지급을 멈췄습니다",
    resumed: "이어서 지급합니다",
    outage_began: "포인트 시스템이 응답하지 않아 기다리기 시작했습니다",
    outage_ended: "포인트 시스템이 다시 응답합니다",
    halted: "지급이 중단됐습니다",
    completed: "지급이 끝났습니다",
    recounted: "확정한 결과로 집계를 고쳤습니다",
    payment_resolved: "확인 필요 건을 확정했습니다",
    retried: "실패한 건을 다시 지급하도록 했습니다",
    ledger_restored: "백업에서 데이터를 복원했음을 기록했습니다",
    alerted: "담당자에게 알렸습니다",
  },
  warnings: {
    payment_far_above_others: "다른 건보다 훨씬 큰 포인트",
    far_above_lately: "평소보다 훨씬 큰 포인트",
    paid_lately_same: "내용이 같은 다른 지급",
    paid_lately_similar: "내용이 비슷한 다른 지급",
    user_id_twice: "두 번 이상 있는 사용자",
  },
  pauses: {
    stopped_by_person: "담당자가 지급을 멈췄습니다. 이어서 지급하기 전에는 더 지급되지 않습니다.",
    points_api_unavailable:
      "포인트 시스템이 응답하지 않아 기다리고 있습니다. 복구되면 저절로 이어서 지급합니다.",
    points_api_refuses_credentials:
      "포인트 시스템이 접속 권한을 거절했습니다. 관리자에게 알려 주세요. 고친 뒤 이어서 지급할 수 있습니다.",
    points_api_refuses_calls:
      "포인트 시스템이 요청 자체를 거절했습니다. 특정 사용자의 문제가 아닙니다. 관리자에게 알려 주세요. 고친 뒤 이어서 지급할 수 있습니다.",
  },
  halts: {
    sheet_changed: "예약할 때 확인한 파일과 내용이 달라 지급하지 않았습니다.",
    sheet_unreadable: "저장된 파일을 읽을 수 없습니다. 관리자에게 알려 주세요.",
    points_api_unavailable:
      "포인트 시스템이 오랫동안 응답하지 않았습니다. 복구되면 이어서 지급해 주세요.",
    execution_died:
      "지급 작업이 예기치 않게 멈췄습니다. 이어서 지급할 수 있고, 이미 지급된 건은 다시 지급되지 않습니다.",
  },
};
