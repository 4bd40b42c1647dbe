import { count } from "../components/numbers.ts";
import { ko, type Texts } from "./ko.ts";

/** The page's texts about a payout that takes points back: nobody is paid by it. */
export const reversalKo: Texts = {
  ...ko,
  stages: { ...ko.stages, pay: "회수" },
  payout: {
    ...ko.payout,
    states: { ...ko.payout.states, distributing: "회수 중", completed: "회수 완료" },
    shortcomings: {
      someFailed: "회수 완료, 일부 실패",
      nobodyPaid: "끝났지만 회수된 건 없음",
      toCheck: "회수 완료, 확인 필요",
    },
    setBackStates: { ...ko.payout.setBackStates, sentBack: "회수 못 하고 되돌아옴" },
    payments: "회수 내역",
    tabs: "회수 상세",
    waitingRetry: "회수할 명단을 만들고 있습니다.",
    cancelled: "취소된 회수입니다. 아무 포인트도 회수하지 않았습니다.",
    channelBehind: (since) =>
      `${since}부터 Slack에 알리지 못하고 있습니다. 회수에는 영향이 없고, Slack이 돌아오면 저절로 알립니다.`,
  },
  check: {
    ...ko.check,
    good: "회수할 명단입니다. 아래 내용이 맞는지 확인하고 예약하세요.",
    goodReader: "회수할 명단입니다. 아직 예약되지 않았습니다.",
    payments: "회수 건수",
    total: "회수할 총 포인트",
    perPayment: "한 건에",
    digestHelp: "회수 직전에 이 값을 다시 비교해, 내용이 바뀌었으면 회수하지 않습니다.",
  },
  schedule: {
    ...ko.schedule,
    time: "회수 시각",
    soonestHelp: "예약하는 순간부터 계산해, 할 수 있는 가장 빠른 시각에 회수합니다.",
    quiet: (time) =>
      `지급도 회수도 하지 않기로 정한 시간대입니다. 실제 회수는 ${time}에 시작합니다.`,
    latestHelp: "이 시각이 지나면 남은 건은 회수하지 않고 멈춰, 사람의 결정을 기다립니다.",
    latestTooSoon: "회수를 시작하는 시각보다 나중이어야 합니다.",
    total: "회수할 총 포인트를 직접 입력해 주세요",
    totalHelp: "회수할 총 포인트를 한 번 더 확인합니다. 쉼표는 있어도 없어도 됩니다.",
    timeMissing: "회수할 날짜와 시각을 정해 주세요.",
    approval: {
      none: () => "예약하면 다른 사람의 승인을 기다립니다. 회수는 항상 승인이 필요합니다.",
      limit: () => "예약하면 다른 사람의 승인을 기다립니다. 회수는 항상 승인이 필요합니다.",
      again: () => "예약하거나 시각을 바꾸면 다른 사람의 승인을 다시 기다립니다.",
      brake: () => "보류하거나 반려한 회수입니다. 예약하면 다른 사람의 승인을 기다립니다.",
    },
    scheduledFor: "회수 예약",
    holdHelp:
      "예약을 풀어 아무 포인트도 회수하지 않게 합니다. 회수하려면 다시 예약하고 승인도 다시 받아야 합니다.",
    cancel: "이 회수 취소",
    cancelTitle: "이 회수를 취소할까요?",
    cancelHelp:
      "아무 포인트도 회수하지 않습니다. 다시 하려면 원래 지급에서 회수를 새로 요청해 주세요.",
    cancelDo: "회수 취소",
  },
  sentBack: {
    ...ko.sentBack,
    title: "회수 시각이 되었지만 회수하지 않았습니다",
    scheduledBy: (name) => `${name} 님이 예약한 회수를 하지 않은 시각`,
    why: "이대로 회수하지 않는 이유",
    help: "아무 포인트도 회수하지 않았습니다. 회수하려면 다시 예약해 주세요. 다른 사람이 승인합니다.",
  },
  brake: {
    ...ko.brake,
    who: {
      ...ko.brake.who,
      stopped: (name, time) => `${name} 님이 ${time}에 멈췄습니다`,
    },
    again: "아무 포인트도 회수하지 않았습니다. 회수하려면 다시 예약해 주세요.",
    others:
      "회수를 요청하거나 담당한 사람이 아닌 승인자나 관리자가 승인하거나 이어서 회수해야 진행됩니다.",
    yours: "승인하거나, 직접 예약하거나, 이어서 회수하면 다시 진행됩니다.",
  },
  approval: {
    ...ko.approval,
    who: "승인자나 관리자 가운데, 회수를 요청하거나 담당하거나 예약한 사람이 아닌 다른 사람이 승인해야 합니다.",
    ownHelp:
      "직접 요청하거나 담당하거나 예약한 회수는 본인이 승인할 수 없습니다. 다른 승인자에게 요청해 주세요.",
    youSettled:
      "본인이 회수 안 됨으로 확정한 건이 들어 있어 승인할 수 없습니다. 다른 승인자에게 요청해 주세요.",
    decideHelp: "회수할 시각과 금액, 명단을 확인하고 승인하거나 반려해 주세요.",
    requestedFor: "요청한 회수 시각",
    approveTitle: "이 회수를 승인할까요?",
    approveHelp: (payments, points) =>
      `${payments}, 총 ${points}의 회수를 예약합니다. 회수한 포인트는 되돌릴 수 없습니다.`,
    declineTitle: "이 회수를 반려할까요?",
    declineHelp: "예약되지 않고 요청한 사람에게 돌아갑니다. 무엇을 고쳐야 하는지 적어 주세요.",
  },
  paying: {
    ...ko.paying,
    points: "회수한 포인트",
    outageAnswering: "포인트 시스템이 지금은 회수를 처리하지 못합니다",
    plannedOutages: {
      ...ko.paying.plannedOutages,
      maintenance: {
        ...ko.paying.plannedOutages.maintenance,
        goesOnAt: (time) => `점검이 끝나는 ${time}까지 새로 회수하지 않습니다.`,
      },
      quiet_hours: {
        title: "지급도 회수도 하지 않기로 정한 시간대입니다",
        goesOnAt: (time) => `${time}까지 새로 회수하지 않습니다.`,
      },
    },
    outageHelp: "복구되면 저절로 이어서 회수합니다. 하실 일은 없습니다.",
    quietHelp: "그 시간이 끝나면 저절로 이어서 회수합니다. 하실 일은 없습니다.",
    acceptedHelp:
      "결과가 나오면 저절로 기록되고, 모두 기록되면 회수가 끝납니다. 하실 일은 없고, 이 화면을 닫아도 됩니다.",
    acceptedAtRest:
      "회수가 멈춰 있는 동안에는 결과를 물어보지 않습니다. 이어서 회수하거나 종료하면 마저 확인합니다.",
    paused: "회수가 멈춰 있습니다",
    halted: "회수가 중단됐습니다",
    whyPaused: {
      stopped_by_person: "사람이 회수를 멈췄습니다. 이어서 회수하기 전에는 더 회수하지 않습니다.",
      points_api_unavailable:
        "포인트 시스템이 응답하지 않아 기다리고 있습니다. 복구되면 저절로 이어서 회수합니다.",
      points_api_refuses_credentials:
        "포인트 시스템이 접속 권한을 거절했습니다. 관리자에게 알려 주세요. 고친 뒤 이어서 회수할 수 있습니다.",
      points_api_refuses_calls:
        "포인트 시스템이 요청 자체를 거절했습니다. 특정 사용자의 문제가 아닙니다. 관리자에게 알려 주세요. 고친 뒤 이어서 회수할 수 있습니다.",
      many_refused:
        "포인트 시스템이 너무 많은 건을 같은 이유로 거절해, 나머지를 회수하지 않고 멈췄습니다.",
      canary: "먼저 회수한 몇 건의 결과가 이상해, 나머지는 회수하지 않고 멈췄습니다.",
      table_copied:
        "데이터가 백업에서 복원됐거나 다른 곳에서 복사된 것이라, 그 뒤에 무엇을 회수했는지 알 수 없어 멈췄습니다. 관리자가 확인하고 복원된 데이터라고 기록한 뒤 이어서 회수할 수 있습니다.",
      past_latest:
        "정해 둔 가장 늦은 시각이 지나 나머지는 회수하지 않고 멈췄습니다. 늦게라도 회수하려면 이어서 회수하고, 아니면 종료해 주세요.",
    },
    refusedWays: [
      "설정처럼 고칠 수 있는 문제라면, 고친 뒤 이어서 회수해 주세요. 이미 거절된 건은 끝난 뒤 원래 지급에서 다시 회수를 요청할 수 있습니다.",
      "잔액이 모자라는 등 정말 회수할 수 없는 사용자들이라면 이어서 회수해 주세요. 같은 이유로는 다시 멈추지 않습니다.",
      "더 회수하지 않으려면 회수를 종료해 주세요.",
    ],
    whyHalted: {
      sheet_changed: "예약할 때 확인한 명단과 내용이 달라 회수하지 않았습니다.",
      sheet_unreadable: "저장된 명단을 읽을 수 없습니다. 관리자에게 알려 주세요.",
      points_api_unavailable:
        "포인트 시스템이 오랫동안 회수를 처리하지 못했습니다. 복구되면 이어서 회수해 주세요.",
      execution_died:
        "회수 작업이 예기치 않게 멈췄습니다. 이어서 회수할 수 있고, 이미 회수한 건은 다시 회수하지 않습니다.",
    },
    unknown: (n) => `회수됐는지 알 수 없는 건이 ${count(n)}건 있습니다`,
    unknownHelp:
      "포인트 시스템의 기록과 대조한 뒤 회수 내역에서 확정해 주세요. ‘회수 안 됨’은 두 사람이 확인해야 확정됩니다.",
    proposed: (n) =>
      `그중 ${count(n)}건은 한 사람이 회수 안 됨으로 확인했고, 다른 사람의 확인을 기다립니다.`,
    showRejected: "회수하지 못한 건 보기",
    showWithdrawn: "회수하지 않은 건 보기",
    stop: "회수 멈추기",
    stopTitle: "회수를 멈출까요?",
    stopHelp:
      "2초 안에 새 회수가 멈춥니다. 이미 회수한 건은 그대로이고, 나중에 이어서 할 수 있습니다.",
    resume: "이어서 회수",
    resumeTitle: "이어서 회수할까요?",
    resumeHelp: "남은 건만 회수합니다. 이미 회수한 건은 다시 회수하지 않습니다.",
    resumePastLatestHelp:
      "가장 늦은 시각이 지났지만 남은 건을 모두 회수합니다. 이미 회수한 건은 다시 회수하지 않습니다.",
    resumeRefusedHelp:
      "남은 건만 회수합니다. 지금까지와 같은 이유로 거절되는 건이 많아도 다시 멈추지 않습니다.",
    end: "회수 종료",
    endTitle: "이 회수를 종료할까요?",
    endHelp: "되돌릴 수 없고, 이어서 회수할 수 없게 됩니다.",
    askedTitle: (n) => `이미 요청했지만 회수됐는지 아직 모르는 건이 ${count(n)}건 있습니다`,
    askedHelp:
      "대기 중인 건이 아닙니다. 이어서 회수하거나 종료하면 포인트 시스템에 결과를 확인합니다.",
    endWays: ({ paid, accepted, sending, waiting }) => [
      `대기 중인 ${count(waiting)}건: 회수하지 않습니다. 나중에 원래 지급에서 다시 회수를 요청할 수 있습니다.`,
      ...(sending === 0
        ? []
        : [
            `이미 요청해 결과를 모르는 ${count(sending)}건: 포인트 시스템에 확인하고, 확인되지 않으면 ‘확인 필요’로 남깁니다.`,
          ]),
      ...(accepted === 0
        ? []
        : [`접수된 ${count(accepted)}건: 결과가 나올 때까지 기다려 기록합니다.`]),
      ...(paid === 0 ? [] : [`이미 회수한 ${count(paid)}건: 그대로 둡니다.`]),
    ],
    endAgain:
      "종료하던 중에 멈췄습니다. ‘회수 종료’를 다시 누르면 이미 요청한 건의 결과를 마저 확인합니다. 새로 회수하는 건은 없습니다.",
    ending: "회수를 종료하고 있습니다",
    endingHelp:
      "아직 요청하지 않은 건은 회수하지 않고, 이미 요청한 건의 결과를 확인한 뒤 끝냅니다. 하실 일은 없습니다.",
    endedBy: (name, time) => `${name} 님이 ${time}에 회수를 종료했습니다.`,
    endedHelp: (n) =>
      n === 0
        ? "모든 건을 이미 요청한 뒤여서 회수하지 않고 남긴 건은 없습니다."
        : `남은 ${count(n)}건은 회수하지 않았습니다.`,
  },
  receipt: {
    ...ko.receipt,
    title: "회수 영수증",
    compareHelp:
      "한 건씩 조회합니다. 회수하거나 바꾸는 것은 없고, 다른 지급이 진행 중이면 기다립니다. 이 화면을 떠나도 계속됩니다.",
    payoutId: "회수 번호",
    file: "명단",
    digest: "회수 내용 지문",
    uploadedBy: "회수를 요청한 사람",
    lines: {
      ...ko.receipt.lines,
      sheet: "명단",
      asked: "회수 요청",
      paid: "회수됨",
      rejected: "회수 못 함",
      withdrawn: "회수 안 함",
      inBooks: "포인트 시스템의 기록에 회수됨",
    },
    noBooks:
      "이 포인트 시스템은 회수 기록을 조회할 수 없어, 명단과 원장, 회수 결과만 대조했습니다.",
    behind: "대조한 뒤에 회수 내용이 바뀌었습니다. 지금의 내용으로 보려면 다시 대조해 주세요.",
    sign: {
      ...ko.receipt.sign,
      another: "회수를 요청하거나 담당한 사람이 아닌 다른 사람이 서명합니다.",
    },
  },
  payments: {
    ...ko.payments,
    states: {
      ...ko.payments.states,
      paid: "회수됨",
      rejected: "회수 못 함",
      withdrawn: "회수 안 함",
    },
    searching: "나머지 건에서 찾고 있습니다",
    resolveTitle: (userId) => `${userId} 님의 회수 결과를 확정합니다`,
    resolveHelp:
      "포인트 시스템의 기록을 확인한 뒤 골라 주세요. ‘회수 안 됨’은 다시 회수할 수 있게 되므로, 다른 사람도 확인해야 확정됩니다.",
    asPaid: "회수됨",
    asNotPaid: "회수 안 됨",
    asUnknown: "아직 모름 (회수 안 됨 의견 거두기)",
    proposedBy: (name, note) => `${name} 님이 회수 안 됨으로 확인: ${note}`,
    confirmChosen: (n) => `고른 ${count(n)}건, 회수 안 됨 확인`,
    resolveChosenTitle: (n) => `${count(n)}건의 회수 결과를 한 번에 확정합니다`,
    resolveListTitle: "목록에 있는 건의 회수 결과를 확정합니다",
    notSettled: {
      ...ko.payments.notSettled,
      payment_not_found: "이 회수에 없음",
      stop_first: "아직 회수 중",
    },
    withdrawn: "차례가 오기 전에 회수를 종료해 회수하지 않았습니다",
    empty: "이 조건에 맞는 건이 없습니다.",
  },
  history: {
    ...ko.history,
    actions: {
      ...ko.history.actions,
      created: "회수를 요청했습니다",
      found_overdue: "회수 시각이 지났지만 시작되지 않았습니다",
      started: "회수를 시작했습니다",
      paused: "회수를 멈췄습니다",
      resumed: "이어서 회수합니다",
      ended: "회수를 종료했습니다",
      outage_began: "포인트 시스템이 회수를 처리하지 못해 기다리기 시작했습니다",
      halted: "회수가 중단됐습니다",
      completed: "회수가 끝났습니다",
      settlement_proposed: "회수 안 됨 의견을 내거나 거두었습니다",
      sent_back: "그대로 회수하지 않고 준비됨으로 되돌렸습니다",
    },
    payTime: (time) => `회수 시각: ${time}`,
    payTimeBefore: (time) => `회수하기로 했던 시각: ${time}`,
    system: { ...ko.history.system, distribute: "회수 작업" },
  },
};
