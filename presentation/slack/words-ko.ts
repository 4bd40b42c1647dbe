import type { Counts } from "../../domain/payout/payout.ts";

import { formatAmount } from "../formats.ts";
import type { OutageCause } from "../outage-cause.ts";
import { DECISIONS_KO } from "./decision-words.ts";
import type {
  AlarmWords,
  AnswerWords,
  ButtonWords,
  MessageWords,
  NotificationWords,
  StatusWords,
  UnpaidWords,
  Vocabulary,
} from "./vocabulary.ts";

const WEEKDAYS = ["일", "월", "화", "수", "목", "금", "토"];

const shared: MessageWords = {
  language: "ko",
  counts({ paid, rejected, unknown, accepted, withdrawn, pending }) {
    const parts = [`지급 완료 ${formatAmount(paid)}건`, `지급 실패 ${formatAmount(rejected)}건`];
    if (unknown > 0) parts.push(`확인 필요 ${formatAmount(unknown)}건`);
    if (withdrawn > 0) parts.push(`지급 안 함 ${formatAmount(withdrawn)}건`);
    if (accepted > 0) parts.push(`접수됨 ${formatAmount(accepted)}건`);
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
  owner: "담당자",
  ownerOf: (owner, uploadedBy) => `${owner} (올린 사람: ${uploadedBy})`,
  approvedBy: "승인한 사람",
  row: (row) => `${row}행`,
  openPayout: "지급 내역 보기",
  payoutId: (payoutId) => `지급 번호 ${payoutId}`,
  reasons: {
    noSuchUser: "없는 사용자입니다",
    notAccepted: "포인트 시스템이 요청 내용을 받아들이지 않았습니다",
    conflict: "포인트 시스템에 이미 있는 내용과 겹친다고 합니다",
    tooBusy: "포인트 시스템이 오래 바빠서 지급하지 못했습니다",
    givenUp: "여러 번 요청했지만 포인트 시스템이 지급하지 않았습니다",
    inDoubt: "응답을 받지 못해 지급 여부를 알 수 없습니다",
    provesNothing: "포인트 시스템의 응답만으로는 지급 여부를 알 수 없습니다",
    failedThere: "포인트 시스템에서 오류가 나 지급 여부를 알 수 없습니다",
    inProgress: "포인트 시스템이 같은 요청이 이미 있다고만 답해 지급 여부를 알 수 없습니다",
    refusedRepeat:
      "첫 응답을 받지 못해 다시 물었지만 포인트 시스템이 거절해 지급 여부를 알 수 없습니다",
    notConfirmed: "포인트 시스템이 접수했지만 지급 여부를 제때 알려 주지 않았습니다",
    keyExpired:
      "응답을 받지 못한 지 오래되어, 다시 요청하면 두 번 지급될 수 있으므로 지급 여부를 알 수 없습니다",
    resolvedNotPaid: "사람이 지급되지 않은 것으로 확정했습니다",
    paidByOriginal: "처음 지급에서 이미 지급되어 다시 지급하지 않았습니다",
    originalNotPaid: "원래 지급에서 지급된 건이 아니어서 회수하지 않았습니다",
    originalErased: "개인정보 삭제 요청으로 사용자를 알 수 없어 회수하지 않았습니다",
    reversedByAnother: "다른 회수에서 다루는 건이라 여기서는 회수하지 않았습니다",
    noReason: "사유가 기록되지 않았습니다",
    refused: (code) =>
      code === undefined
        ? "포인트 시스템이 거절했습니다"
        : `포인트 시스템이 거절했습니다 (${code})`,
  },
};

const NOBODY = "아직 아무에게도 지급되지 않았습니다.";
const RESUME =
  "지급 메시지나 지급 내역 화면에서 ‘이어서 지급’을 눌러 주세요. 이미 받은 사용자는 건너뛰므로 두 번 지급되지 않습니다.";
const RETRY = "‘지급되지 않은 건 다시 지급’";
const WHY_WAITING: Readonly<Record<OutageCause, string>> = {
  no_answer: "포인트 시스템이 응답하지 않아 지급을 잠시 멈추고 기다리고 있습니다.",
  makes_none: "포인트 시스템이 지금은 지급을 처리하지 못해 지급을 잠시 멈추고 기다리고 있습니다.",
  maintenance: "포인트 시스템이 점검 중이라 점검이 끝날 때까지 새로 지급하지 않습니다.",
  daily_quota: "포인트 시스템이 하루에 받는 요청 한도를 오늘은 모두 썼습니다.",
  quiet_hours: "지급하지 않기로 정한 시간대라 그 시간이 끝날 때까지 새로 지급하지 않습니다.",
};
const OUTAGE_HEADLINES: Readonly<Record<OutageCause, string>> = {
  no_answer: "⏳ 포인트 시스템이 응답하지 않습니다",
  makes_none: "⏳ 포인트 시스템이 지급을 처리하지 못하고 있습니다",
  maintenance: "⏳ 포인트 시스템이 점검 중입니다",
  daily_quota: "⏳ 오늘의 요청 한도를 모두 썼습니다",
  quiet_hours: "🌙 지급하지 않는 시간대입니다",
};
const NOT_ANEW = "같은 파일을 새로 올려 예약하지는 마세요.";
const UPLOAD_AGAIN = `${NOBODY} 파일을 다시 올려 새로 예약해 주세요.`;
const ASK_ADMIN = `이미 받은 사용자가 있을 수 있습니다. ${NOT_ANEW} 관리자에게 알려 주세요.`;

/** What the points API has taken, and tells later. */
function awaited(accepted: number): string {
  if (accepted === 0) return "";
  return ` 포인트 시스템이 접수한 ${formatAmount(accepted)}건은 결과를 기다리고 있으며, 하실 일은 없습니다.`;
}

function notPaid({ rejected, unknown }: Counts): string {
  const failed = rejected === 0 ? "" : ` ${formatAmount(rejected)}건은 실패했습니다.`;
  const unclear = unknown === 0 ? "" : ` ${formatAmount(unknown)}건은 지급됐는지 알 수 없습니다.`;
  return `${failed}${unclear}`;
}

/** What somebody did, or what was done where nobody is known. */
function done(who: string | undefined, active: string, passive: string): string {
  return who === undefined ? passive : `${who} 님이 ${active}`;
}

const status: StatusWords = {
  toDo: "이렇게 해 주세요",
  call: (mentions) => `${mentions} 확인 부탁드립니다.`,
  dryRun: {
    mark: "[연습]",
    summary: "연습이므로 실제로 지급되는 포인트는 없습니다.",
    pointsPaid: "지급될 포인트(연습)",
    approve: (what) => `예약 시각에 ${what}의 지급을 연습만 합니다.`,
    counts({ paid, rejected, withdrawn, pending }) {
      const parts = [`지급 예상 ${formatAmount(paid)}건`, `지급 불가 ${formatAmount(rejected)}건`];
      if (withdrawn > 0) parts.push(`지급 안 함 ${formatAmount(withdrawn)}건`);
      if (pending > 0) parts.push(`남음 ${formatAmount(pending)}건`);
      return parts.join(" · ");
    },
    completed: ({ rejected }) =>
      rejected === 0
        ? "연습이 끝났습니다. 지급을 막는 문제는 찾지 못했습니다."
        : `연습이 끝났습니다. 실제로 지급하면 ${formatAmount(rejected)}건이 실패합니다.`,
  },
  canary: {
    paying: (percent, count) => ({
      headline: `🐤 먼저 ${formatAmount(count)}건을 지급하고 확인하는 중: ${percent}%`,
      summary: `먼저 ${formatAmount(count)}건을 지급해 결과를 확인하고, 이상이 없으면 나머지를 지급합니다.`,
    }),
    wrong: "이상한 점",
    faults: {
      in_doubt: "지급됐는지 알 수 없는 건이 있습니다.",
      none_paid: "한 건도 지급되지 않았습니다.",
      balance_differs: "잔액이 지급한 포인트와 다르게 바뀌었습니다.",
    },
    asked: "먼저 요청한 건과 받은 응답",
    states: {
      pending: "요청하지 않음",
      sending: "지급 여부 모름",
      accepted: "접수됨",
      paid: "지급됨",
      rejected: "거절됨",
      unknown: "지급 여부 모름",
      withdrawn: "지급 안 함",
    },
    balance: (before, after) => `잔액 ${before} → ${after}`,
    more: (count) => `외 ${formatAmount(count)}건은 지급 내역 화면에서 볼 수 있습니다.`,
  },
  what: (payments, points) => `${formatAmount(payments)}건 · ${formatAmount(points)}P`,
  labels: {
    latest: "가장 늦은 시각",
    beginsAt: "실제 시작 (그때까지 지급하지 않는 시간대)",
    what: "지급 대상",
    soFar: "지급 현황",
    rate: "속도",
    timeLeft: "남은 시간",
    pausedSince: "멈춘 시각",
    outageSince: "기다리기 시작한 시각",
    outageUntil: "포인트 시스템이 알린 대기 종료 시각",
    goesOnAt: "다시 시작하는 시각",
    refusedBecause: "거절 이유",
    apiSays: "포인트 시스템의 설명",
    refusedLast: "마지막으로 거절된 건",
    endReason: "종료 사유",
    reason: "사유",
    note: "승인자에게 남긴 말",
    asked: "요청함, 결과 모름",
    askedOf: (count) => `${count}건 (대기 중인 건이 아니며, 이어서 진행하거나 종료하면 확인합니다)`,
    soonestUntil: "승인하는 대로 가장 빠르게 진행, 승인 기한",
    retryOf: "다시 지급하는 건",
    reversalOf: "회수하는 건",
    reversalReason: "회수하는 이유",
    pointsApi: "지급 수단",
    whyApproval: "승인이 필요한 이유",
    whyNotPaid: "이대로 지급하지 않는 이유",
    perPayment: "한 사람에게",
    users: "파일의 사용자",
  },
  usersMissing: (missing, looked, when) =>
    `${when}에 확인했을 때 ${looked}명 가운데 ${missing}명이 포인트 시스템에 없었습니다. 이 사용자는 거절되고 나머지는 지급됩니다. 명단은 지급을 시작하기 전까지 지급 내역 화면에 있습니다.`,
  usersFound: (looked, when) => `${when}에 확인한 ${looked}명이 모두 있었습니다`,
  average: "평균",
  median: "중앙값",
  largest: "최대",
  warnings: (count, who) => `확인할 점 ${count}건 (✓: ${who} 님이 확인함)`,
  moreWarnings: (count) => `외 ${count}건은 지급 내역 화면에서 볼 수 있습니다.`,
  revision: (revision) => `변경 ${revision}`,
  scheduleForApproval:
    "지급하려면 지급 내역 화면에서 다시 예약해 승인을 받아 주세요. 올리거나 담당한 사람이 아닌 승인자나 관리자는 " +
    "직접 예약할 수 있습니다.",
  resumeByApprover:
    "올리거나 담당한 사람이 아닌 승인자나 관리자만 지급 메시지나 지급 내역 화면에서 ‘이어서 지급’을 누를 수 " +
    `있습니다. 더 지급하지 않으려면 지급 내역 화면에서 ‘지급 종료’를 눌러 주세요. ${NOT_ANEW}`,
  ratePerSecond: (rate) => `초당 ${rate}건`,
  about: (duration) => `약 ${duration}`,
  failedOf: (payoutId) => `지급 번호 ${payoutId}에서 지급되지 않은 건`,
  paidOf: (payoutId) => `지급 번호 ${payoutId}에서 지급한 포인트`,
  forAdmin: (detail) => `관리자 참고: ${detail}`,

  awaitingApproval: (what, who) => ({
    headline: `✋ 승인을 기다리는 포인트 지급: ${what}`,
    summary: `${who} 님이 승인을 요청했습니다. 승인하기 전에는 지급되지 않습니다.`,
    toDo:
      "내용을 확인하고 아래 ‘승인’이나 ‘반려’를 눌러 주세요. 올리거나 담당하거나 예약한 사람은 " +
      "승인할 수 없습니다. 예약 시각까지 승인하지 않으면 지급되지 않습니다.",
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
  sentBack: (what) => ({
    headline: `↩️ 지급하지 않고 되돌린 포인트 지급: ${what}`,
    summary: `예약 시각이 되었지만 지금은 이대로 지급할 수 없습니다. ${NOBODY}`,
    toDo: "지급하려면 지급 내역 화면에서 다시 예약하고, 승인이 필요하면 다른 사람의 승인을 받아 주세요.",
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
  distributing: (percent, { payments, pending, accepted }) => ({
    headline:
      pending === 0 && accepted > 0
        ? `⏳ 지급 결과를 기다리고 있습니다: ${percent}%`
        : `💸 포인트를 지급하고 있습니다: ${percent}%`,
    summary:
      `${formatAmount(payments)}건 가운데 ${formatAmount(payments - pending - accepted)}건을 ` +
      `처리했습니다.${awaited(accepted)}`,
  }),
  ending: (percent, who, { accepted }) => ({
    headline: `⏹️ 지급을 종료하고 있습니다: ${percent}%`,
    summary:
      `${who} 님이 종료했습니다. 아직 요청하지 않은 건은 더 지급하지 않고, 이미 요청한 건의 결과만 ` +
      `확인합니다.${awaited(accepted)}`,
  }),
  waiting: (percent) => `⏳ 포인트 시스템을 기다리고 있습니다: ${percent}%`,
  outage: (cause) => ({
    summary: WHY_WAITING[cause],
    toDo: `지금은 하실 일이 없습니다. 포인트 시스템이 복구되면 저절로 이어서 지급합니다. ${NOT_ANEW}`,
  }),
  paused: (percent) => `⏸️ 포인트 지급이 멈춰 있습니다: ${percent}%`,
  pause(reason, who) {
    switch (reason) {
      case "stopped_by_person":
        return {
          summary: `${done(who, "지급을 멈췄습니다.", "사람이 지급을 멈췄습니다.")} 다시 시작할 때까지 남은 건은 지급되지 않습니다.`,
          toDo: `이어서 지급하려면 ${RESUME} 더 지급하지 않으려면 지급 내역 화면에서 ‘지급 종료’를 눌러 주세요. ${NOT_ANEW}`,
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
      case "points_api_refuses_calls":
        return {
          summary:
            "포인트 시스템이 요청 자체를 거절해 지급을 멈췄습니다. 특정 사용자의 문제가 아니며, 저절로 풀리지 않습니다.",
          toDo: `관리자에게 알려 주세요. 관리자가 지급 재원이나 연동 설정을 고친 뒤 ${RESUME} ${NOT_ANEW}`,
        };
      case "many_refused":
        return {
          summary:
            "포인트 시스템이 너무 많은 건을 같은 이유로 거절해 지급을 멈췄습니다. 저절로 풀리지 않습니다.",
          toDo:
            "거절 이유를 확인해 주세요. 고칠 수 있는 문제라면 먼저 고친 뒤 " +
            `${RESUME} 정말 지급할 수 없는 사용자들이라면 ‘이어서 지급’을 눌러 나머지를 지급해 주세요. 같은 ` +
            "이유로는 다시 멈추지 않습니다. 더 지급하지 않으려면 ‘지급 종료’를 눌러 주세요. " +
            NOT_ANEW,
        };
      case "past_latest":
        return {
          summary:
            "정해 둔 가장 늦은 시각이 지나 나머지는 지급하지 않고 멈췄습니다. 저절로 이어지지 않습니다.",
          toDo: `늦게라도 지급하려면 ${RESUME} 더 지급하지 않으려면 지급 내역 화면에서 ‘지급 종료’를 눌러 주세요. ${NOT_ANEW}`,
        };
      case "table_copied":
        return {
          summary:
            "데이터가 백업에서 복원됐거나 다른 곳에서 복사된 것이라, 그 뒤에 누가 지급받았는지 알 수 없어 지급하지 않고 멈췄습니다. 저절로 풀리지 않습니다.",
          toDo: `관리자에게 알려 주세요. 관리자가 확인하고 복원된 데이터라고 기록한 뒤 ${RESUME} 이미 지급됐는지부터 확인하고 지급합니다. ${NOT_ANEW}`,
        };
      case "canary":
        return {
          summary:
            "먼저 지급한 몇 건의 결과가 이상해 나머지는 지급하지 않고 멈췄습니다. 저절로 풀리지 않습니다.",
          toDo:
            "아래에서 무엇을 요청했고 어떤 응답을 받았는지 확인해 주세요. 문제가 있으면 먼저 고친 뒤 " +
            `${RESUME} 이어서 지급하면 나머지를 모두 지급합니다. 더 지급하지 않으려면 ‘지급 종료’를 눌러 ` +
            `주세요. ${NOT_ANEW}`,
        };
    }
  },
  endAgain:
    "종료한 지급이지만, 이미 요청한 건의 결과를 아직 다 확인하지 못했습니다. 지급 내역 화면에서 " +
    "‘지급 종료’를 다시 누르면 마저 확인합니다. 새로 지급되는 건은 없습니다.",
  completed(counts) {
    const end = "포인트 지급이 끝났습니다.";
    if (counts.rejected + counts.unknown === 0) return `${end} 모두 지급됐습니다.`;
    return `${end}${notPaid(counts)}`;
  },
  ended: "⏹️ 종료:",
  endedBy(who, counts) {
    const { withdrawn } = counts;
    const left =
      withdrawn === 0
        ? "모든 건을 이미 요청한 뒤여서 남은 건은 없었습니다."
        : `남은 ${formatAmount(withdrawn)}건은 지급하지 않았습니다.`;
    return `${who} 님이 지급을 종료했습니다. ${left}${notPaid(counts)}`;
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
          summary: "포인트 시스템이 너무 오래 지급을 처리하지 못해 기다리기를 그만뒀습니다.",
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

const notifications: NotificationWords = {
  reminder: (duration) =>
    duration === undefined
      ? "⏰ 곧 포인트를 지급합니다"
      : `⏰ ${duration} 뒤에 포인트를 지급합니다`,
  reminderSummary: (what, when) => `${when}에 ${what}를 지급하기 시작합니다.`,
  reminderToDo:
    "이대로 지급해도 되면 하실 일이 없습니다. 지급하면 안 된다면 시작 전에 아래 ‘보류’를 눌러 주세요. " +
    "예약이 풀려 아무에게도 지급되지 않습니다.",
  obstaclesToDo:
    "지금 상태로는 그 시각이 되어도 지급되지 않고 되돌아갑니다. 그 전에 ‘보류’를 누른 뒤 지급 내역 화면에서 " +
    "다시 예약하고, 승인이 필요하면 다른 사람의 승인을 받아 주세요.",
  handedOver: "🤝 지급 담당자가 바뀌었습니다",
  handedOverSummary: (what, to, by) =>
    `${by} 님이 ${what}를 ${to} 님에게 넘겼습니다. 이제 ${to} 님이 담당하고, 예약과 승인은 바뀌지 않습니다.`,
  sentBack: "↩️ 예약 시각에 지급하지 않았습니다",
  sentBackSummary: (what, when, who) =>
    `${who} 님이 ${when}에 예약한 ${what}를 이대로 지급할 수 없습니다. ${NOBODY}`,
  approvalNeeded: "✋ 포인트 지급에 승인이 필요합니다",
  approvalSummary: (what, when, who) =>
    `${who} 님이 ${what}를 ${when}에 지급하겠다고 승인을 요청했습니다.`,
  approvalToDo:
    "이 스레드의 첫 메시지에서 ‘승인’이나 ‘반려’를 눌러 주세요. 올리거나 담당하거나 예약한 사람은 승인할 수 " +
    "없습니다. 예약 시각까지 승인하지 않으면 지급되지 않습니다.",
  outage: (cause) => OUTAGE_HEADLINES[cause],
  paused: "⏸️ 포인트 지급이 멈췄습니다",
  goingOn: "▶️ 포인트를 다시 지급하고 있습니다",
  goingOnSummary: "포인트 시스템이 복구되어 남은 건을 이어서 지급합니다. 하실 일은 없습니다.",
  halted: "🛑 포인트 지급이 중단됐습니다",
  receipt: "🧾 포인트 시스템의 기록과 다른 점이 있습니다",
  receiptSummary: (what, differences, compared) =>
    `지급이 끝난 ${what}를 대조하고 포인트 시스템에서 ${formatAmount(compared)}건을 조회한 결과, 서로 다른 점이 ` +
    `${formatAmount(differences)}건 있습니다. 바뀐 것은 없습니다.`,
  receiptToDo: (rows) =>
    `영수증을 열어 무엇을 해야 하는지 확인해 주세요${rows.length === 0 ? "" : ` (${rows.join(", ")}행)`}. ` +
    "거기서 모든 건을 대조할 수도 있습니다. 확인하기 전에는 다시 지급하지 마세요.",
};

const rowsOf = (rows: readonly number[], count: number): string =>
  `${rows.join(", ")}행${count > rows.length ? ` 외 ${formatAmount(count - rows.length)}건` : ""}`;

const unpaid: UnpaidWords = {
  failed: (count, somebodyPaid) => ({
    heading: `지급 실패 ${formatAmount(count)}건`,
    text:
      "포인트를 받지 못했습니다. 사용자 ID가 틀렸다면 결과 파일의 ‘지급 실패’ 시트를 고쳐 새 지급으로 " +
      `올려 주세요. 고칠 것이 없다면 지급 내역 화면에서 ${RETRY}을 눌러 주세요. ${
        somebodyPaid
          ? "둘 다 하거나 처음 파일을 다시 올리면 두 번 받는 사용자가 생기니 하지 마세요."
          : "둘 다 하면 두 번 받는 사용자가 생기니 하나만 해 주세요."
      }`,
  }),
  failedInDryRun: (count) => ({
    heading: `지급할 수 없는 ${formatAmount(count)}건`,
    text:
      "실제로 지급했다면 실패했을 건입니다. 처음 파일에서 사용자 ID를 고친 뒤, 고친 파일 전체를 새 지급으로 " +
      "올려 주세요. 연습에서는 아무에게도 지급하지 않았으므로 두 번 받는 사용자는 없습니다.",
  }),
  withdrawn: (count) => ({
    heading: `지급하지 않은 ${formatAmount(count)}건`,
    text:
      "차례가 오기 전에 지급을 종료해 포인트를 받지 못했습니다. 지급하려면 지급 내역 화면에서 " +
      `${RETRY}을 누르거나, 결과 파일을 새 지급으로 올려 주세요(‘지급 실패’ 시트에 함께 들어 있습니다). ` +
      "둘 다 하지는 마세요.",
  }),
  withdrawnInDryRun: (count) => ({
    heading: `지급하지 않은 ${formatAmount(count)}건`,
    text: "차례가 오기 전에 연습을 종료해, 실제로 지급하면 어떻게 될지 알 수 없습니다.",
  }),
  unknown: (count) => ({
    heading: `확인 필요 ${formatAmount(count)}건`,
    text:
      "지급됐는지 알 수 없습니다. 다시 지급하지 마시고, 포인트 시스템의 지급 기록과 대조한 뒤 " +
      "지급 내역 화면에서 ‘지급됨’ 또는 ‘지급 안 됨’으로 확정해 주세요. 고른 건, 찾은 건 모두, 결과가 적힌 목록을 " +
      "한 번에 확정할 수 있습니다. ‘지급 안 됨’은 두 사람이 확인해야 확정됩니다.",
  }),
  paidBefore: (count) => ({
    heading: `다시 지급하지 않은 ${formatAmount(count)}건`,
    text: "처음 지급에서 이미 지급된 것으로 확인되어 다시 지급하지 않았습니다. 하실 일은 없습니다.",
  }),
  paidTwice: ({ count, rows }) => ({
    heading: `두 번 지급된 ${formatAmount(count)}건`,
    text:
      "다시 지급한 뒤에야 처음 지급에서도 지급된 것이 확인됐습니다. 관리자에게 알려 포인트 시스템에서 " +
      `회수해 주세요: ${rowsOf(rows, count)}.`,
  }),

  headline: ({ unknown }) =>
    unknown ? "📋 실패 및 확인 필요 건의 사유와 명단" : "📋 실패한 건의 사유와 명단",
  why: "사유별 건수",
  names: ({ all, unknown }) => {
    const who = unknown ? "실패 및 확인 필요 내역" : "실패 내역";
    return all ? who : `${who} (앞에서부터)`;
  },
  counted: (count, reason) => `${formatAmount(count)}건 — ${reason}`,
  moreReasons: (count) => `그 밖의 사유 ${formatAmount(count)}건`,
  moreNames: (count) => `외 ${formatAmount(count)}건`,
  inThread: "사유와 명단은 이 메시지의 스레드에 있습니다.",
  inThisThread: "사유와 명단은 이 스레드에 있습니다.",
  workbook: {
    attached: "전체 명단은 이 스레드의 결과 파일에 있습니다.",
    on_page: "전체 명단은 지급 내역 화면에서 받는 결과 파일에 있습니다.",
    none: "전체 명단은 지급 내역 화면에서 볼 수 있습니다.",
  },
};

const GO_BACK = "돌아가기";

const buttons: ButtonWords = {
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
  resume_payout: {
    label: "이어서 지급",
    question: "이어서 지급할까요?",
    consequence: () =>
      "이미 받은 사용자는 건너뛰고 남은 건을 지급합니다. 멈춘 이유를 먼저 확인해 주세요.",
    goBack: GO_BACK,
  },
};

const answers: AnswerWords = {
  done: {
    approve_payout: (title) => `‘${title}’ 지급을 승인했습니다. 예약 시각에 지급합니다.`,
    decline_payout: (title) => `‘${title}’ 지급을 반려했습니다. 지급되지 않습니다.`,
    hold_payout: (title) =>
      `‘${title}’ 지급을 보류했습니다. 다시 예약할 때까지 아무에게도 지급되지 않습니다.`,
    stop_payout: (title) =>
      `‘${title}’ 지급을 멈췄습니다. 이어서 지급하려면 지급 메시지나 지급 페이지에서 ‘이어서 지급’을 눌러 주세요.`,
    resume_payout: (title) => `‘${title}’ 지급을 이어서 시작했습니다. 남은 건을 지급합니다.`,
  },
  notDone: {
    approve_payout: "승인하지 못했습니다.",
    decline_payout: "반려하지 못했습니다.",
    hold_payout: "보류하지 못했습니다.",
    stop_payout: "지급을 멈추지 못했습니다.",
    resume_payout: "이어서 지급하지 못했습니다.",
  },
  late: "처리가 오래 걸려, 되었는지 아직 알 수 없습니다. 잠시 뒤에도 채널의 메시지가 그대로면 다시 눌러 주세요. 두 번 눌러도 한 번만 처리됩니다.",
  noEmail:
    "Slack 계정의 이메일을 확인할 수 없어 누구신지 알 수 없습니다. 이 회사의 계정으로 눌렀는데도 이렇다면 관리자에게 알려 주세요(Slack 앱의 users:read.email 권한). 지급 페이지에서는 그대로 하실 수 있습니다.",
  notSignedIn: (email, days) =>
    `최근 ${days}일 안에 ${email} 주소로 지급 페이지에 로그인한 기록이 없습니다. 지급 페이지에 한 번 로그인한 뒤 다시 눌러 주세요. 로그인해도 이렇다면 지급 페이지에서 직접 처리하고 관리자에게 알려 주세요.`,
  slackFailed: (code) =>
    `Slack이 제대로 답하지 않아 아무것도 하지 않았습니다(${code}). 잠시 뒤 다시 누르거나, 급하면 지급 페이지에서 처리해 주세요.`,
  rolesOfSignIn:
    "역할은 마지막으로 로그인했을 때의 것입니다. 그 뒤에 역할을 받았다면 지급 페이지에 다시 로그인해 주세요.",
  stopInstead: "이미 시작한 지급은 보류 대신 ‘지급 멈추기’로 멈춰 주세요.",
  requestId: (id) => `요청 번호: ${id}`,
  page: (url) => `지급 페이지: ${url}`,
  dialog: {
    title: "지급 반려",
    submit: "반려",
    close: "돌아가기",
    label: "반려 사유",
    hint: "사유는 올린 사람에게 보이고 이력에 남습니다.",
    reasonMissing: "반려 사유를 적어 주세요.",
  },
};

const alarms: AlarmWords = {
  ALARM: "🚨 점검이 필요합니다",
  OK: "✅ 정상으로 돌아왔습니다",
  runbook: "조치 방법 보기",
  alarm: "알람",
};

/** All that Slack shows, in Korean. */
export const korean: Vocabulary = {
  words: shared,
  status,
  notifications,
  decisions: DECISIONS_KO,
  unpaid,
  buttons,
  answers,
  alarms,
};
