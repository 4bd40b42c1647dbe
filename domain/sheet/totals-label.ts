import { normalised } from "./clean-text.ts";

/**
 * How the text of a cell names a total: `whole`, where all of it says so (`합계`, `11월 지급 합계(원)`,
 * `Grand Total`); `all`, where it says how many or much (`총 120명`); `part`, where a total is named
 * with something of its own (`A팀 소계`, `u1 Total`, `강남점합계`).
 */
export type TotalsLabel = "whole" | "all" | "part";

const MAX_LABEL_LENGTH = 60;
/** Without the flag for letter case, which costs as much again for every id. */
const PERHAPS_TOTAL =
  /[계합총요평計总總汇Ｔｔ]|[Tt][Oo][Tt][Aa]|[Ss][Uu][Mm]|[Aa][Vv](?:[Ee][Rr]|[Gg])/;

/** Words that name a total by themselves. */
const TOTALS = new Set([
  ...["합계", "총합계", "총합", "총계", "소계", "누계", "중계", "합산", "총액", "합", "계", "요약"],
  ...["총합산", "합산액", "집계", "합계액", "평균", "합계금액"],
  ...[
    "合計",
    "小計",
    "総計",
    "総合計",
    "累計",
    "集計",
    "計",
    "总计",
    "合计",
    "小计",
    "汇总",
    "總計",
  ],
  ...["total", "totals", "subtotal", "subtotals", "grandtotal", "totalpoint", "totalpoints"],
  ...["sum", "sums", "average", "avg"],
]);
/** Names a total together with what it is a total of: `총 120명`, `총 지급액`. */
const ALL = new Set(["총", "총인원", "총건수"]);
/** What may stand around them and says no more than which total it is. */
const AROUND = new Set([
  ...["전체", "중간", "최종", "누적", "총", "지급", "적립", "포인트", "금액", "지급액", "적립금"],
  ...[
    "월",
    "년",
    "일",
    "주",
    "주차",
    "차",
    "분기",
    "반기",
    "상반기",
    "하반기",
    "연간",
    "월간",
    "주간",
  ],
  ...[
    "월별",
    "일별",
    "주별",
    "팀별",
    "부서별",
    "지점별",
    "항목별",
    "당월",
    "전월",
    "이번달",
    "금월",
  ],
  ...["팀", "조", "부서", "그룹", "지점", "회원", "사용자", "고객", "대상", "대상자", "당첨자"],
  ...["이벤트", "행사", "예정", "예상", "실", "확정", "단위", "수량", "및", "의", "분"],
  ...[
    "인원",
    "인원수",
    "건수",
    "명수",
    "명",
    "건",
    "개",
    "인",
    "원",
    "점",
    "천원",
    "만원",
    "천",
    "만",
  ],
  ...["grand", "sub", "overall", "all", "the", "of", "for", "in", "final", "net", "gross"],
  ...["point", "points", "amount", "payout", "payouts", "payment", "payments", "users", "rows"],
  ...["p", "pt", "pts", "krw", "won", "monthly", "weekly", "daily", "team", "q"],
  ...["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"],
  ...["january", "february", "march", "april", "june", "july", "august", "september", "october"],
  ...["november", "december"],
]);
/** The words of syllables by their first, the longest before others. */
const WORDS_BY_FIRST = groupByFirst([...TOTALS, ...ALL, ...AROUND]);

function groupByFirst(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byFirst = new Map<string, string[]>();
  for (const word of words.toSorted((one, other) => other.length - one.length)) {
    const first = word.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), word]);
  }
  return byFirst;
}

/** `합 계` is one word; `u1 요약` stays two. */
const SPACED_SYLLABLES = /^[\p{Script=Hangul}](?:\s+[\p{Script=Hangul}])+$/u;
/** What parts words, and what may stand around them. */
const PARTING = /[\s:：=()[\]{}<>〈〉《》「」【】*★☆■□▶▷→※·,/|~+"'“”‘’₩\\]+|(?:^|\s)-+|-+(?=\s|$)/u;
const PIECES = /[a-z]+|\d[\d.]*|[\p{Script=Hangul}\p{Script=Han}]+|./gsu;

/** How the text names a total; nothing when it does not, as an id that merely begins so. */
export function totalsLabelOf(text: string): TotalsLabel | undefined {
  if (text.length > MAX_LABEL_LENGTH || !PERHAPS_TOTAL.test(text)) return undefined;
  const folded = normalised(text, "NFKC").toLowerCase().replace("sub-total", "subtotal").trim();
  const plain = withoutGaps(folded);
  const words = plain.split(PARTING).filter((word) => word !== "");
  return wholeLabel(words) ?? (isPart(words) ? "part" : undefined);
}

/** Syllables that somebody set apart to fill the cell are put together. */
function withoutGaps(text: string): string {
  const bare = text.replace(/^[\s\-*:=()[\]<>]+|[\s\-*:=()[\]<>]+$/g, "");
  return SPACED_SYLLABLES.test(bare) ? bare.replace(/\s+/g, "") : text;
}

function wholeLabel(words: readonly string[]): TotalsLabel | undefined {
  let totals = 0;
  let all = false;
  for (const [index, word] of words.entries()) {
    const found = takeApart(word);
    if (found === undefined) return undefined;
    totals += found.totals;
    all ||= index === 0 && found.beginsWithAll;
  }
  if (totals > 0) return "whole";
  return all ? "all" : undefined;
}

/** A word as the words of the lists it is made of; nothing when there is anything else in it. */
function takeApart(word: string): { totals: number; beginsWithAll: boolean } | undefined {
  const found = { totals: 0, beginsWithAll: ALL.has(word) || word.startsWith("총") };
  let latin = false;
  for (const [piece] of word.matchAll(PIECES)) {
    const isNumber = /^\d/.test(piece);
    // `sum01` is an id, `합계 3` is none.
    const count = isNumber && latin ? undefined : totalsInPiece(piece);
    if (count === undefined) return undefined;
    found.totals += count;
    latin = /^[a-z]/.test(piece);
  }
  return found;
}

function totalsInPiece(piece: string): number | undefined {
  if (/^\d/.test(piece)) return 0;
  if (!/^[a-z]/.test(piece)) return totalsIn(piece);
  if (TOTALS.has(piece)) return 1;
  return AROUND.has(piece) ? 0 : undefined;
}

/** How many words of totals a run of syllables holds; always the longest word that fits. */
function totalsIn(run: string): number | undefined {
  let totals = 0;
  for (let at = 0; at < run.length; ) {
    const start = at;
    const words = WORDS_BY_FIRST.get(run.charAt(at));
    const word = words?.find((one) => run.startsWith(one, start));
    if (word === undefined) return undefined;
    if (TOTALS.has(word)) totals += 1;
    at += word.length;
  }
  return totals;
}

const LAST_WORDS = new Set([
  "계",
  "合計",
  "小計",
  "集計",
  "汇总",
  "합",
  "요약",
  "평균",
  "누계",
  "중계",
]);
const GLUED_ENDING = /(?:합계|소계|총계|누계|총합|총액|合計|小計|総計|总计|合计|小计)(?:액|금액)?$/;
const ENGLISH_END = new Set(["total", "totals", "subtotal", "subtotals", "average"]);
const ENGLISH_BEGINNING = new Set(["total", "totals", "sum", "subtotal", "average"]);
const ENGLISH_SECOND = new Set(["of", "for", "by", "amount", "points", "payout", "paid"]);

function isPart(words: readonly string[]): boolean {
  const named = words.filter((word) => !/^[\d.]+(?:명|건|개|원|p|점|포인트)?$/.test(word));
  if (named.some((word) => GLUED_ENDING.test(word))) return true;
  const [first = "", second = ""] = named;
  const last = named.at(-1) ?? "";
  if (named.length < 2) return false;
  if (first === "계" || LAST_WORDS.has(last) || ENGLISH_END.has(last)) return true;
  if (first === "grand" && second === "total") return true;
  return ENGLISH_BEGINNING.has(first) && ENGLISH_SECOND.has(second);
}
