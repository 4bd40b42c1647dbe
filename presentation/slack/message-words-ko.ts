import { formatAmount } from "../format-amount.ts";
import type { MessageWords } from "./message-words.ts";

const WEEKDAYS = ["일", "월", "화", "수", "목", "금", "토"];

export const koreanWords: MessageWords = {
  language: "ko",
  counts({ paid, rejected, unknown, pending }) {
    const parts = [`성공 ${formatAmount(paid)}건`, `실패 ${formatAmount(rejected)}건`];
    if (unknown > 0) parts.push(`확인 필요 ${formatAmount(unknown)}건`);
    if (pending > 0) parts.push(`남음 ${formatAmount(pending)}건`);
    return parts.join(" · ");
  },
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
  uploadedBy: "올린 사람",
  approvedBy: "승인한 사람",
  row: (row) => `${row}행`,
  openPayout: "지급 내역 보기",
  payoutId: (payoutId) => `지급 번호 ${payoutId}`,
  reasons: {
    noSuchUser: "없는 회원입니다",
    notAccepted: "포인트 시스템이 요청 내용을 받아들이지 않았습니다",
    inDoubt: "응답을 받지 못해 지급 여부를 알 수 없습니다",
    resolvedNotPaid: "담당자가 지급되지 않은 것으로 확정했습니다",
    paidByOriginal: "처음 지급에서 이미 지급되어 다시 지급하지 않았습니다",
    noReason: "사유가 기록되지 않았습니다",
    refused: (code) =>
      code === undefined
        ? "포인트 시스템이 거절했습니다"
        : `포인트 시스템이 거절했습니다 (${code})`,
  },
};
