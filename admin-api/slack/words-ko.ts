import type { SlackWords } from "./words.ts";

export const koreanWords: SlackWords = {
  done: {
    approve_payout: (title) => `‘${title}’ 지급을 승인했습니다. 예약 시각에 지급합니다.`,
    decline_payout: (title) => `‘${title}’ 지급을 반려했습니다. 지급되지 않습니다.`,
    hold_payout: (title) =>
      `‘${title}’ 지급을 보류했습니다. 다시 예약할 때까지 아무에게도 지급되지 않습니다.`,
    stop_payout: (title) =>
      `‘${title}’ 지급을 멈췄습니다. 이어서 지급하려면 지급 페이지에서 다시 시작해 주세요.`,
  },
  notDone: {
    approve_payout: "승인하지 못했습니다.",
    decline_payout: "반려하지 못했습니다.",
    hold_payout: "보류하지 못했습니다.",
    stop_payout: "지급을 멈추지 못했습니다.",
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
