import type { ButtonWords } from "./message-buttons.ts";

const GO_BACK = "돌아가기";

export const koreanButtons: ButtonWords = {
  approve_payout: {
    label: "승인",
    question: "이 지급을 승인할까요?",
    consequence: (what) => `${what}를 예약 시각에 지급합니다.`,
    goBack: GO_BACK,
  },
  decline_payout: {
    label: "반려",
    question: "이 지급을 반려할까요?",
    consequence: () => "지급되지 않고, 올린 사람에게 돌아갑니다.",
    goBack: GO_BACK,
  },
  hold_payout: {
    label: "보류",
    question: "이 지급을 보류할까요?",
    consequence: () => "예약을 풀어 아무에게도 지급하지 않습니다. 지급하려면 다시 예약해야 합니다.",
    goBack: GO_BACK,
  },
  stop_payout: {
    label: "지급 멈추기",
    question: "지급을 멈출까요?",
    consequence: () =>
      "남은 건을 지급하지 않습니다. 이미 지급된 건은 그대로이고, 나중에 이어서 지급할 수 있습니다.",
    goBack: GO_BACK,
  },
};
