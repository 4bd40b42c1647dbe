import type { TokenProblem } from "../../adapters/oidc/token-verifier.ts";
import type { RefusalCode } from "../../domain/payout/payout-errors.ts";
import { PAYOUT_PROBLEMS, type ProblemKind } from "./payout-problems.ts";

export type ProblemCode =
  | RefusalCode
  | TokenProblem
  | "invalid_request"
  | "text_too_long"
  | "malformed_body"
  | "unsupported_media_type"
  | "body_too_large"
  | "invalid_cursor"
  | "token_missing"
  | "no_role"
  | "wrong_role"
  | "not_by_page"
  | "email_not_verified"
  | "identity_unknown"
  | "slack_user_changed"
  | "route_not_found"
  | "method_not_allowed"
  | "revision_missing"
  | "wrong_state"
  | "payout_changed"
  | "payout_unreadable"
  | "time_refused"
  | "proves_nothing"
  | "provider_unavailable"
  | "internal_error";

/** Every problem the API answers with: its status and its texts. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  ...PAYOUT_PROBLEMS,
  payout_unreadable: {
    status: 409,
    title: "This version can't read the payout",
    message: {
      ko: "더 새로운 버전이 기록한 지급이라 지금 버전으로는 읽을 수 없습니다. 관리자에게 알려 주세요. 새로운 버전을 다시 배포하기 전에는 이 지급으로 아무에게도 지급되지 않습니다.",
      en: "A later version wrote this payout, and this one can't read it. Tell an admin: nobody is paid by it until the later version is deployed again.",
    },
  },
  invalid_request: {
    status: 400,
    title: "The request is not valid",
    message: {
      ko: "입력한 값이 올바르지 않습니다. 표시된 항목을 고쳐 주세요.",
      en: "Some values are not right. Correct the fields that are shown.",
    },
  },
  text_too_long: {
    status: 400,
    title: "A text is too long",
    message: {
      ko: "{fieldKo}이(가) 너무 깁니다. {characters}자(UTF-8로 {bytes}바이트)까지 쓸 수 있으니 줄여 주세요.",
      en: "{fieldEn} is too long: at most {characters} characters are taken, {bytes} bytes of UTF-8. Shorten it.",
    },
  },
  malformed_body: {
    status: 400,
    title: "The body is not JSON",
    message: {
      ko: "요청 본문을 JSON으로 읽을 수 없습니다.",
      en: "The body of the request can't be read as JSON.",
    },
  },
  invalid_cursor: {
    status: 400,
    title: "The cursor is not valid",
    message: {
      ko: "목록의 위치를 찾을 수 없습니다. 처음부터 다시 불러와 주세요.",
      en: "That place in the list is unknown. Load the list from its beginning.",
    },
  },
  token_missing: {
    status: 401,
    title: "A token is needed",
    message: { ko: "로그인이 필요합니다.", en: "Sign in first." },
  },
  token_invalid: {
    status: 401,
    title: "The token will not do",
    message: {
      ko: "로그인 정보가 올바르지 않습니다. 다시 로그인해 주세요.",
      en: "Your sign-in is not valid. Sign in again.",
    },
  },
  token_expired: {
    status: 401,
    title: "The token has expired",
    message: {
      ko: "로그인 시간이 지났습니다. 다시 로그인해 주세요.",
      en: "Your sign-in has expired. Sign in again.",
    },
  },
  not_by_page: {
    status: 403,
    title: "The API is not used at this address",
    message: {
      ko: "이 주소에서는 API를 사용할 수 없습니다. 관리 페이지와 같은 주소로 요청해 주세요.",
      en: "The API can't be used at this address. Call it at the address of the admin page.",
    },
  },
  no_role: {
    status: 403,
    title: "No role was given to this person",
    message: {
      ko: "이 서비스를 사용할 역할이 없습니다. 관리자에게 역할을 요청해 주세요.",
      en: "You have no role in this service. Ask an administrator for one.",
    },
  },
  wrong_role: {
    status: 403,
    title: "Another role is needed",
    message: {
      ko: "이 작업을 할 권한이 없습니다. 필요한 역할: {rolesKo}.",
      en: "You may not do this. Needed role: {rolesEn}.",
    },
  },
  email_not_verified: {
    status: 403,
    title: "The account has no verified e-mail address",
    message: {
      ko: "계정의 이메일 주소가 확인되지 않아 할 수 없습니다. 같은 사람이 올리고 승인하는 일을 막으려면 확인된 주소가 필요합니다. 관리자에게 이메일 확인을 요청한 뒤 다시 로그인해 주세요.",
      en: "This can't be done, as your account has no verified e-mail address: without one nobody can tell that the same person does not upload and approve. Ask an administrator to have it verified, then sign in again.",
    },
  },
  identity_unknown: {
    status: 503,
    title: "Nobody can tell now who this person is",
    message: {
      ko: "지금은 로그인 서비스에서 이메일 주소를 확인할 수 없어 하지 않았습니다. 조회, 보류, 지급 멈춤은 할 수 있습니다. 잠시 뒤 다시 시도해 주세요.",
      en: "Nothing was done, as the sign-in service can't be asked for your e-mail address now. You can still look, hold and stop. Try again soon.",
    },
  },
  slack_user_changed: {
    status: 403,
    title: "The Slack user acted as somebody else before",
    message: {
      ko: "이 Slack 사용자는 전에 다른 사람으로 처리한 기록이 있어 Slack에서는 할 수 없습니다. 지급 페이지에서 처리해 주세요.",
      en: "This Slack user acted as another person before, so this can't be done from Slack. Do it on the payout's page.",
    },
  },
  own_payout: {
    status: 403,
    title: "Another person must decide",
    message: {
      ko: "본인이 올리거나 담당했거나 예약한 지급은 본인이 승인하거나 반려할 수 없습니다. 다른 승인자에게 요청해 주세요.",
      en: "You can't decide on a payout that you uploaded, owned or scheduled yourself. Ask another approver.",
    },
  },
  own_settlement: {
    status: 403,
    title: "Another person must approve",
    message: {
      ko: "본인이 ‘지급 안 됨’으로 확인한 건을 다시 지급하는 지급은 본인이 승인할 수 없습니다. 다른 승인자에게 요청해 주세요.",
      en: "This pays again what you said was not paid, so you can't approve it yourself. Ask another approver.",
    },
  },
  already_approved: {
    status: 403,
    title: "Another person must approve as well",
    message: {
      ko: "두 사람이 승인해야 하는 지급이고, 본인은 이미 승인했습니다. 다른 승인자에게 요청해 주세요.",
      en: "Two people must approve this payout, and you have. Ask another approver to approve it as well.",
    },
  },
  route_not_found: {
    status: 404,
    title: "There is no such address",
    message: { ko: "없는 주소입니다.", en: "There is no such address." },
  },
  payout_not_found: {
    status: 404,
    title: "There is no such payout",
    message: { ko: "지급을 찾을 수 없습니다.", en: "There is no such payout." },
  },
  method_not_allowed: {
    status: 405,
    title: "The address does not take this method",
    message: {
      ko: "이 주소에서 쓸 수 없는 방식입니다. 가능한 방식: {methods}.",
      en: "This address takes {methods} only.",
    },
  },
  wrong_state: {
    status: 409,
    title: "Not possible in the payout's state",
    message: {
      ko: "지급이 지금 '{stateKo}' 상태라서 할 수 없습니다.",
      en: "Not possible while the payout is {stateEn}.",
    },
  },
  payout_changed: {
    status: 409,
    title: "Somebody else was faster",
    message: {
      ko: "그사이 다른 사람이 이 지급을 바꾸었거나 지급이 시작되었습니다. 상태를 확인하고 다시 해 주세요.",
      en: "Somebody else changed this payout meanwhile, or it began to be paid. Look at its state and try again.",
    },
  },
  not_started_yet: {
    status: 409,
    title: "The payout has not begun",
    message: {
      ko: "아직 지급을 시작하지 않아 지급 내역이 없습니다.",
      en: "Paying has not begun, so there are no payments to list yet.",
    },
  },
  no_receipt_yet: {
    status: 409,
    title: "There is no receipt yet",
    message: {
      ko: "영수증은 지급이 끝난 뒤에 볼 수 있습니다.",
      en: "The receipt comes when the payout is completed.",
    },
  },
  dry_run_has_no_receipt: {
    status: 409,
    title: "A dry run has no receipt",
    message: {
      ko: "연습에서는 아무에게도 지급되지 않아 영수증이 없습니다.",
      en: "A dry run pays nobody, so there is nothing to have a receipt of.",
    },
  },
  own_receipt: {
    status: 403,
    title: "Another person must sign",
    message: {
      ko: "본인이 올리거나 담당한 지급의 영수증은 본인이 서명할 수 없습니다. 다른 사람에게 서명을 요청해 주세요.",
      en: "You can't sign the receipt of what you uploaded or owned yourself. Ask another person to sign it.",
    },
  },
  receipt_changed: {
    status: 409,
    title: "The receipt changed since it was looked at",
    message: {
      ko: "확인하신 뒤에 영수증이 바뀌었습니다: {changesKo}. 다시 확인한 뒤 서명해 주세요.",
      en: "The receipt changed since you looked at it: {changesEn}. Look at it again, then sign.",
    },
  },
  compare_first: {
    status: 409,
    title: "The payout is not compared as it is now",
    message: {
      ko: "지금의 지급 내용으로 대조한 결과가 없습니다. 먼저 대조를 끝낸 뒤 서명해 주세요.",
      en: "What the payout is now was not compared. Have it compared first, then sign.",
    },
  },
  unknown_left: {
    status: 409,
    title: "Some payments are still unknown",
    message: {
      ko: "지급됐는지 알 수 없는 건이 {names}건 남아 있습니다. 모두 확정하고 다시 대조한 뒤 서명해 주세요.",
      en: "Payments of which nobody knows whether they were paid: {names}. Settle them and compare again, then sign.",
    },
  },
  reversal_open: {
    status: 409,
    title: "A reversal of it is not over",
    message: {
      ko: "이 지급을 회수하는 건이 아직 끝나지 않았습니다 (회수 번호 {otherPayoutId}). 끝나거나 취소된 뒤 다시 대조하고 서명해 주세요.",
      en: "Payments of it are being taken back ({otherPayoutId}). Once that is over or cancelled, compare again, then sign.",
    },
  },
  already_signed: {
    status: 409,
    title: "Somebody signed it already",
    message: {
      ko: "{names} 님이 이미 서명했습니다. 그 뒤에 바뀐 내용이 없어 다시 서명할 수 없습니다.",
      en: "{names} has signed it, and nothing changed since.",
    },
  },
  no_report_yet: {
    status: 409,
    title: "There is no report yet",
    message: {
      ko: "지급이 끝나야 결과 파일을 받을 수 있습니다.",
      en: "The result workbook can be fetched once the payout is completed.",
    },
  },
  result_being_written: {
    status: 409,
    title: "The result workbook is being written again",
    message: {
      ko: "확인 필요 건을 확정한 내용을 담아 결과 파일을 다시 만들고 있습니다. 잠시 뒤에 다시 받아 주세요.",
      en: "The result workbook is being written again with what was settled. Download it in a moment.",
    },
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    message: { ko: "요청 본문이 너무 큽니다.", en: "The body of the request is too large." },
  },
  sheet_too_large: {
    status: 413,
    title: "The sheet is too large",
    message: {
      ko: "파일이 너무 큽니다. 여러 개로 나누어 올려 주세요.",
      en: "The file is too large. Split it into several.",
    },
  },
  unsupported_media_type: {
    status: 415,
    title: "The body must be JSON",
    message: {
      ko: "요청 본문은 application/json 이어야 합니다.",
      en: "The body must be sent as application/json.",
    },
  },
  unknown_points_api: {
    status: 422,
    title: "There is no such points API",
    message: {
      ko: "그런 이름의 포인트 API가 없습니다. 설정된 이름: {pointsApis}",
      en: "No points API has this name. The names are: {pointsApis}",
    },
  },
  unknown_column: {
    status: 422,
    title: "The points API takes no such value",
    message: {
      ko: "이 포인트 시스템이 받지 않는 값입니다. 받는 값: {columns}",
      en: "The points system does not take this value. It takes: {columns}",
    },
  },
  default_refused: {
    status: 422,
    title: "What every row is to get can't be read",
    message: { ko: "{problemsKo}", en: "{problemsEn}" },
  },
  blank_name: {
    status: 422,
    title: "The title or file name has nothing to read",
    message: {
      ko: "제목이나 파일 이름에 보이는 글자가 없습니다. 글자를 넣어 다시 해 주세요.",
      en: "The title or the file name has no character that anybody sees. Type one and try again.",
    },
  },
  unsupported_file: {
    status: 422,
    title: "The file is not a sheet",
    message: {
      ko: "엑셀(.xlsx, .xlsm)이나 텍스트(.csv, .tsv) 파일만 올릴 수 있습니다. 엑셀에서 열어 ‘다른 이름으로 저장’ → ‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요.",
      en: "Only Excel (.xlsx, .xlsm) and text files (.csv, .tsv) are taken. Open it in Excel, choose Save As → Excel Workbook (.xlsx), and upload that.",
    },
  },
  total_mismatch: {
    status: 422,
    title: "The typed total is not the sheet's",
    message: {
      ko: "입력한 포인트 합계가 파일의 합계와 다릅니다. 파일과 금액을 다시 확인해 주세요.",
      en: "The total you typed is not the sheet's total. Check the file and the amount.",
    },
  },
  time_too_soon: {
    status: 422,
    title: "The time is past or too soon",
    message: {
      ko: "이미 지났거나 너무 가까운 시각입니다. 더 나중으로 정해 주세요.",
      en: "That time is past or too soon. Choose a later one.",
    },
  },
  time_too_far: {
    status: 422,
    title: "The time is too far away",
    message: {
      ko: "너무 먼 시각입니다. {furthest}까지만 정할 수 있습니다{becauseKo}.",
      en: "That time is too far away. Choose one until {furthest}{becauseEn}.",
    },
  },
  latest_too_soon: {
    status: 422,
    title: "Nobody could be paid until the latest time",
    message: {
      ko: "가장 늦은 시각이 지급을 시작하는 시각보다 빠릅니다. 지급하지 않는 시간대가 있으면 그 시간이 끝난 뒤로 정해 주세요.",
      en: "The latest time is before paying begins. Where there are quiet hours, choose one after they end.",
    },
  },
  unknown_time_zone: {
    status: 422,
    title: "There is no such time zone",
    message: {
      ko: "없는 시간대입니다. Asia/Seoul 같은 이름을 입력해 주세요.",
      en: "There is no such time zone. Use a name such as Asia/Seoul.",
    },
  },
  malformed_time: {
    status: 422,
    title: "The time can't be read",
    message: {
      ko: "시각을 읽을 수 없습니다. 2026-12-01T09:00 같은 꼴로 입력해 주세요.",
      en: "The time can't be read. Write it like 2026-12-01T09:00.",
    },
  },
  time_does_not_exist: {
    status: 422,
    title: "The time does not exist",
    message: {
      ko: "그 시간대에서는 서머타임 때문에 건너뛰는 시각입니다. 다른 시각으로 정해 주세요.",
      en: "The clocks of that time zone skip this time. Choose another one.",
    },
  },
  time_refused: {
    status: 422,
    title: "The scheduler refuses the time",
    message: {
      ko: "예약할 수 없는 시각입니다. 다른 시각으로 정해 주세요.",
      en: "Nothing can be scheduled at that time. Choose another one.",
    },
  },
  proves_nothing: {
    status: 422,
    title: "The payout proves nothing of this deployment",
    message: {
      ko: "점검 결과로 기록할 수 없습니다. 끝까지 진행되고 Slack에 알려진 연습 지급만 기록할 수 있습니다. `npm run smoke`로 점검해 주세요(패키지로 배포했다면 `npx paysheet smoke`).",
      en: "This can't be recorded as a smoke test: only a dry run that is completed and that Slack was told of can. Run `npm run smoke` (`npx paysheet smoke` from the package).",
    },
  },
  internal_error: {
    status: 500,
    title: "Something went wrong on our side",
    message: {
      ko: "서버에서 문제가 생겼습니다. 잠시 뒤 다시 시도하고, 계속되면 요청 번호를 알려 주세요.",
      en: "Something went wrong on our side. Try again soon; if it persists, report the request's id.",
    },
  },
  provider_unavailable: {
    status: 503,
    title: "Sign-ins can't be verified now",
    message: {
      ko: "지금은 로그인을 확인할 수 없습니다. 잠시 뒤 다시 시도해 주세요.",
      en: "Sign-ins can't be verified at the moment. Try again soon.",
    },
  },
};
