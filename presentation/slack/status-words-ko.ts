import { formatAmount } from "../format-amount.ts";
import type { StatusWords } from "./status-words.ts";

const NOBODY = "아직 아무에게도 지급되지 않았습니다.";
const RESUME =
  "지급 내역 화면에서 ‘이어서 지급’을 눌러 주세요. 이미 받은 회원은 건너뛰므로 두 번 지급되지 않습니다.";
const NOT_ANEW = "같은 파일을 새로 올려 예약하지는 마세요.";
const UPLOAD_AGAIN = `${NOBODY} 파일을 다시 올려 새로 예약해 주세요.`;
const ASK_ADMIN = `이미 받은 회원이 있을 수 있습니다. ${NOT_ANEW} 관리자에게 알려 주세요.`;

/** What somebody did, or what was done where nobody is known. */
function done(who: string | undefined, active: string, passive: string): string {
  return who === undefined ? passive : `${who} 님이 ${active}`;
}

export const koreanStatus: StatusWords = {
  toDo: "이렇게 해 주세요",
  call: (mentions) => `${mentions} 확인 부탁드립니다.`,
  dryRun: {
    mark: "[연습]",
    summary: "연습이므로 실제로 지급되는 포인트는 없습니다.",
    pointsPaid: "지급될 포인트(연습)",
    approve: (what) => `예약 시각에 ${what}의 지급을 연습만 합니다.`,
    counts({ paid, rejected, pending }) {
      const parts = [`지급 예상 ${formatAmount(paid)}건`, `지급 불가 ${formatAmount(rejected)}건`];
      if (pending > 0) parts.push(`남음 ${formatAmount(pending)}건`);
      return parts.join(" · ");
    },
    completed: ({ rejected }) =>
      rejected === 0
        ? "연습이 끝났습니다. 지급을 막는 문제는 찾지 못했습니다."
        : `연습이 끝났습니다. 실제로 지급하면 ${formatAmount(rejected)}건이 실패합니다.`,
  },
  what: (payments, points) => `${formatAmount(payments)}건 · ${formatAmount(points)}P`,
  labels: {
    what: "지급 대상",
    soFar: "지급 현황",
    rate: "속도",
    timeLeft: "남은 시간",
    pausedSince: "멈춘 시각",
    outageSince: "기다리기 시작한 시각",
    reason: "사유",
    retryOf: "다시 지급하는 건",
  },
  ratePerSecond: (rate) => `초당 ${rate}건`,
  about: (duration) => `약 ${duration}`,
  failedOf: (payoutId) => `지급 번호 ${payoutId}에서 실패한 건`,
  forAdmin: (detail) => `관리자 참고: ${detail}`,

  awaitingApproval: (what, who) => ({
    headline: `✋ 승인을 기다리는 포인트 지급: ${what}`,
    summary: `${who} 님이 승인을 요청했습니다. 승인하기 전에는 지급되지 않습니다.`,
    toDo:
      "내용을 확인하고 아래 ‘승인’이나 ‘반려’를 눌러 주세요. 올리거나 예약한 사람은 승인할 수 " +
      "없습니다. 예약 시각까지 승인하지 않으면 지급되지 않습니다.",
  }),
  declined: (what, who) => ({
    headline: `↩️ 반려된 포인트 지급: ${what}`,
    summary: `${done(who, "반려했습니다.", "반려됐습니다.")} ${NOBODY}`,
    toDo:
      "지급하려면 지급 내역 화면에서 다시 예약해 승인을 요청해 주세요. 파일 내용을 고쳐야 한다면 " +
      "고친 파일을 새로 올려 주세요.",
  }),
  held: (what, who) => ({
    headline: `✋ 보류한 포인트 지급: ${what}`,
    summary: `${done(who, "보류해 예약을 풀었습니다.", "보류되어 예약이 풀렸습니다.")} ${NOBODY}`,
    toDo: "지급하려면 지급 내역 화면에서 시각을 정해 다시 예약해 주세요.",
  }),
  scheduled: (what) => ({
    headline: `📅 예약된 포인트 지급: ${what}`,
    summary:
      "예약 시각이 되면 저절로 지급을 시작합니다. 문제가 있으면 그 전에 ‘보류’를 눌러 주세요.",
  }),
  overdue: () => ({
    headline: "⏰ 예약한 포인트 지급이 시작되지 않았습니다",
    summary: `예약 시각이 지났지만 지급이 시작되지 않았습니다. ${NOBODY}`,
    toDo:
      "지급 내역 화면에서 새 시각으로 예약을 옮기거나, ‘보류’를 눌러 예약을 풀어 주세요. 원래 예약이 " +
      "늦게 시작되더라도 두 번 지급되지는 않습니다. 다시 일어나면 관리자에게 알려 주세요.",
  }),
  cancelled: (what, who) => ({
    headline: `🚫 취소된 포인트 지급: ${what}`,
    summary: `${done(who, "취소했습니다.", "취소됐습니다.")} 아무에게도 지급되지 않았습니다.`,
    toDo: "그래도 지급하려면 파일을 새로 올려 예약해 주세요.",
  }),
  distributing: (percent, { payments, pending }) => ({
    headline: `💸 포인트를 지급하고 있습니다: ${percent}%`,
    summary: `${formatAmount(payments)}건 가운데 ${formatAmount(payments - pending)}건을 처리했습니다.`,
  }),
  waiting: (percent) => `⏳ 포인트 시스템을 기다리고 있습니다: ${percent}%`,
  outage: {
    summary: "포인트 시스템이 응답하지 않아 지급을 잠시 멈추고 기다리고 있습니다.",
    toDo: `지금은 하실 일이 없습니다. 포인트 시스템이 복구되면 저절로 이어서 지급합니다. ${NOT_ANEW}`,
  },
  paused: (percent) => `⏸️ 포인트 지급이 멈춰 있습니다: ${percent}%`,
  pause(reason, who) {
    switch (reason) {
      case "stopped_by_person":
        return {
          summary: `${done(who, "지급을 멈췄습니다.", "담당자가 지급을 멈췄습니다.")} 다시 시작할 때까지 남은 건은 지급되지 않습니다.`,
          toDo: `이어서 지급하려면 ${RESUME} ${NOT_ANEW}`,
        };
      case "points_api_unavailable":
        return {
          summary: "포인트 시스템이 응답하지 않아 지급을 멈추고 기다리고 있습니다.",
          toDo: `지금은 하실 일이 없습니다. 포인트 시스템이 복구되면 저절로 이어서 지급합니다. ${NOT_ANEW}`,
        };
      case "points_api_refuses_credentials":
        return {
          summary:
            "포인트 시스템이 접속을 허용하지 않아 지급을 멈췄습니다. 저절로 풀리지 않습니다.",
          toDo: `관리자에게 알려 주세요. 관리자가 포인트 시스템 접속 정보를 고친 뒤 ${RESUME} ${NOT_ANEW}`,
        };
    }
  },
  completed({ rejected, unknown }) {
    const end = "포인트 지급이 끝났습니다.";
    if (rejected + unknown === 0) return `${end} 모두 지급됐습니다.`;
    const failed = rejected === 0 ? "" : ` ${formatAmount(rejected)}건은 지급되지 않았습니다.`;
    const unclear = unknown === 0 ? "" : ` ${formatAmount(unknown)}건은 지급됐는지 알 수 없습니다.`;
    return `${end}${failed}${unclear}`;
  },
  halted: (counts) => ({ headline: `🛑 중단: ${counts}`, summary: "포인트 지급이 중단됐습니다." }),
  halt(reason, untouched) {
    switch (reason) {
      case "sheet_changed":
        return {
          summary: "예약할 때 확인한 파일과 지금 파일의 내용이 다릅니다.",
          toDo: untouched ? UPLOAD_AGAIN : ASK_ADMIN,
        };
      case "sheet_unreadable":
        return {
          summary: "보관한 파일을 읽을 수 없습니다.",
          toDo: untouched ? UPLOAD_AGAIN : ASK_ADMIN,
        };
      case "points_api_unavailable":
        return {
          summary: "포인트 시스템이 너무 오래 응답하지 않아 기다리기를 그만뒀습니다.",
          toDo: `포인트 시스템이 복구되면 ${RESUME} ${NOT_ANEW}`,
        };
      case "execution_died":
        return {
          summary: "지급 작업이 예기치 않게 끝나 남은 건이 지급되지 않고 있습니다.",
          toDo: `${RESUME} ${NOT_ANEW}`,
        };
    }
  },
};
