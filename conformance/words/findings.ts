import type { Words } from "../../connectors/connector.ts";

/** What contradicts a connector's description, and which line of the connector says otherwise. */
export interface FindingWords extends Words {
  /** As `connectors/connector.ts` names it. */
  readonly line: string;
}

/**
 * Stable codes, and what people are told. `{ends}` is the description's own word, `{said}` how an answer
 * was read, `{before}` and `{after}` balances, `{asked}` and `{points}` how much was asked for.
 */
export const FINDINGS = {
  balance_unreadable: {
    line: "balance.read",
    en: "the balance of {user} can't be read ({said}): a right is missing, or the line is wrong",
    ko: "{user}의 잔액을 읽을 수 없습니다({said}). 권한이 없거나 이 줄이 잘못됐습니다",
  },
  not_asked: {
    line: "credentials, pay.call",
    en: "no payment could be asked for: {said}",
    ko: "지급을 요청할 수 없었습니다: {said}",
  },
  payment_not_made: {
    line: "pay.call",
    en: "a payment to {user} was not made: {said}. Nothing further was asked",
    ko: "{user}에게 지급되지 않았습니다: {said}. 더는 요청하지 않았습니다",
  },
  payment_in_doubt: {
    line: "pay.read",
    en: "the answer to a payment does not count as proof of it: {said}. Nothing further was asked",
    ko: "지급 요청의 응답이 지급의 증거로 읽히지 않습니다: {said}. 더는 요청하지 않았습니다",
  },
  paid_not_in_books: {
    line: "pay.read",
    en: "it read “{said}”, but the balance of {user} went from {before} to {after} where {asked} was asked for",
    ko: "“{said}”로 읽었지만 {user}의 잔액은 {before} → {after}입니다. 요청한 것은 {asked}포인트입니다",
  },
  paid_too_much: {
    line: "pay.call",
    en: "one payment of {asked} was asked for, and the balance of {user} went from {before} to {after}",
    ko: "{asked}포인트를 한 번 요청했는데 {user}의 잔액이 {before} → {after}입니다",
  },
  accepted_then_failed: {
    line: "pay.read",
    en: "a payment to a user that exists was accepted and then failed: {said}",
    ko: "있는 사용자에 대한 지급이 접수된 뒤 실패했습니다: {said}",
  },
  failed_but_paid: {
    line: "confirm.read",
    en: "it read a final failure ({said}), but the balance of {user} went from {before} to {after}",
    ko: "최종 실패로 읽었지만({said}) {user}의 잔액이 {before} → {after}입니다",
  },
  not_confirmed: {
    line: "confirm.read",
    en: "what was accepted was not confirmed within {waited}: {said}",
    ko: "접수된 지급이 {waited} 안에 확정되지 않았습니다: {said}",
  },
  same_key_paid_twice: {
    line: "doubt.ends",
    en: "doubt.ends is {ends}, but the same key paid twice: the balance of {user} went from {before} to {after}",
    ko: "doubt.ends가 {ends}인데 같은 키로 두 번 지급됐습니다. {user}의 잔액: {before} → {after}",
  },
  same_key_other_id: {
    line: "doubt.ends",
    en: "doubt.ends is {ends}, but the same key was answered with another id: {first}, then {second}. It was most likely paid twice",
    ko: "doubt.ends가 {ends}인데 같은 키에 다른 번호로 답했습니다: {first}, 그다음 {second}. 두 번 지급된 것으로 보입니다",
  },
  same_key_refused: {
    line: "pay.read",
    en: "doubt.ends is {ends}, but a repeat under the same key was read as “{said}”: what was paid would be shown as refused",
    ko: "doubt.ends가 {ends}인데 같은 키의 재요청을 “{said}”로 읽었습니다. 지급된 것이 거절로 보이게 됩니다",
  },
  same_key_in_doubt: {
    line: "pay.read",
    en: "doubt.ends is {ends}, but the answer to a repeat decides nothing: {said}",
    ko: "doubt.ends가 {ends}인데 재요청의 응답으로 아무것도 알 수 없습니다: {said}",
  },
  other_content_paid: {
    line: "doubt.ends",
    en: "a payment of {asked} under the key of one of {points} was paid as well: {said}. Keys do not stand for a payment",
    ko: "{points}포인트를 지급한 키로 {asked}포인트를 요청했더니 또 지급됐습니다: {said}. 키가 지급 한 건을 뜻하지 않습니다",
  },
  other_content_rejected: {
    line: "doubt.refusalProvesUnpaid",
    en: "doubt.refusalProvesUnpaid is true, but other content under a key that has paid is read as “{said}”: what was paid could be shown as refused",
    ko: "doubt.refusalProvesUnpaid가 true인데 이미 지급한 키의 다른 내용을 “{said}”로 읽습니다. 지급된 것이 거절로 보일 수 있습니다",
  },
  other_content_busy: {
    line: "pay.read",
    en: "other content under a key that has paid is read as “{said}”, so it would be asked for again and again. Read it as in_doubt",
    ko: "이미 지급한 키의 다른 내용을 “{said}”로 읽어 계속 다시 요청하게 됩니다. in_doubt로 읽어야 합니다",
  },
  lost_answer_paid_twice: {
    line: "doubt.ends",
    en: "doubt.ends is {ends}, but a payment whose answer was lost was paid again when it was asked for again: the balance of {user} went from {before} to {after}",
    ko: "doubt.ends가 {ends}인데 응답을 잃은 지급이 재요청에서 또 지급됐습니다. {user}의 잔액: {before} → {after}",
  },
  lost_answer_refused: {
    line: "doubt.refusalProvesUnpaid",
    en: "asked for again after its answer was lost, a payment was refused ({said}) though it had been made: its key is burnt",
    ko: "응답을 잃은 뒤 다시 요청하니 이미 지급됐는데도 거절됐습니다({said}). 키를 다시 쓸 수 없습니다",
  },
  lost_answer_in_doubt: {
    line: "pay.read",
    en: "asked for again after its answer was lost, a payment stays in doubt: {said}",
    ko: "응답을 잃은 뒤 다시 요청해도 지급 여부를 알 수 없습니다: {said}",
  },
  shows_too_late: {
    line: "lookUp.settleMs",
    en: "lookUp.settleMs is {settle}, but a payment showed only after {shown}: asked for again in between, it would have been paid twice",
    ko: "lookUp.settleMs가 {settle}인데 지급이 {shown} 뒤에야 조회됐습니다. 그 사이 다시 요청하면 두 번 지급됩니다",
  },
  paid_not_found: {
    line: "lookUp.read",
    en: "a payment that was made is not found, {waited} later: asked for again, it would be paid twice",
    ko: "지급된 것이 {waited} 뒤에도 조회되지 않습니다. 다시 요청하면 두 번 지급됩니다",
  },
  look_up_untold: {
    line: "lookUp.read",
    en: "a look-up of a payment that was made does not tell, {waited} later: {said}",
    ko: "지급된 것을 {waited} 뒤에 조회해도 알 수 없습니다: {said}",
  },
  look_up_other_id: {
    line: "lookUp.read",
    en: "the look-up names another transaction ({second}) than the answer to the payment ({first})",
    ko: "조회한 거래 번호({second})가 지급 응답의 번호({first})와 다릅니다",
  },
  found_what_was_not_made: {
    line: "lookUp.read",
    en: "the look-up finds a payment that was never asked for: {said}. A lost payment would be shown as paid",
    ko: "요청한 적 없는 지급을 찾았다고 합니다: {said}. 지급되지 않은 것이 지급으로 보이게 됩니다",
  },
  not_made_untold: {
    line: "lookUp.read",
    en: "doubt.ends is look_up, but the look-up never says that a payment was not made: {said}. What got lost on the way there is never paid",
    ko: "doubt.ends가 look_up인데 지급되지 않았다는 답이 없습니다: {said}. 도중에 사라진 요청은 끝내 지급되지 않습니다",
  },
  bulk_not_answered: {
    line: "bulk.call, bulk.read",
    en: "a call for several payments has no results: {said}. A payout would pay them one by one, or not know",
    ko: "여러 지급을 한 번에 요청한 응답에 결과가 없습니다: {said}. 한 건씩 지급하거나 알 수 없게 됩니다",
  },
  bulk_result_missing: {
    line: "bulk.read",
    en: "the answer to a call for several payments has no readable result for {user}: that payment would be in doubt",
    ko: "여러 지급을 한 번에 요청한 응답에 {user}의 결과가 없습니다. 그 지급은 의심 상태가 됩니다",
  },
  bulk_result_mistaken: {
    line: "bulk.read",
    en: "in a call for several payments the result of {user} was read as “{said}”: results are matched to other payments, or read wrongly",
    ko: "여러 지급을 한 번에 요청했더니 {user}의 결과를 “{said}”로 읽었습니다. 다른 지급의 결과와 바뀌었거나 잘못 읽은 것입니다",
  },
  bulk_differs_from_books: {
    line: "bulk.read",
    en: "in a call for several payments that of {user} was read as “{said}”, but the balance went from {before} to {after} where {asked} was asked for",
    ko: "여러 지급을 한 번에 요청하고 {user}의 결과를 “{said}”로 읽었지만 잔액은 {before} → {after}입니다. 요청한 것은 {asked}포인트입니다",
  },
  bulk_key_pays_again: {
    line: "bulk.call",
    en: "doubt.ends is {ends}, but a payment of a bulk call was made again by a single call under its key: the balance of {user} went from {before} to {after}",
    ko: "doubt.ends가 {ends}인데 한 번에 요청한 지급이 같은 키의 단건 호출로 또 지급됐습니다. {user}의 잔액: {before} → {after}",
  },
  missing_user_paid: {
    line: "pay.read",
    en: "a payment to {user}, who does not exist, is read as “{said}”",
    ko: "없는 사용자 {user}에 대한 지급을 “{said}”로 읽습니다",
  },
  missing_user_in_doubt: {
    line: "pay.read",
    en: "a payment to {user}, who does not exist, stays in doubt ({said}) where it should be rejected",
    ko: "없는 사용자 {user}에 대한 지급은 rejected여야 하는데 알 수 없는 상태로 남습니다({said})",
  },
  missing_user_pauses: {
    line: "pay.read",
    en: "a payment to {user}, who does not exist, is read as “{said}”: one wrong id in a sheet would pause the payout",
    ko: "없는 사용자 {user}에 대한 지급을 “{said}”로 읽습니다. 잘못된 아이디 하나로 지급 전체가 멈춥니다",
  },
  missing_user_busy: {
    line: "pay.read",
    en: "a payment to {user}, who does not exist, is read as “{said}”, so it would be asked for again and again",
    ko: "없는 사용자 {user}에 대한 지급을 “{said}”로 읽어 계속 다시 요청하게 됩니다",
  },
  missing_user_found: {
    line: "findUser.read",
    en: "dry runs would say that {user} can be paid, who does not exist: {said}",
    ko: "모의 실행에서 없는 사용자 {user}에게 지급할 수 있다고 나옵니다: {said}",
  },
  known_user_not_found: {
    line: "findUser.read",
    en: "dry runs would say that {user}, who was paid just now, can't be: {said}",
    ko: "방금 지급한 {user}에게 지급할 수 없다고 모의 실행에서 나옵니다: {said}",
  },
  float_unreadable: {
    line: "float.read",
    en: "what is left to give can't be read ({said}): a right is missing, or the line is wrong",
    ko: "남은 포인트를 읽을 수 없습니다({said}). 권한이 없거나 설정이 맞지 않습니다",
  },
  wrong_credentials_paid: {
    line: "credentials",
    en: "wrong credentials were taken: {said}",
    ko: "잘못된 인증 정보가 통했습니다: {said}",
  },
  wrong_credentials_reject: {
    line: "pay.read",
    en: "a refusal of our credentials is read as “{said}”: with a wrong secret a whole sheet would be rejected. Read it as ours",
    ko: "인증 거절을 “{said}”로 읽습니다. 시크릿이 틀리면 시트 전체가 거절되니 ours로 읽어야 합니다",
  },
  wrong_credentials_in_doubt: {
    line: "pay.read",
    en: "a refusal of our credentials is read as “{said}”: nobody would be told that the secret is wrong. Read it as ours",
    ko: "인증 거절을 “{said}”로 읽어 시크릿이 틀렸다는 것을 알 수 없습니다. ours로 읽어야 합니다",
  },
  rate_refused: {
    line: "ratePerSecond",
    en: "at {rate} calls a second, call {nr} was not answered: {said}",
    ko: "초당 {rate}회로 호출하니 {nr}번째 호출에 답하지 않았습니다: {said}",
  },
  books_differ: {
    line: "doubt.ends",
    en: "{user} should have {expected} and has {after}: something in this check was paid more or less often than it was told",
    ko: "{user}의 잔액은 {expected}이어야 하는데 {after}입니다. 점검 중 응답과 다르게 지급된 것이 있습니다",
  },
  reversal_refused: {
    line: "reverse.read",
    en: "{asked} that {user} was given just now could not be taken back: {said}",
    ko: "방금 {user}에게 지급한 {asked}포인트를 되돌리지 못했습니다: {said}",
  },
  reversal_in_doubt: {
    line: "reverse.read",
    en: "whether {asked} were taken back from {user} can't be made certain as doubt.ends says ({ends}): {said}",
    ko: "{user}에게서 {asked}포인트를 되돌렸는지 doubt.ends({ends})대로 알아낼 수 없습니다: {said}",
  },
  reversal_pays: {
    line: "reverse.call",
    en: "{asked} were to be taken back, and the balance of {user} went from {before} to {after}: it pays",
    ko: "{asked}포인트를 되돌리려 했는데 {user}의 잔액이 {before} → {after}입니다. 되돌리지 않고 지급합니다",
  },
  reversal_twice: {
    line: "doubt.ends",
    en: "doubt.ends is {ends}, but a reversal that was asked for again took the points twice: the balance of {user} went from {before} to {after}",
    ko: "doubt.ends가 {ends}인데 되돌리기를 다시 요청하니 두 번 되돌렸습니다. {user}의 잔액: {before} → {after}",
  },
  not_as_before: {
    line: "reverse.read",
    en: "all was read as taken back, but {user} had {before} first and has {after} now",
    ko: "모두 되돌린 것으로 읽었지만 {user}의 잔액은 처음 {before}, 지금 {after}입니다",
  },
} as const satisfies Record<string, FindingWords>;

export type FindingCode = keyof typeof FINDINGS;
