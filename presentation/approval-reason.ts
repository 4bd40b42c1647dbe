import type { ApprovalReason, ApprovalReasonCode } from "../domain/payout/approval-reason.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";

/** What is above what; the names in braces stand for what it is about. */
const WORDS: Readonly<Record<ApprovalReasonCode, Bilingual>> = {
  total_above_limit: {
    ko: "총 {amount}P가 한 사람이 승인 없이 보낼 수 있는 지급 한 건의 한도 {limit}P를 넘습니다.",
    en: "The total of {amount} points is above {limit}, the most that one person may send in one payout.",
  },
  no_history: {
    ko: "총 {amount}P가, 이만한 금액이 보통이라고 볼 최근 지급이 충분하지 않을 때의 한도 {limit}P를 넘습니다.",
    en: "The total of {amount} points is above {limit}, the limit while too few recent payouts show that so much is usual.",
  },
  payment_above_limit: {
    ko: "가장 큰 지급 {amount}P가 지급 한 건의 한도 {limit}P를 넘습니다.",
    en: "The largest payment of {amount} points is above {limit}, the limit of one payment.",
  },
  payment_far_above_others: {
    ko: "{amount}P 지급이 이 파일의 다른 지급보다 훨씬 큽니다.",
    en: "A payment of {amount} points is far above the others of its sheet.",
  },
  far_above_lately: {
    ko: "{amount}P가 최근 지급보다 훨씬 큽니다.",
    en: "{amount} points are far above the payouts of late.",
  },
  second_approver: {
    ko: "합계 {amount}P가 {limit}P를 넘어, 올리거나 담당하거나 예약한 사람이 아닌 두 사람의 승인이 필요합니다.",
    en: "The total of {amount} points is above {limit}: two people must approve it, neither of whom uploaded, owned or scheduled it.",
  },
  person_day_points: {
    ko: "{periodKo}에 한 사람이 승인 없이 보내는 포인트가 모두 {amount}P로, 하루 한도 {limit}P를 넘습니다.",
    en: "With this, one person sends {amount} points on {periodEn} without approval, more than {limit} a day.",
  },
  person_day_payouts: {
    ko: "{periodKo}에 한 사람이 승인 없이 보내는 지급이 {amount}건으로, 하루 한도 {limit}건을 넘습니다.",
    en: "With this, one person sends {amount} payouts on {periodEn} without approval, more than {limit} a day.",
  },
  recipient_day_points: {
    ko: "{periodKo}에 한 사용자가 많게는 {amount}P를 받아, 하루 한도 {limit}P를 넘습니다{rowsKo}.",
    en: "One recipient gets up to {amount} points on {periodEn}, more than {limit} a day{rowsEn}.",
  },
  recipient_month_points: {
    ko: "{periodKo} 한 달에 한 사용자가 많게는 {amount}P를 받아, 한 달 한도 {limit}P를 넘습니다{rowsKo}.",
    en: "One recipient gets up to {amount} points in {periodEn}, more than {limit} a month{rowsEn}.",
  },
  company_month_points: {
    ko: "{periodKo} 한 달에 보내는 포인트가 모두 {amount}P로, 한 달 한도 {limit}P를 넘습니다.",
    en: "With this, {amount} points are sent in {periodEn}, more than {limit} a month.",
  },
  brake: {
    ko: "승인자나 관리자가 멈추거나 보류하거나 반려한 지급입니다.",
    en: "An approver or admin had it stopped, held or declined.",
  },
  reversal: {
    ko: "이미 지급한 포인트를 회수합니다. 회수는 항상 다른 사람의 승인이 필요합니다.",
    en: "It takes back points that were paid, which always needs another person's approval.",
  },
  needed_before: {
    ko: "전에 승인이 필요했던 지급이라, 다시 보내려면 승인이 필요합니다.",
    en: "It needed approval before, and what is sent now is not what was approved.",
  },
  retry_of_approved: {
    ko: "승인을 받아 보낸 지급 건에서 남은 지급을 다시 보냅니다.",
    en: "It pays again what is left of a payout that had to be approved.",
  },
  settled_not_paid: {
    ko: "지급되지 않았다고 사람이 정한 지급을 다시 보냅니다.",
    en: "It pays again what people settled as not paid.",
  },
  after_restore: {
    ko: "원래 지급은 데이터를 백업에서 복원하기 전의 것입니다. 백업 뒤에 이미 다시 지급했더라도 여기에는 기록이 없으니, 포인트 시스템과 Slack 채널에서 먼저 확인해 주세요.",
    en: "Its original is from before the data was restored from a backup. A retry that was made since is not known here: look in the points system and the Slack channel first.",
  },
  approval_of_another: {
    ko: "승인받은 내용(파일, 합계 {amount}P, 시각)이 지금과 다릅니다.",
    en: "What was approved is another sheet, total or time than it has now ({amount} points).",
  },
  warning_unacknowledged: {
    ko: "확인했다고 표시하지 않은 점이 있습니다. {warningsKo}",
    en: "There are warnings that nobody has confirmed. {warningsEn}",
  },
  owner_left: {
    ko: "담당자 {person} 님의 계정을 더는 사용할 수 없습니다. 관리자가 다른 담당자에게 넘긴 뒤 다시 예약해 주세요.",
    en: "The account of its owner, {person}, can’t be used any more. Have an admin hand it over to somebody else, then schedule again.",
  },
  scheduler_left: {
    ko: "예약한 {person} 님의 계정을 더는 사용할 수 없습니다. 내용을 확인한 뒤 다시 예약해 주세요.",
    en: "The account of {person}, who scheduled it, can’t be used any more. Look at it, then schedule again.",
  },
  approver_left: {
    ko: "승인한 {person} 님의 계정을 더는 사용할 수 없습니다. 다시 예약해 다른 승인자의 승인을 받아 주세요.",
    en: "The account of {person}, who approved it, can’t be used any more. Schedule again and have another person approve it.",
  },
  approver_lost_role: {
    ko: "승인한 {person} 님에게 이제 승인할 권한이 없습니다. 다시 예약해 다른 승인자의 승인을 받아 주세요.",
    en: "{person}, who approved it, may not approve any more. Schedule again and have another person approve it.",
  },
  float_short: {
    ko: "포인트 시스템에 남은 포인트가 먼저 나갈 지급을 빼면 {limit}P로, 이 지급의 {amount}P보다 적습니다. 충전한 뒤 다시 예약해 주세요.",
    en: "The points system has {limit} points left, less what other payouts take first, and this one comes to {amount}. Top it up, then schedule again.",
  },
  credentials_refused: {
    ko: "포인트 시스템이 우리 인증 정보를 받아들이지 않습니다. 관리자가 인증 정보를 고친 뒤 다시 예약해 주세요.",
    en: "The points system does not take our credentials. Have them put right, then schedule again.",
  },
  points_api_unavailable: {
    ko: "포인트 시스템이 응답하지 않습니다. 다시 응답하는지 확인한 뒤 예약해 주세요.",
    en: "The points system does not answer. See that it does, then schedule again.",
  },
  table_copied: {
    ko: "데이터가 백업에서 복원됐거나 다른 곳에서 복사된 것이라, 그 뒤에 누가 지급받았는지 알 수 없습니다. 관리자가 확인한 뒤 다시 예약해 주세요.",
    en: "The data was restored from a backup, or copied, so nobody knows here who was paid since. Once an admin has looked and said so, schedule it again.",
  },
};

/** Where it was not written down which one. */
const THAT_DAY: Bilingual = { ko: "그날", en: "that day" };
const THAT_MONTH: Bilingual = { ko: "그달", en: "that month" };

/** Why another person must approve a payout, for people. */
export function approvalReasonText(reason: ApprovalReason): Bilingual {
  const { code, amount = 0, limit = 0, period, rows = [], warnings = [], person = "" } = reason;
  const rowList = rows.join(", ");
  const then = code.includes("_month_") ? THAT_MONTH : THAT_DAY;
  const figures: Readonly<Record<string, string>> = {
    amount: amount.toLocaleString("en-US"),
    limit: limit.toLocaleString("en-US"),
    periodKo: period ?? then.ko,
    periodEn: period ?? then.en,
    person,
    warningsKo: warnings.map(({ message }) => message.ko).join(" "),
    warningsEn: warnings.map(({ message }) => message.en).join(" "),
    rowsKo: rows.length === 0 ? "" : ` (${rowList}행)`,
    rowsEn: rows.length === 0 ? "" : ` (row ${rowList})`,
  };
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (place, name: string) => figures[name] ?? place);
  const { ko, en } = WORDS[code];
  return { ko: fill(ko).trimEnd(), en: fill(en).trimEnd() };
}
