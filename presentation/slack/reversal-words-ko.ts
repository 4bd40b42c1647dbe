import { formatAmount } from "../formats.ts";
import { DECISIONS_KO_OF_REVERSALS } from "./decision-words.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { korean } from "./words-ko.ts";

const NOTHING = "아직 아무 포인트도 회수하지 않았습니다.";
const RESUME =
  "회수 메시지나 회수 내역 화면에서 ‘이어서 회수’를 눌러 주세요. 이미 회수한 건은 건너뛰므로 두 번 회수되지 않습니다.";
const ASK_AGAIN = "원래 지급의 화면에서 회수를 다시 요청해 주세요.";

const done = (who: string | undefined, active: string, passive: string): string =>
  who === undefined ? passive : `${who} 님이 ${active}`;

function notTakenBack(rejected: number, unknown: number): string {
  const failed = rejected === 0 ? "" : ` ${formatAmount(rejected)}건은 회수하지 못했습니다.`;
  const unclear = unknown === 0 ? "" : ` ${formatAmount(unknown)}건은 회수됐는지 알 수 없습니다.`;
  return `${failed}${unclear}`;
}

const { words, status, notifications, unpaid, buttons, answers } = korean;

/** All that Slack shows of a payout that takes points back: nobody is paid by it. */
export const koreanOfReversals: Vocabulary = {
  ...korean,
  words: {
    ...words,
    isReversal: true,
    counts({ paid, rejected, unknown, accepted, withdrawn, pending }) {
      const parts = [`회수 ${formatAmount(paid)}건`];
      if (rejected > 0) parts.push(`회수 못 함 ${formatAmount(rejected)}건`);
      if (unknown > 0) parts.push(`확인 필요 ${formatAmount(unknown)}건`);
      if (withdrawn > 0) parts.push(`회수 안 함 ${formatAmount(withdrawn)}건`);
      if (accepted > 0) parts.push(`접수됨 ${formatAmount(accepted)}건`);
      if (pending > 0) parts.push(`남음 ${formatAmount(pending)}건`);
      return parts.join(" · ");
    },
    pointsPaid: "회수 포인트",
    uploadedBy: "회수를 요청한 사람",
    openPayout: "회수 내역 보기",
    payoutId: (payoutId) => `회수 번호 ${payoutId}`,
    reasons: {
      ...words.reasons,
      tooBusy: "포인트 시스템이 오래 바빠서 회수하지 못했습니다",
      givenUp: "여러 번 요청했지만 포인트 시스템이 회수하지 않았습니다",
      inDoubt: "응답을 받지 못해 회수 여부를 알 수 없습니다",
      provesNothing: "포인트 시스템의 응답만으로는 회수 여부를 알 수 없습니다",
      failedThere: "포인트 시스템에서 오류가 나 회수 여부를 알 수 없습니다",
      inProgress: "포인트 시스템이 같은 요청이 이미 있다고만 답해 회수 여부를 알 수 없습니다",
      refusedRepeat:
        "첫 응답을 받지 못해 다시 물었지만 포인트 시스템이 거절해 회수 여부를 알 수 없습니다",
      notConfirmed: "포인트 시스템이 접수했지만 회수 여부를 제때 알려 주지 않았습니다",
      keyExpired:
        "응답을 받지 못한 지 오래되어, 다시 요청하면 두 번 회수될 수 있으므로 회수 여부를 알 수 없습니다",
      resolvedNotPaid: "사람이 회수되지 않은 것으로 확정했습니다",
    },
  },
  status: {
    ...status,
    labels: {
      ...status.labels,
      what: "회수 대상",
      soFar: "회수 현황",
      whyNotPaid: "이대로 회수하지 않는 이유",
      perPayment: "한 건에",
    },
    scheduleForApproval:
      "회수하려면 회수 내역 화면에서 다시 예약해 승인을 받아 주세요. 회수를 요청하거나 담당하지 않은 승인자나 " +
      "관리자는 직접 예약할 수 있습니다.",
    resumeByApprover:
      "회수를 요청하거나 담당하지 않은 승인자나 관리자만 회수 메시지나 회수 내역 화면에서 ‘이어서 회수’를 누를 수 " +
      "있습니다. 더 회수하지 않으려면 회수 내역 화면에서 ‘회수 종료’를 눌러 주세요.",
    awaitingApproval: (what, who) => ({
      headline: `✋ 승인을 기다리는 포인트 회수: ${what}`,
      summary: `${who} 님이 승인을 요청했습니다. 승인하기 전에는 회수하지 않습니다.`,
      toDo:
        "내용을 확인하고 아래 ‘승인’이나 ‘반려’를 눌러 주세요. 회수를 요청하거나 담당하거나 예약한 사람은 " +
        "승인할 수 없습니다. 예약 시각까지 승인하지 않으면 회수하지 않습니다.",
    }),
    declined: (what, who) => ({
      headline: `↩️ 반려된 포인트 회수: ${what}`,
      summary: `${done(who, "반려했습니다.", "반려됐습니다.")} ${NOTHING}`,
      toDo: "회수하려면 회수 내역 화면에서 다시 예약해 승인을 요청해 주세요.",
    }),
    held: (what, who) => ({
      headline: `✋ 보류한 포인트 회수: ${what}`,
      summary: `${done(who, "보류해 예약을 풀었습니다.", "보류되어 예약이 풀렸습니다.")} ${NOTHING}`,
      toDo: "회수하려면 회수 내역 화면에서 시각을 정해 다시 예약해 주세요.",
    }),
    sentBack: (what) => ({
      headline: `↩️ 회수하지 않고 되돌린 건: ${what}`,
      summary: `예약 시각이 되었지만 지금은 이대로 회수할 수 없습니다. ${NOTHING}`,
      toDo: "회수하려면 회수 내역 화면에서 다시 예약하고, 다른 사람의 승인을 받아 주세요.",
    }),
    scheduled: (what) => ({
      headline: `📅 예약된 포인트 회수: ${what}`,
      summary:
        "예약 시각이 되면 저절로 회수를 시작합니다. 문제가 있으면 그 전에 ‘보류’를 눌러 주세요.",
    }),
    overdue: () => ({
      headline: "⏰ 예약한 포인트 회수가 시작되지 않았습니다",
      summary: `예약 시각이 지났지만 회수가 시작되지 않았습니다. ${NOTHING}`,
      toDo:
        "회수 내역 화면에서 새 시각으로 예약을 옮기거나, ‘보류’를 눌러 예약을 풀어 주세요. 다시 일어나면 " +
        "관리자에게 알려 주세요.",
    }),
    cancelled: (what, who) => ({
      headline: `🚫 취소된 포인트 회수: ${what}`,
      summary: `${done(who, "취소했습니다.", "취소됐습니다.")} 아무 포인트도 회수하지 않았습니다.`,
      toDo: `그래도 회수하려면 ${ASK_AGAIN}`,
    }),
    distributing: (percent, counts) => ({
      ...status.distributing(percent, counts),
      headline:
        counts.pending === 0 && counts.accepted > 0
          ? `⏳ 회수 결과를 기다리고 있습니다: ${percent}%`
          : `↩️ 포인트를 회수하고 있습니다: ${percent}%`,
    }),
    ending: (percent, who) => ({
      headline: `⏹️ 회수를 종료하고 있습니다: ${percent}%`,
      summary: `${who} 님이 종료했습니다. 아직 요청하지 않은 건은 더 회수하지 않고, 이미 요청한 건의 결과만 확인합니다.`,
    }),
    outage: (cause) => ({
      summary:
        cause === "daily_quota"
          ? status.outage(cause).summary
          : "포인트 시스템이 지금은 회수를 처리하지 못해 잠시 멈추고 기다리고 있습니다.",
      toDo: "지금은 하실 일이 없습니다. 포인트 시스템이 복구되면 저절로 이어서 회수합니다.",
    }),
    paused: (percent) => `⏸️ 포인트 회수가 멈춰 있습니다: ${percent}%`,
    pause(reason, who) {
      switch (reason) {
        case "stopped_by_person":
          return {
            summary: `${done(who, "회수를 멈췄습니다.", "사람이 회수를 멈췄습니다.")} 다시 시작할 때까지 남은 건은 회수하지 않습니다.`,
            toDo: `이어서 회수하려면 ${RESUME} 더 회수하지 않으려면 회수 내역 화면에서 ‘회수 종료’를 눌러 주세요.`,
          };
        case "points_api_unavailable":
          return {
            summary: "포인트 시스템이 응답하지 않아 회수를 멈추고 기다리고 있습니다.",
            toDo: "지금은 하실 일이 없습니다. 포인트 시스템이 복구되면 저절로 이어서 회수합니다.",
          };
        case "points_api_refuses_credentials":
        case "points_api_refuses_calls":
          return {
            summary:
              "포인트 시스템이 요청 자체를 거절해 회수를 멈췄습니다. 저절로 풀리지 않습니다.",
            toDo: `관리자에게 알려 주세요. 관리자가 접속 정보나 연동 설정을 고친 뒤 ${RESUME}`,
          };
        case "many_refused":
          return {
            summary:
              "포인트 시스템이 너무 많은 건을 같은 이유로 거절해 회수를 멈췄습니다. 저절로 풀리지 않습니다.",
            toDo:
              "거절 이유를 확인해 주세요. 잔액이 모자라는 등 정말 회수할 수 없는 사용자들이라면 ‘이어서 회수’를 눌러 " +
              "나머지를 회수해 주세요. 더 회수하지 않으려면 ‘회수 종료’를 눌러 주세요.",
          };
        case "past_latest":
          return {
            summary: "정해 둔 가장 늦은 시각이 지나 남은 건을 회수하지 않고 멈췄습니다.",
            toDo: `늦게라도 회수하려면 ${RESUME} 더 회수하지 않으려면 회수 내역 화면에서 ‘회수 종료’를 눌러 주세요.`,
          };
        case "table_copied":
          return {
            summary:
              "데이터가 백업에서 복원됐거나 다른 곳에서 복사된 것이라, 그 뒤에 무엇을 회수했는지 알 수 없어 회수하지 않고 멈췄습니다.",
            toDo: `관리자에게 알려 주세요. 관리자가 확인하고 복원된 데이터라고 기록한 뒤 ${RESUME}`,
          };
        case "canary":
          return {
            summary: "먼저 회수한 몇 건의 결과가 이상해 나머지는 회수하지 않고 멈췄습니다.",
            toDo: `무엇을 요청했고 어떤 응답을 받았는지 확인해 주세요. 괜찮으면 ${RESUME} 더 회수하지 않으려면 회수 내역 화면에서 ‘회수 종료’를 눌러 주세요.`,
          };
      }
    },
    endAgain:
      "종료한 회수이지만, 이미 요청한 건의 결과를 아직 다 확인하지 못했습니다. 회수 내역 화면에서 " +
      "‘회수 종료’를 다시 누르면 마저 확인합니다. 새로 회수하는 건은 없습니다.",
    completed({ rejected, unknown }) {
      const end = "포인트 회수가 끝났습니다.";
      return rejected + unknown === 0
        ? `${end} 모두 회수했습니다.`
        : `${end}${notTakenBack(rejected, unknown)}`;
    },
    endedBy: (who, { withdrawn, rejected, unknown }) =>
      `${who} 님이 회수를 종료했습니다. 남은 ${formatAmount(withdrawn)}건은 회수하지 않았습니다.${notTakenBack(rejected, unknown)}`,
    halted: (counts) => ({
      headline: `🛑 중단: ${counts}`,
      summary: "포인트 회수가 중단됐습니다.",
    }),
    halt: (reason) => ({
      ...status.halt(reason, true),
      ...(reason === "execution_died" && {
        summary: "회수 작업이 예기치 않게 끝나 남은 건을 회수하지 않고 있습니다.",
      }),
      ...(reason === "points_api_unavailable" && {
        summary: "포인트 시스템이 너무 오래 회수를 처리하지 못해 기다리기를 그만뒀습니다.",
      }),
      toDo: reason.startsWith("sheet") ? ASK_AGAIN : RESUME,
    }),
  },
  notifications: {
    ...notifications,
    receiptSummary: (what, differences, compared) =>
      `회수가 끝난 ${what}를 대조하고 포인트 시스템에서 ${formatAmount(compared)}건을 조회한 결과, 서로 다른 점이 ` +
      `${formatAmount(differences)}건 있습니다. 바뀐 것은 없습니다.`,
    receiptToDo: (rows) =>
      `영수증을 열어 무엇을 해야 하는지 확인해 주세요${rows.length === 0 ? "" : ` (${rows.join(", ")}행)`}. ` +
      "거기서 모든 건을 대조할 수도 있습니다. 확인하기 전에는 다시 회수하지 마세요.",
    reminder: (duration) =>
      duration === undefined
        ? "⏰ 곧 포인트를 회수합니다"
        : `⏰ ${duration} 뒤에 포인트를 회수합니다`,
    reminderSummary: (what, when) => `${when}에 ${what}를 회수하기 시작합니다.`,
    reminderToDo:
      "이대로 회수해도 되면 하실 일이 없습니다. 회수하면 안 된다면 시작 전에 아래 ‘보류’를 눌러 주세요. " +
      "예약이 풀려 아무 포인트도 회수하지 않습니다.",
    obstaclesToDo:
      "지금 상태로는 그 시각이 되어도 회수하지 않고 되돌아갑니다. 그 전에 ‘보류’를 누른 뒤 회수 내역 화면에서 " +
      "다시 예약하고, 다른 사람의 승인을 받아 주세요.",
    handedOver: "🤝 회수 담당자가 바뀌었습니다",
    sentBack: "↩️ 예약 시각에 회수하지 않았습니다",
    sentBackSummary: (what, when, who) =>
      `${who} 님이 ${when}에 예약한 ${what}를 이대로 회수할 수 없습니다. ${NOTHING}`,
    approvalNeeded: "✋ 포인트 회수에 승인이 필요합니다",
    approvalSummary: (what, when, who) =>
      `${who} 님이 ${what}를 ${when}에 회수하겠다고 승인을 요청했습니다.`,
    approvalToDo:
      "이 스레드의 첫 메시지에서 ‘승인’이나 ‘반려’를 눌러 주세요. 회수를 요청하거나 담당하거나 예약한 사람은 " +
      "승인할 수 없습니다. 예약 시각까지 승인하지 않으면 회수하지 않습니다.",
    outage: (cause) =>
      cause === "makes_none"
        ? "⏳ 포인트 시스템이 회수를 처리하지 못하고 있습니다"
        : notifications.outage(cause),
    paused: "⏸️ 포인트 회수가 멈췄습니다",
    goingOn: "▶️ 포인트를 다시 회수하고 있습니다",
    goingOnSummary: "포인트 시스템이 복구되어 남은 건을 이어서 회수합니다. 하실 일은 없습니다.",
    halted: "🛑 포인트 회수가 중단됐습니다",
  },
  decisions: DECISIONS_KO_OF_REVERSALS,
  unpaid: {
    ...unpaid,
    failed: (count) => ({
      heading: `회수하지 못한 ${formatAmount(count)}건`,
      text: `포인트가 그대로 남아 있습니다. 이유를 확인한 뒤 다시 회수하려면 ${ASK_AGAIN}`,
    }),
    withdrawn: (count) => ({
      heading: `회수하지 않은 ${formatAmount(count)}건`,
      text: `차례가 오기 전에 회수를 종료해 포인트가 그대로 남아 있습니다. 회수하려면 ${ASK_AGAIN}`,
    }),
    unknown: (count) => ({
      heading: `확인 필요 ${formatAmount(count)}건`,
      text:
        "회수됐는지 알 수 없습니다. 포인트 시스템의 기록과 대조한 뒤 회수 내역 화면에서 ‘회수됨’ 또는 " +
        "‘회수 안 됨’으로 확정해 주세요. 고른 건, 찾은 건 모두, 결과가 적힌 목록을 한 번에 확정할 수 있습니다. " +
        "‘회수 안 됨’은 두 사람이 확인해야 확정됩니다.",
    }),
    headline: ({ unknown }) =>
      unknown
        ? "📋 회수하지 못한 건과 확인 필요 건의 사유와 명단"
        : "📋 회수하지 못한 건의 사유와 명단",
    names: ({ all, unknown }) => {
      const who = unknown ? "회수하지 못한 건과 확인 필요 내역" : "회수하지 못한 내역";
      return all ? who : `${who} (앞에서부터)`;
    },
    workbook: {
      attached: unpaid.workbook.attached,
      on_page: "전체 명단은 회수 내역 화면에서 받는 결과 파일에 있습니다.",
      none: "전체 명단은 회수 내역 화면에서 볼 수 있습니다.",
    },
  },
  answers: {
    ...answers,
    done: {
      approve_payout: (title) => `‘${title}’ 회수를 승인했습니다. 예약 시각에 회수합니다.`,
      decline_payout: (title) => `‘${title}’ 회수를 반려했습니다. 회수하지 않습니다.`,
      hold_payout: (title) =>
        `‘${title}’ 회수를 보류했습니다. 다시 예약할 때까지 회수하지 않습니다.`,
      stop_payout: (title) =>
        `‘${title}’ 회수를 멈췄습니다. 이어서 회수하려면 회수 메시지나 회수 페이지에서 ‘이어서 회수’를 눌러 주세요.`,
      resume_payout: (title) => `‘${title}’ 회수를 이어서 시작했습니다. 남은 건을 회수합니다.`,
    },
    dialog: {
      ...answers.dialog,
      title: "회수 반려",
      hint: "사유는 회수를 요청한 사람에게 보이고 이력에 남습니다.",
    },
  },
  buttons: {
    approve_payout: {
      ...buttons.approve_payout,
      question: "이 회수를 승인할까요?",
      consequence: (what) =>
        `${what}를 예약 시각에 회수합니다. 회수한 포인트는 되돌릴 수 없습니다.`,
    },
    decline_payout: {
      ...buttons.decline_payout,
      question: "이 회수를 반려할까요?",
      consequence: () => "회수하지 않고, 회수를 요청한 사람에게 돌아갑니다.",
    },
    hold_payout: {
      ...buttons.hold_payout,
      question: "이 회수를 보류할까요?",
      consequence: () => "예약을 풀어 회수하지 않습니다. 회수하려면 다시 예약해야 합니다.",
    },
    stop_payout: {
      ...buttons.stop_payout,
      label: "회수 멈추기",
      question: "회수를 멈출까요?",
      consequence: () =>
        "남은 건을 회수하지 않습니다. 이미 회수한 건은 그대로이고, 나중에 이어서 회수할 수 있습니다.",
    },
    resume_payout: {
      ...buttons.resume_payout,
      label: "이어서 회수",
      question: "이어서 회수할까요?",
      consequence: () =>
        "이미 회수한 건은 건너뛰고 남은 건을 회수합니다. 멈춘 이유를 먼저 확인해 주세요.",
    },
  },
};
