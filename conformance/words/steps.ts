import type { Words } from "../../connectors/connector.ts";

/** The steps of a check in their order, and what each tells when it has come to its end. */
export const STEPS = {
  first_payment: {
    en: "a payment of {points} to {user}: {said}",
    ko: "{user}에게 {points}포인트: {said}",
  },
  same_key: { en: "the same key again: {said}", ko: "같은 키로 다시: {said}" },
  other_content: {
    en: "one of {asked} under the same key: {said}",
    ko: "같은 키로 {asked}포인트: {said}",
  },
  lost_answer: {
    en: "a payment of {points} to {user}, its answer ({status}) lost on the way: {said}",
    ko: "{user}에게 {points}포인트, 응답({status})을 중간에서 잃음: {said}",
  },
  look_up: { en: "looked up, at once and later: {said}", ko: "바로, 그리고 나중에 조회: {said}" },
  never_made: {
    en: "looked up what was never asked for: {said}",
    ko: "요청한 적 없는 지급을 조회: {said}",
  },
  bulk: { en: "one call for {users}: {said}", ko: "한 번의 호출로 {users}: {said}" },
  missing_user: {
    en: "a payment of {points} to {user}, who does not exist: {said}",
    ko: "없는 사용자 {user}에게 {points}포인트: {said}",
  },
  dry_run: {
    en: "users as a dry run looks them up: {said}",
    ko: "모의 실행처럼 사용자 조회: {said}",
  },
  float: { en: "what is left to give: {said}", ko: "남은 포인트: {said}" },
  wrong_credentials: { en: "wrong credentials: {said}", ko: "잘못된 인증 정보: {said}" },
  rate: {
    en: "calls that read only, at the configured rate: {said}",
    ko: "설정한 속도로 읽기 호출: {said}",
  },
  books: { en: "balances once all is paid: {said}", ko: "모두 지급한 뒤 잔액: {said}" },
  reversal: { en: "taken back: {said}", ko: "되돌림: {said}" },
} as const satisfies Record<string, Words>;

export type StepName = keyof typeof STEPS;
