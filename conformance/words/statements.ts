import type { Words } from "../../connectors/connector.ts";

/** What was seen to hold, by stable codes. */
export const GUARANTEES = {
  lost_answer_by_key: {
    en: "A lost answer is made certain by asking again under the same key, for {lifetime}.",
    ko: "응답을 잃으면 같은 키로 다시 요청해 확실히 알아냅니다. 키가 유지되는 기간: {lifetime}.",
  },
  lost_answer_by_look_up: {
    en: "A lost answer is made certain by a look-up {settle} after the call; here it showed after {shown}.",
    ko: "응답을 잃으면 요청 {settle} 뒤 조회로 확실히 알아냅니다. 이번에는 {shown} 뒤에 조회됐습니다.",
  },
  look_up_after_key: {
    en: "Once a key is older than that, a look-up tells; here a payment showed after {shown}.",
    ko: "키가 그보다 오래되면 조회로 알아냅니다. 이번에는 {shown} 뒤에 조회됐습니다.",
  },
  not_made_is_told: {
    en: "What was not made is known not to be, and is asked for.",
    ko: "지급되지 않은 것은 지급되지 않았다고 확인하고 요청합니다.",
  },
  other_content_noticed: {
    en: "Other content under a key that has paid is not paid, and noticed: {said}.",
    ko: "이미 지급한 키의 다른 내용은 지급되지 않고 드러납니다: {said}.",
  },
  confirmed_later: {
    en: "What is accepted is not shown as paid before it is; here that took {took}.",
    ko: "접수된 것은 실제로 지급되기 전에는 지급으로 표시하지 않습니다. 이번에는 {took} 걸렸습니다.",
  },
  counted_once: {
    en: "By the API's own balance, {user} was paid once for each payment: {before} → {after}.",
    ko: "API의 잔액으로 보아 {user}에게 지급마다 한 번씩 지급됐습니다: {before} → {after}.",
  },
  missing_user_refused: {
    en: "A user who does not exist is refused alone: {said}.",
    ko: "없는 사용자는 그 지급만 거절됩니다: {said}.",
  },
  float_told: {
    en: "What is left to give is known before a payout begins: {points} points.",
    ko: "지급을 시작하기 전에 남은 포인트를 압니다: {points}포인트.",
  },
  dry_run_finds_users: {
    en: "Dry runs find out whether users exist.",
    ko: "모의 실행에서 사용자가 있는지 알아냅니다.",
  },
  wrong_credentials_pause: {
    en: "Wrong credentials pause the payout, and nobody is rejected: {said}.",
    ko: "인증 정보가 틀리면 아무도 거절하지 않고 지급을 멈춥니다: {said}.",
  },
  bulk_answers_for_each: {
    en: "A call for many payments answers for each of them, and pays under the same keys as single calls.",
    ko: "여러 지급을 한 번에 요청해도 지급마다 따로 답하고, 단건 호출과 같은 키로 지급합니다.",
  },
  taken_back: {
    en: "What was paid can be taken back, each payment under a key of its own.",
    ko: "지급한 것은 건마다 따로 되돌릴 수 있습니다.",
  },
  rate_held: {
    en: "{calls} calls, as many as {rate} a second, were all answered.",
    ko: "초당 {rate}회까지 {calls}번의 호출에 모두 답했습니다.",
  },
} as const satisfies Record<string, Words>;

/** What does not hold, or was not tried, by stable codes. */
export const LIMITS = {
  person_for_lost_answer: {
    en: "Nothing makes a lost answer certain: such a payment is unknown, and a person has to look.",
    ko: "응답을 잃으면 확실히 알 방법이 없습니다. 그런 지급은 unknown이 되어 사람이 확인해야 합니다.",
  },
  person_after_key: {
    en: "Once a key is older than {lifetime}, a person has to look.",
    ko: "키가 {lifetime}보다 오래되면 사람이 확인해야 합니다.",
  },
  lifetime_untried: {
    en: "That keys are kept for {lifetime} is the description's word: it was not waited for.",
    ko: "키가 유지되는 기간({lifetime})은 설명에 따른 것입니다. 그만큼 기다려 보지는 않았습니다.",
  },
  repeats_may_pay_again: {
    en: "Asking again may pay again: only what a look-up surely does not know is asked for again.",
    ko: "다시 요청하면 또 지급될 수 있습니다. 조회로 지급되지 않은 것이 확실할 때만 다시 요청합니다.",
  },
  refusal_is_no_proof: {
    en: "A refusal that follows a doubt proves nothing, as described: it is looked up, or becomes unknown.",
    ko: "설명에 따라, 의심 뒤의 거절은 증거가 아닙니다. 조회하거나 unknown이 됩니다.",
  },
  refusal_untried: {
    en: "That a refusal after a doubt proves that nothing was paid is the description's word: it was not tried.",
    ko: "의심 뒤의 거절이 지급되지 않았다는 증거라는 것은 설명에 따른 것입니다. 시험해 보지 않았습니다.",
  },
  other_content_unnoticed: {
    en: "Other content under a key that has paid is not paid, but answered as the first was: the API does not compare.",
    ko: "이미 지급한 키의 다른 내용은 지급되지 않지만 처음과 같이 답합니다. API가 내용을 비교하지 않습니다.",
  },
  not_made_is_not_told: {
    en: "The look-up never says that a payment was not made: what it doesn't find becomes unknown.",
    ko: "지급되지 않았다는 답은 조회에 없습니다. 찾지 못한 것은 unknown이 됩니다.",
  },
  lost_answer_untried: {
    en: "No answer could be lost: {said}.",
    ko: "응답을 잃게 해 볼 수 없었습니다: {said}.",
  },
  no_balance: {
    en: "This connector reads no balance: what was paid how often was told by answers alone. Look up {a} and {b} yourself.",
    ko: "이 커넥터는 잔액을 읽지 않습니다. 몇 번 지급됐는지는 응답으로만 판단했으니 {a}와 {b}를 직접 확인해 주세요.",
  },
  no_reversal: {
    en: "This connector takes nothing back: {a} and {b} keep what they got.",
    ko: "이 커넥터는 되돌리지 못합니다. {a}와 {b}에게 지급한 것은 그대로 남습니다.",
  },
  kept: {
    en: "Whether points can be taken back was not tried: {a} and {b} keep what they got.",
    ko: "되돌릴 수 있는지는 시험하지 않았습니다. {a}와 {b}에게 지급한 것은 그대로 남습니다.",
  },
  balance_changed: {
    en: "In the end {user} does not have what was there at first: {before} → {after}.",
    ko: "{user}의 잔액이 처음과 다릅니다: {before} → {after}.",
  },
  missing_user_untried: {
    en: "What a user who does not exist is answered was not tried: name one by --missing.",
    ko: "없는 사용자에 대한 응답은 시험하지 않았습니다. --missing으로 알려 주세요.",
  },
  missing_user_unconfirmed: {
    en: "A payment to a user who does not exist is accepted, and was not refused within {waited}.",
    ko: "없는 사용자에 대한 지급이 접수되고 {waited} 안에 거절되지 않았습니다.",
  },
  forbidden_alone: {
    en: "A refusal of our credentials is told as one of that payment ({said}): the payout pauses only if nobody is paid.",
    ko: "인증 거절이 그 지급만의 거절로 답해집니다({said}). 아무도 지급되지 않을 때만 지급이 멈춥니다.",
  },
  dry_run_asks_nothing: {
    en: "Dry runs ask this API nothing.",
    ko: "모의 실행은 이 API에 아무것도 묻지 않습니다.",
  },
  no_credentials: {
    en: "Calls prove nothing of who we are: whoever reaches the API can pay.",
    ko: "호출에 인증 정보가 없습니다. API에 닿는 누구나 지급할 수 있습니다.",
  },
  rate_untried: {
    en: "Whether it takes {rate} calls a second was not tried: --rate does, with calls that read only.",
    ko: "초당 {rate}회를 받는지는 시험하지 않았습니다. --rate로 읽기 호출만 보내 시험할 수 있습니다.",
  },
  rate_has_no_read: {
    en: "Whether it takes {rate} calls a second can't be tried: this connector has no call that reads only.",
    ko: "초당 {rate}회를 받는지 시험할 수 없습니다. 이 커넥터에는 읽기만 하는 호출이 없습니다.",
  },
} as const satisfies Record<string, Words>;

export type GuaranteeCode = keyof typeof GUARANTEES;
export type LimitCode = keyof typeof LIMITS;
