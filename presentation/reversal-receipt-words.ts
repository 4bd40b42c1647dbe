import type { FindingCode } from "../domain/receipt/receipt.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";
import type { FindingWords } from "./receipt-words.ts";

/** What each finding says of a payout that takes points back, and what to do about it, where it differs. */
export const REVERSAL_FINDING_WORDS: Readonly<Partial<Record<FindingCode, FindingWords>>> = {
  paid_not_in_books: {
    what: {
      ko: "원장에는 회수한 것으로 되어 있지만 포인트 시스템의 기록에는 없습니다.",
      en: "The ledger says that it was taken back, and the points system has no record of it.",
    },
    toDo: {
      ko: "포인트 시스템에서 조회번호로 찾아 주세요. 정말 회수되지 않았다면 포인트 시스템에서 직접 회수하고, 그 사유를 남겨 주세요.",
      en: "Search for its reference in the points system. If it surely was not taken back, have that done there, and note why.",
    },
  },
  in_books_not_paid: {
    what: {
      ko: "원장에는 회수한 것으로 되어 있지 않지만 포인트 시스템에는 회수한 기록이 있습니다.",
      en: "The ledger does not say that it was taken back, and the points system has a record of it.",
    },
    toDo: {
      ko: "다시 회수하지 마세요. '확인 필요' 건이면 회수된 것으로 확정하고, 이미 다시 회수했다면 새 지급으로 한 번만큼 돌려주세요.",
      en: "Do not take it back again. If it is unknown, settle it as taken back; if it was taken back again by now, give one of the two again by a new payout.",
    },
  },
  other_transaction: {
    what: {
      ko: "포인트 시스템의 거래번호가 원장의 거래번호와 다릅니다.",
      en: "The points system has it under another transaction id than the ledger.",
    },
    toDo: {
      ko: "두 거래번호를 포인트 시스템에서 찾아 두 번 회수됐는지 확인하고, 그렇다면 새 지급으로 한 번만큼 돌려주세요.",
      en: "Look both ids up in the points system. If it was taken back twice, give one of the two again by a new payout.",
    },
  },
  unclear: {
    what: {
      ko: "포인트 시스템에 두 번 있거나 다른 내용으로 있어 판단할 수 없습니다.",
      en: "The points system has it more than once, or with other content, so that it proves nothing.",
    },
    toDo: {
      ko: "포인트 시스템에서 조회번호로 찾아 몇 번 회수됐는지 확인하고, 더 회수된 만큼 새 지급으로 돌려주세요.",
      en: "Search for its reference in the points system and count how often it was taken back; give what is too much again by a new payout.",
    },
  },
  not_in_ledger: {
    what: {
      ko: "명단에 있는 건이 원장에 없습니다.",
      en: "The list has this row, and the ledger does not.",
    },
    toDo: {
      ko: "관리자에게 알려 주세요. 회수 여부를 알 수 없으니 포인트 시스템에서 확인하기 전에는 다시 회수하지 마세요.",
      en: "Tell an admin. Nobody knows whether it was taken back: look it up in the points system before it is done again.",
    },
  },
  not_in_sheet: {
    what: {
      ko: "원장에 있는 건이 명단에 없습니다.",
      en: "The ledger has a payment that is no row of the list.",
    },
    toDo: {
      ko: "관리자에게 알려 주세요. 승인된 명단에 없는 회수입니다.",
      en: "Tell an admin: nobody approved that this is taken back.",
    },
  },
  other_amount: {
    what: {
      ko: "원장의 회원ID나 포인트가 명단과 다릅니다.",
      en: "The ledger has another user, or other points, than the list.",
    },
    toDo: {
      ko: "관리자에게 알려 주세요. 포인트 시스템에서 실제로 회수된 포인트를 확인하고 차액을 처리해 주세요.",
      en: "Tell an admin. See in the points system what was really taken back, and settle the difference.",
    },
  },
  totals_differ: {
    what: {
      ko: "회수 결과에 표시된 합계가 원장이나 명단을 모두 더한 값과 다릅니다.",
      en: "A total that the reversal shows is not what its ledger or list adds up to.",
    },
    toDo: {
      ko: "결과가 나온 뒤에 회수가 확인된 건이 있을 수 있습니다. 원장을 모두 더한 값이 맞으니 이 영수증의 합계를 쓰고 관리자에게 알려 주세요.",
      en: "Proof may have come after the report. What the ledger adds up to is right: take this receipt's totals, and tell an admin.",
    },
  },
};

/** The figures of which the sum differs, where they differ from those of a payout that pays. */
export const REVERSAL_TOTAL_NAMES: Readonly<Record<string, Bilingual>> = {
  payments: { ko: "명단의 건수", en: "payments of the list" },
  points: { ko: "명단의 포인트", en: "points of the list" },
  points_paid: { ko: "회수한 포인트", en: "points taken back" },
  paid: { ko: "회수한 건수", en: "payments taken back" },
  rejected: { ko: "회수하지 못한 건수", en: "payments not taken back" },
  withdrawn: { ko: "회수하지 않은 건수", en: "payments withdrawn" },
};
