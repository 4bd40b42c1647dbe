import type { Words } from "../../connectors/connector.ts";

/** What stands around that which a check tells. */
export const HEADINGS = {
  asked: {
    en: "What is asked of {name} ({stage}):",
    ko: "{name}({stage})에 요청하는 것:",
  },
  kept: {
    en: "If the API does as its connector says, {a} gets {toA} and {b} gets {toB}. Nobody takes them back.",
    ko: "API가 커넥터의 설명대로라면 지급되는 것은 {a}: {toA}, {b}: {toB}입니다. 되돌리지 않습니다.",
  },
  taken_back: {
    en: "If the API does as its connector says, {a} gets {toA} and {b} gets {toB}, and in the end both have what they had before.",
    ko: "API가 커넥터의 설명대로라면 지급되는 것은 {a}: {toA}, {b}: {toB}이고, 끝에는 모두 되돌려 잔액이 처음과 같습니다.",
  },
  agree: {
    en: "Nothing was asked yet. To go on, add --yes.",
    ko: "아직 아무것도 요청하지 않았습니다. 진행하려면 --yes를 붙여 주세요.",
  },
  question: { en: "Type yes to go on: ", ko: "진행하려면 yes를 입력해 주세요: " },
  steps: { en: "What was seen:", ko: "확인한 것:" },
  wrong: { en: "What contradicts the connector:", ko: "커넥터의 설명과 다른 것:" },
  guarantees: {
    en: "What this API guarantees with Paysheet:",
    ko: "이 API와 Paysheet가 보장하는 것:",
  },
  limits: {
    en: "What it does not, or was not tried:",
    ko: "보장하지 않거나 시험하지 않은 것:",
  },
  well: {
    en: "All is as the connector says.",
    ko: "모두 커넥터의 설명대로입니다.",
  },
} as const satisfies Record<string, Words>;

/** What will be asked, before it is. */
export const PLAN = {
  first_payment: { en: "a payment of {points} to {a}", ko: "{a}에게 {points}포인트" },
  same_key: {
    en: "the same again under its key, which should pay nothing more",
    ko: "같은 키로 같은 요청: 더 지급되지 않아야 합니다",
  },
  other_content: {
    en: "one of {more} under that key, which should pay nothing",
    ko: "그 키로 {more}포인트: 지급되지 않아야 합니다",
  },
  lost_answer: {
    en: "a payment of {points} to {b}, whose answer is lost on purpose; it is made certain as the connector says",
    ko: "{b}에게 {points}포인트: 응답을 일부러 잃고, 커넥터의 설명대로 확인합니다",
  },
  newest: {
    en: "a payment of {points} to {b}, looked up until they show",
    ko: "{b}에게 {points}포인트: 조회될 때까지 조회합니다",
  },
  bulk: {
    en: "one call for several payments: {points} each to {a} and {b}",
    ko: "한 번의 호출로 여러 지급: {a}와 {b}에게 {points}포인트씩",
  },
  missing_user: {
    en: "a payment of {points} to {missing}, who does not exist",
    ko: "없는 사용자 {missing}에게 {points}포인트",
  },
  wrong_credentials: {
    en: "a payment of {points} to {a} under wrong credentials, which should be refused",
    ko: "잘못된 인증 정보로 {a}에게 {points}포인트: 거절돼야 합니다",
  },
  rate: {
    en: "calls that read only, {rate} a second for three seconds",
    ko: "읽기만 하는 호출을 3초 동안 초당 {rate}회",
  },
  reversal: {
    en: "what {a} and {b} got is taken back, each payment under a key of its own; --keep leaves it to them",
    ko: "{a}와 {b}에게 지급한 것을 건마다 따로 되돌립니다. --keep을 붙이면 되돌리지 않습니다",
  },
} as const satisfies Record<string, Words>;
