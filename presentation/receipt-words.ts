import { DAILY_QUOTA, MAINTENANCE } from "../domain/distribution/planned-outages.ts";
import { OTHERS_PAY } from "../domain/receipt/books-round.ts";
import { BOOKS_SETTLE, FILES_DELETED } from "../domain/receipt/compare-payout.ts";
import type { FindingCode } from "../domain/receipt/receipt.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";
import { REVERSAL_FINDING_WORDS, REVERSAL_TOTAL_NAMES } from "./reversal-receipt-words.ts";

export interface FindingWords {
  readonly what: Bilingual;
  readonly toDo: Bilingual;
}

const FINDING_WORDS: Readonly<Record<FindingCode, FindingWords>> = {
  paid_not_in_books: {
    what: {
      ko: "원장에는 지급된 것으로 되어 있지만 포인트 시스템의 기록에는 없습니다.",
      en: "The ledger says that it was paid, and the points system has no record of it.",
    },
    toDo: {
      ko: "포인트 시스템에서 조회번호로 찾아 취소나 회수가 있었는지 확인해 주세요. 정말 지급되지 않았다면 새 지급으로 지급하고, 그 사유를 남겨 주세요.",
      en: "Search for its reference in the points system, and whether it was taken back there. If it surely was not paid, pay it by a new payout, and note why.",
    },
  },
  in_books_not_paid: {
    what: {
      ko: "원장에는 지급된 것으로 되어 있지 않지만 포인트 시스템의 기록에는 있습니다.",
      en: "The ledger does not say that it was paid, and the points system has a record of it.",
    },
    toDo: {
      ko: "다시 지급하지 마세요. '확인 필요' 건이면 지급된 것으로 확정하고, 이미 다시 지급했다면 포인트 시스템에서 한 건을 회수해 주세요.",
      en: "Do not pay it again. If it is unknown, settle it as paid; if it was paid again by now, have one of the two taken back in the points system.",
    },
  },
  other_transaction: {
    what: {
      ko: "포인트 시스템의 거래번호가 원장의 거래번호와 다릅니다.",
      en: "The points system has it under another transaction id than the ledger.",
    },
    toDo: {
      ko: "두 거래번호를 포인트 시스템에서 찾아 두 번 지급됐는지 확인하고, 그렇다면 한 건을 회수해 주세요.",
      en: "Look both ids up in the points system. If the user was paid twice, have one of the two taken back.",
    },
  },
  unclear: {
    what: {
      ko: "포인트 시스템에 두 번 있거나 다른 내용으로 있어 판단할 수 없습니다.",
      en: "The points system has it more than once, or with other content, so that it proves nothing.",
    },
    toDo: {
      ko: "포인트 시스템에서 조회번호로 찾아 몇 번 지급됐는지 확인하고, 더 지급된 만큼 회수해 주세요.",
      en: "Search for its reference in the points system and count how often it was paid; have what is too much taken back.",
    },
  },
  not_told: {
    what: {
      ko: "포인트 시스템이 이 건을 조회해 주지 않았습니다.",
      en: "The points system did not say what became of it.",
    },
    toDo: {
      ko: "나중에 다시 대조해 주세요. 계속 조회되지 않으면 조회번호로 직접 찾아 주세요.",
      en: "Compare again later. If it still does not tell, search for its reference there.",
    },
  },
  not_in_ledger: {
    what: {
      ko: "시트에 있는 건이 원장에 없습니다.",
      en: "The sheet has this row, and the ledger does not.",
    },
    toDo: {
      ko: "관리자에게 알려 주세요. 지급 여부를 알 수 없으니 포인트 시스템에서 확인하기 전에는 다시 지급하지 마세요.",
      en: "Tell an admin. Nobody knows whether it was paid: pay it again only after looking it up in the points system.",
    },
  },
  not_in_sheet: {
    what: {
      ko: "원장에 있는 건이 시트에 없습니다.",
      en: "The ledger has a payment that is no row of the sheet.",
    },
    toDo: {
      ko: "관리자에게 알려 주세요. 승인된 시트에 없는 지급입니다.",
      en: "Tell an admin: nobody approved this payment.",
    },
  },
  other_amount: {
    what: {
      ko: "원장의 회원ID나 포인트가 시트와 다릅니다.",
      en: "The ledger has another user, or other points, than the sheet.",
    },
    toDo: {
      ko: "관리자에게 알려 주세요. 포인트 시스템에서 실제로 지급된 포인트를 확인하고 차액을 처리해 주세요.",
      en: "Tell an admin. See in the points system what was really paid, and settle the difference.",
    },
  },
  totals_differ: {
    what: {
      ko: "지급 결과에 표시된 합계가 원장이나 시트를 모두 더한 값과 다릅니다.",
      en: "A total that the payout shows is not what its ledger or sheet adds up to.",
    },
    toDo: {
      ko: "결과가 나온 뒤에 지급이 확인된 건이 있을 수 있습니다. 원장을 모두 더한 값이 맞으니 이 영수증의 합계를 쓰고 관리자에게 알려 주세요.",
      en: "Proof of a payment may have come after the report. What the ledger adds up to is right: take this receipt's totals, and tell an admin.",
    },
  },
};

/** What a finding says, and what to do about it. */
export function findingWords(code: FindingCode, isReversal: boolean): FindingWords {
  return (isReversal ? REVERSAL_FINDING_WORDS[code] : undefined) ?? FINDING_WORDS[code];
}

const TOTAL_NAMES: Readonly<Record<string, Bilingual>> = {
  payments: { ko: "시트의 건수", en: "payments of the sheet" },
  points: { ko: "시트의 포인트", en: "points of the sheet" },
  points_paid: { ko: "지급된 포인트", en: "points paid" },
  paid: { ko: "지급된 건수", en: "payments paid" },
  rejected: { ko: "거절된 건수", en: "payments rejected" },
  unknown: { ko: "확인이 필요한 건수", en: "payments unknown" },
  accepted: { ko: "접수된 건수", en: "payments accepted" },
  withdrawn: { ko: "지급하지 않은 건수", en: "payments withdrawn" },
};

/** The figure of which the sum differs; undefined of one that is not known. */
export function totalName(of: string, isReversal: boolean): Bilingual | undefined {
  const names = isReversal ? { ...TOTAL_NAMES, ...REVERSAL_TOTAL_NAMES } : TOTAL_NAMES;
  return Object.hasOwn(names, of) ? names[of] : undefined;
}

const HELD: Readonly<Record<string, Bilingual>> = {
  [OTHERS_PAY]: {
    ko: "같은 포인트 시스템으로 다른 지급이 진행 중이어서, 끝나면 이어서 대조합니다.",
    en: "Another payout is being paid by the same points system; comparing goes on after it.",
  },
  [BOOKS_SETTLE]: {
    ko: "방금 처리한 것이 포인트 시스템의 기록에 나타나기를 기다립니다.",
    en: "It waits until the points system's books surely show what was done just now.",
  },
  [MAINTENANCE]: {
    ko: "포인트 시스템이 점검 중이어서, 끝나면 이어서 대조합니다.",
    en: "The points system is being maintained; comparing goes on afterwards.",
  },
  [DAILY_QUOTA]: {
    ko: "포인트 시스템의 하루 호출 한도를 다 써서, 한도가 다시 생기면 이어서 대조합니다.",
    en: "The points system takes no more calls today; comparing goes on when it does.",
  },
  [FILES_DELETED]: {
    ko: "보관 기간이 지났거나 요청에 따라 파일이 삭제되어 더 대조할 수 없습니다.",
    en: "The payout's files were deleted after their time or on request: it can't be compared any more.",
  },
};

/** Why comparing waits or stopped, by its code. */
export function heldWords(code: string): Bilingual {
  const known = Object.hasOwn(HELD, code) ? HELD[code] : undefined;
  return (
    known ?? {
      ko: `포인트 시스템에 조회할 수 없습니다 (${code}).`,
      en: `The points system can't be asked (${code}).`,
    }
  );
}
