import type { NotificationWords } from "./notification-words.ts";

export const koreanNotifications: NotificationWords = {
  reminder: (duration) =>
    duration === undefined
      ? "⏰ 곧 포인트를 지급합니다"
      : `⏰ ${duration} 뒤에 포인트를 지급합니다`,
  reminderSummary: (what, when) => `${when}에 ${what}를 지급하기 시작합니다.`,
  reminderToDo:
    "이대로 지급해도 되면 하실 일이 없습니다. 지급하면 안 된다면 시작 전에 아래 ‘보류’를 눌러 주세요. " +
    "예약이 풀려 아무에게도 지급되지 않습니다.",
  approvalNeeded: "✋ 포인트 지급에 승인이 필요합니다",
  approvalSummary: (what, when, who) =>
    `${who} 님이 ${what}를 ${when}에 지급하겠다고 승인을 요청했습니다.`,
  approvalToDo:
    "이 스레드의 첫 메시지에서 ‘승인’이나 ‘반려’를 눌러 주세요. 올리거나 예약한 사람은 승인할 수 없습니다. " +
    "예약 시각까지 승인하지 않으면 지급되지 않습니다.",
  outage: "⏳ 포인트 시스템이 응답하지 않습니다",
  paused: "⏸️ 포인트 지급이 멈췄습니다",
  goingOn: "▶️ 포인트를 다시 지급하고 있습니다",
  goingOnSummary: "포인트 시스템이 다시 응답해 남은 건을 이어서 지급합니다. 하실 일은 없습니다.",
  halted: "🛑 포인트 지급이 중단됐습니다",
};
