import type { PayoutState } from "../../domain/payout/payout.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";

/** The states of a payout in a marketer's words. */
export const STATE_NAMES: Readonly<Record<PayoutState, Bilingual>> = {
  uploading: { ko: "업로드 대기", en: "waiting for its upload" },
  checking: { ko: "검사 중", en: "being checked" },
  invalid: { ko: "오류 있음", en: "invalid" },
  ready: { ko: "예약 가능", en: "ready" },
  awaiting_approval: { ko: "승인 대기", en: "awaiting approval" },
  scheduled: { ko: "예약됨", en: "scheduled" },
  distributing: { ko: "지급 중", en: "being paid" },
  paused: { ko: "일시 중지", en: "paused" },
  completed: { ko: "지급 완료", en: "completed" },
  halted: { ko: "중단됨", en: "halted" },
  cancelled: { ko: "취소됨", en: "cancelled" },
};

/** The same of a payout that takes back what another one paid. */
export const REVERSAL_STATE_NAMES: typeof STATE_NAMES = {
  ...STATE_NAMES,
  distributing: { ko: "회수 중", en: "being taken back" },
  completed: { ko: "회수 완료", en: "completed" },
};

export function stateNamesOf({ reversalOf }: { readonly reversalOf?: string | undefined }) {
  return reversalOf === undefined ? STATE_NAMES : REVERSAL_STATE_NAMES;
}
