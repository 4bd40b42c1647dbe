/** What each alarm means for people, in the languages that the channel may have. */
export const IMPACTS = {
  "payouts-not-started": {
    ko: "예약한 포인트 지급이 시작되지 못했습니다. 해당 회원은 아직 포인트를 받지 못했습니다.",
    en: "A scheduled payout could not be started. Its users have not been paid.",
  },
  "payouts-late": {
    ko: "포인트 지급이 예약 시각보다 5분 넘게 늦게 시작되었습니다. 지급은 진행되고 있습니다.",
    en: "A payout began more than five minutes after its time. It is being paid.",
  },
  "payouts-died": {
    ko: "포인트 지급 작업이 시작되지 못했거나 도중에 끝났습니다. 일부 회원이 포인트를 받지 못했을 수 있습니다. 두 번 지급되지는 않습니다.",
    en: "Paying could not begin or ended midway. Some users may not have been paid; nobody was paid twice.",
  },
  "payouts-halted": {
    ko: "포인트 지급이 중단되어 담당자의 확인을 기다리고 있습니다. 남은 회원에게는 지급되지 않습니다.",
    en: "A payout halted and waits for a person. The users who are left are not being paid.",
  },
  "unknowns-waiting": {
    ko: "지급 여부를 알 수 없는 건이 있습니다. 포인트 시스템에서 확인한 뒤 지급 내역 화면에서 처리해 주세요.",
    en: "Whether some users were paid is not known. A person has to look it up and settle it on the page.",
  },
  "table-restored": {
    ko: "지급 기록이 백업에서 복원됐거나 다른 곳에서 복사된 것이라, 관리자가 확인할 때까지 아무에게도 지급하지 않습니다.",
    en: "The ledger was restored from a backup, or copied from elsewhere. Nobody is paid until an admin has looked.",
  },
  "payouts-unreadable": {
    ko: "더 새로운 버전이 기록해 지금 버전이 읽지 못하는 지급이 있습니다. 그 지급은 아무에게도 지급되지 않으며, 새로운 버전을 다시 배포해야 합니다.",
    en: "A later version wrote payouts that this one can't read. Nobody is paid by them until the later version is deployed again.",
  },
  "sheets-unchecked": {
    ko: "업로드한 시트를 검사하지 못했습니다. 마케터의 화면이 ‘검사 중’에서 넘어가지 않습니다.",
    en: "An uploaded sheet could not be checked. Its marketer's page stays at “checking”.",
  },
  "admin-api-failing": {
    ko: "관리 페이지에서 오류가 나고 있습니다. 시트 업로드, 예약, 승인이 되지 않을 수 있습니다. 예약된 지급은 그대로 진행됩니다.",
    en: "The admin page shows errors. People may be unable to upload, schedule or approve; scheduled payouts go on.",
  },
  "calls-refused": {
    ko: "관리 페이지의 호출이 5분 동안 50번 이상 거절되었습니다. 누군가 권한 없는 일을 시도하고 있거나, 로그인 설정이 잘못되었을 수 있습니다. 지급 자체에는 문제가 없습니다.",
    en: "The admin API refused 50 calls or more within five minutes: somebody may be trying what they may not do, or sign-in is set up wrongly. Payments are not affected.",
  },
  "distribute-failing": {
    ko: "포인트를 지급하는 작업에서 오류가 반복되고 있습니다. 자동으로 다시 시도하고 있으나, 지급이 늦어질 수 있습니다.",
    en: "What pays fails again and again. It is retried by itself, but payouts may be late.",
  },
  "watch-silent": {
    ko: "멈춘 지급을 찾아 알리는 점검이 30분째 실행되지 않았습니다. 지급이 멈춰도 알림이 오지 않습니다.",
    en: "Nothing has looked for stuck payouts for half an hour. One that stops now is not told of.",
  },
  "refresh-token-ending": {
    ko: "포인트 시스템에 접속하는 인증(리프레시 토큰)이 곧 만료되거나 거부되었습니다. 담당자가 다시 로그인하지 않으면 다음 지급이 멈춥니다.",
    en: "Our sign-in at the points system (its refresh token) is refused or ends soon. Unless somebody signs in again, the next payouts will pause.",
  },
  "slack-not-told": {
    ko: "Slack 채널에 알림을 보내지 못했습니다. 지급 결과나 경고가 채널에 빠져 있을 수 있습니다. 지급 자체에는 문제가 없습니다.",
    en: "The Slack channel could not be told of something: results or alerts may be missing there. Payments are not affected.",
  },
} as const;

export type AlarmName = keyof typeof IMPACTS;
