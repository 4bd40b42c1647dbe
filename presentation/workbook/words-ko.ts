import { formatAmount } from "../formats.ts";
import { RESULT_SHEETS, STATE_WORDS } from "./result-workbook-layout.ts";
import type { WorkbookWords } from "./words.ts";

/** All that our workbooks say, in Korean. */
export const korean: WorkbookWords = {
  summary: {
    lead: (counts, points) =>
      `전체 ${formatAmount(counts.payments)}건 중 ${formatAmount(counts.paid)}건을 지급했습니다` +
      `(${formatAmount(points.total)}P 중 ${formatAmount(points.paid)}P).`,
    dryRun: {
      mark: "[연습]",
      lead: (counts, points) =>
        "연습이므로 실제로 지급된 포인트는 없습니다. " +
        `실제로 지급하면 전체 ${formatAmount(counts.payments)}건 중 ${formatAmount(counts.paid)}건이 지급될 것으로 보입니다` +
        `(${formatAmount(points.total)}P 중 ${formatAmount(points.paid)}P).`,
      whyNot: "지급할 수 없는 이유",
      failed:
        `‘${RESULT_SHEETS.failed.ko}’ 시트에는 실제로 지급하면 실패할 건만 있습니다. 처음 올린 파일에서 고친 뒤 파일 전체를 새 지급으로 올려 주세요. ` +
        "이 파일을 그대로 올리면 그 시트의 건만 지급하는 새 지급이 됩니다.",
    },
    state: "상태",
    payments: "건수",
    points: "포인트",
    total: "전체",
    whyNot: "지급하지 못한 이유",
    code: "코드",
    reason: "이유",
    otherReasons: "그 밖의 이유",
    whatNow: "이제 할 일",
    about: "지급 정보",
    notes: {
      unknown:
        `‘${STATE_WORDS.unknown.ko}’는 지급되었을 수도, 안 되었을 수도 있는 건입니다. 포인트 시스템에 지급을 요청했지만 결과를 확인하지 못했습니다. ` +
        `다시 지급하면 두 번 받을 수 있으므로 ‘${RESULT_SHEETS.failed.ko}’ 시트에는 없습니다. ` +
        `‘${RESULT_SHEETS.unknown.ko}’ 시트의 건을 포인트 시스템의 지급 기록에서 하나씩 찾아본 뒤, 지급 화면에서 지급되었는지 아닌지 한 건씩 또는 결과가 적힌 목록으로 한 번에 확정해 주세요. ` +
        "‘지급 안 됨’은 두 사람이 확인해야 확정됩니다. " +
        "확정한 뒤 결과 파일을 다시 받으면 그 내용이 담겨 있습니다.",
      failed:
        `‘${RESULT_SHEETS.failed.ko}’ 시트에는 지급되지 않은 건만 있습니다. 이유를 해결한 뒤 이 파일을 그대로 다시 올리면 그 시트의 건만 지급합니다. ` +
        "지급 화면의 다시 지급 버튼을 이미 눌렀다면 올리지 마세요.",
      withdrawn:
        `‘${STATE_WORDS.withdrawn.ko}’은 차례가 오기 전에 지급을 종료해 지급하지 않은 건입니다. ` +
        `‘${RESULT_SHEETS.failed.ko}’ 시트에 함께 있으므로, 지급하려면 이 파일을 그대로 다시 올려 주세요. ` +
        "지급 화면의 다시 지급 버튼을 이미 눌렀다면 올리지 마세요.",
      withdrawnInDryRun: `‘${STATE_WORDS.withdrawn.ko}’은 차례가 오기 전에 연습을 종료해 확인하지 않은 건입니다.`,
      defaults:
        "이 파일을 다시 올릴 때는 아래 ‘모든 행에 넣은 값’도 똑같이 적어 주세요. 파일에는 들어 있지 않습니다. 다시 지급 버튼은 그 값을 그대로 씁니다.",
      pending: `‘${STATE_WORDS.pending.ko}’는 아직 지급을 요청하지 않은 건입니다.`,
      noSheetColumns:
        "올린 파일을 다시 읽을 수 없어, 그 파일의 열 대신 회원ID, 포인트, 사유만 담았습니다. 지급 결과는 모두 맞습니다.",
    },
    facts: {
      payoutId: "지급 번호",
      fileName: "올린 파일",
      reversalOf: "회수하는 지급",
      reversalReason: "회수하는 이유",
      pointsApi: "지급 수단",
      forAllRows: "모든 행에 넣은 값",
      uploadedBy: "올린 사람",
      scheduledBy: "예약한 사람",
      approvedBy: "승인한 사람",
      scheduledFor: "예약 시각",
      startedAt: "지급 시작",
      lastSettledAt: "마지막 처리",
      brakedAt: "그 시각",
      brakeReason: "그 사유",
      endedBy: "종료한 사람",
      endedAt: "종료한 시각",
      endReason: "종료 사유",
      writtenAt: "이 파일을 만든 시각",
      timeZone: "이 표의 시간대",
      rowsTimeZone: "다른 시트의 시간대",
    },
  },
  receipt: {
    title: "지급 영수증",
    reversalOf: "회수한 원래 지급",
    reversalReason: "회수하는 이유",
    digest: "지급 내용 지문",
    firstApproval: "첫 번째 승인",
    noApproval: "필요 없었음",
    uploadedAt: "올린 시각",
    approvedAt: "승인 시각",
    of: "구분",
    sheet: "시트",
    asked: "지급 요청",
    compared: "포인트 시스템에 조회",
    inBooks: "포인트 시스템의 기록에 지급됨",
    comparison: "대조",
    agree: "모두 일치합니다.",
    differ: (findings) => `서로 다른 점이 ${formatAmount(findings)}건 있습니다.`,
    notAskedYet:
      "시트와 원장을 대조했습니다. 포인트 시스템의 기록과 대조한 결과는 지급 페이지의 영수증에 있습니다.",
    noBooks:
      "이 포인트 시스템은 지급 기록을 조회할 수 없어, 시트와 원장, 지급 결과만 대조했습니다.",
    sample: "시트와 원장은 모든 건을, 포인트 시스템의 기록은 고르게 고른 일부를 대조했습니다.",
    all: "시트와 원장, 포인트 시스템의 기록을 모든 건에 대해 대조했습니다.",
    comparedAt: "대조한 시각",
    row: "행",
    whole: "전체",
    evidence: "근거",
    whatAndToDo: "다른 점과 해야 할 일",
    more: (findings) => `이 밖에 ${formatAmount(findings)}건이 더 있습니다.`,
    signOff: "확인 서명",
    notSigned: "이 파일을 만들 때까지 영수증에 서명한 사람이 없습니다.",
    signedBy: "서명한 사람",
    signedAt: "서명한 시각",
    signNote: "확인한 내용",
    changedSinceSigned:
      "서명한 뒤에 영수증이 바뀌었습니다. 무엇이 바뀌었는지는 지급 페이지에 있습니다.",
  },
  line: {
    lookItUp: "포인트 시스템의 지급 기록을 확인해 주세요.",
    accepted: "포인트 시스템이 접수했고, 지급되었는지는 아직 알려 주지 않았습니다.",
    withdrawn: "차례가 오기 전에 지급을 종료해 지급하지 않았습니다.",
    inFlight: "지급을 요청했고 결과를 기다리고 있습니다.",
    notAsked: "아직 지급을 요청하지 않았습니다.",
    foundPaid: (name: string, note: string) => `${name} 님이 지급된 것으로 확정했습니다: ${note}`,
    by: (name: string, note: string) => `(${name}: ${note})`,
    reversed: (payoutId: string) => `회수를 요청했습니다(회수 번호 ${payoutId}).`,
    retried: (payoutId: string) => `다시 지급하도록 옮겼습니다(지급 번호 ${payoutId}).`,
  },
  problems: {
    listSheet: "Paysheet 오류 목록",
    onlySheet: "지급 목록",
    title: (problems, warnings) =>
      `오류 ${formatAmount(problems)}건, 주의 ${formatAmount(warnings)}건`,
    cut: (listed) =>
      `앞의 ${formatAmount(listed)}건씩만 표시했습니다. 고친 뒤 다시 올리면 나머지가 나옵니다.`,
    howTo: [
      "빨간 칸은 고쳐야 하는 오류, 노란 칸은 확인할 주의입니다. 칸에 마우스를 올리면 이유와 고치는 방법이 나옵니다.",
      "칸을 고친 뒤 이 파일을 그대로 저장해 다시 올려 주세요. 색과 메모, 이 시트는 지우지 않아도 됩니다.",
      "수식은 계산된 값으로 바뀌어 있고, 그림·차트·글꼴·색은 옮기지 않았습니다.",
    ],
    columns: { place: "위치", kind: "구분", value: "칸의 내용", message: "이유와 고치는 방법" },
    problem: "오류",
    warning: "주의",
  },
  missingUsers: {
    sheet: "없는 사용자",
    row: "파일의 행",
    userId: "회원ID",
    why: "이유",
  },
  template: {
    sheet: "지급 명단",
    notesSheet: "작성 방법",
    userId: "회원ID",
    points: "포인트",
    reason: "사유",
    userIdPrompt: "회원ID를 그대로 적습니다. 앞자리 0도 지워지지 않습니다.",
    pointsPrompt: "1 이상의 정수만 적습니다.",
    pointsErrorTitle: "포인트를 확인해 주세요",
    pointsError:
      "포인트는 1 이상의 정수여야 합니다. 예: 1000 (소수, 글자, 0, 음수는 쓸 수 없습니다.)",
    notes: {
      title: "작성 방법",
      notes: [
        "1. '지급 명단' 시트의 둘째 줄부터 한 줄에 한 명씩 적습니다. 첫 줄의 제목은 지우지 마세요.",
        "2. 회원ID: 시스템에 있는 그대로 적습니다. 이 칸은 텍스트 형식이라 00123처럼 0으로 시작해도 그대로 남습니다. 다른 파일에서 가져올 때는 '값만 붙여넣기'를 쓰세요.",
        "3. 포인트: 1 이상의 정수만 적습니다. 예: 1000. 수식은 값으로 바꿔 주세요.",
        "4. 사유: 비워 두어도 됩니다. 포인트 내역에 함께 남습니다.",
        "5. 합계 줄이나 소계 줄을 넣지 마세요. 빈 줄은 건너뜁니다.",
        "6. 한 줄이라도 잘못되면 아무에게도 지급되지 않습니다. 올리면 잘못된 칸과 고치는 방법을 모두 알려 드립니다.",
        "예: 회원ID 00123에게 포인트 1000을 사유 '가을 이벤트'로 지급하려면 세 칸에 차례로 00123, 1000, 가을 이벤트라고 적습니다.",
      ],
    },
  },
};
