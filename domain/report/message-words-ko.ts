import { formatAmount } from "./format-amount.ts";
import type { MessageWords } from "./message-words.ts";

const WEEKDAYS = ["일", "월", "화", "수", "목", "금", "토"];

const GO_ON =
  "지급 내역 화면에서 ‘이어서 지급’을 눌러 주세요. 이미 지급된 건은 다시 지급되지 않습니다.";
const UPLOAD_AGAIN = "아직 아무에게도 지급되지 않았습니다. 시트를 다시 올려 새로 예약해 주세요.";
const ASK_ADMIN =
  "이미 지급된 건이 있으니 같은 시트를 다시 예약하지 마시고 관리자에게 알려 주세요.";

export const koreanWords: MessageWords = {
  counts({ paid, rejected, unknown, pending }) {
    const parts = [`성공 ${formatAmount(paid)}건`, `실패 ${formatAmount(rejected)}건`];
    if (unknown > 0) parts.push(`확인 필요 ${formatAmount(unknown)}건`);
    if (pending > 0) parts.push(`미처리 ${formatAmount(pending)}건`);
    return parts.join(" · ");
  },
  completed: "포인트 지급이 끝났습니다.",
  halted: "포인트 지급이 중단됐습니다.",
  whyHalted: "중단 사유",
  pointsPaid: "지급 포인트",
  pointsOf: (paid, total) => `${paid} / ${total}P`,
  points: (amount) => `${amount}P`,
  duration: "소요 시간",
  durationUnits: {
    day: "일",
    hour: "시간",
    minute: "분",
    second: "초",
    underASecond: "1초 미만",
  },
  scheduledFor: "예약 시각",
  localTime: ({ year, month, day, weekday, time }) =>
    `${year}년 ${month}월 ${day}일(${WEEKDAYS[weekday]}) ${time}`,
  uploadedBy: "업로드",
  approvedBy: "승인",
  unknown: (count) => ({
    heading: `확인 필요 ${formatAmount(count)}건`,
    advice:
      "지급됐는지 알 수 없습니다. 다시 지급하지 마시고, 포인트 시스템의 지급 기록과 대조한 뒤 " +
      "지급 내역 화면에서 한 건씩 ‘지급됨’ 또는 ‘지급 안 됨’으로 확정해 주세요.",
  }),
  halt(reason, untouched) {
    switch (reason) {
      case "sheet_changed":
        return `예약할 때 확인한 시트와 내용이 다릅니다. ${untouched ? UPLOAD_AGAIN : ASK_ADMIN}`;
      case "sheet_unreadable":
        return `저장된 시트를 읽을 수 없습니다. ${untouched ? UPLOAD_AGAIN : ASK_ADMIN}`;
      case "points_api_unavailable":
        return `포인트 시스템이 오랫동안 응답하지 않았습니다. 복구되면 ${GO_ON}`;
      case "execution_died":
        return `지급 작업이 예기치 않게 멈췄습니다. ${GO_ON}`;
    }
  },
  failures: ({ unknown }) => (unknown ? "실패 및 확인 필요 내역" : "실패 내역"),
  row: (row) => `${row}행`,
  more: (count, { named }) =>
    named === 0
      ? `실패 및 확인 필요 ${formatAmount(count)}건의 내역은 지급 내역 화면에서 볼 수 있습니다.`
      : `외 ${formatAmount(count)}건은 지급 내역 화면에서 볼 수 있습니다.`,
  openPayout: "지급 내역 보기",
  openResult: "결과 파일 받기",
  payoutId: (payoutId) => `지급 번호 ${payoutId}`,
  reasons: {
    noSuchUser: "없는 회원입니다",
    notAccepted: "포인트 시스템이 요청 내용을 받아들이지 않았습니다",
    inDoubt: "응답을 받지 못해 지급 여부를 알 수 없습니다",
    resolvedNotPaid: "담당자가 지급되지 않은 것으로 확정했습니다",
    noReason: "사유가 기록되지 않았습니다",
    refused: (code) =>
      code === undefined
        ? "포인트 시스템이 거절했습니다"
        : `포인트 시스템이 거절했습니다 (${code})`,
  },
};
