import { normalised } from "./clean-text.ts";

/** What a column can mean. */
export type Meaning = "userId" | "points" | "reason";

interface MeaningNames {
  /** Taken whenever they occur. */
  readonly first: readonly string[];
  /** Taken only where none of the first occurs: they often stand beside the real column. */
  readonly second: readonly string[];
  readonly ko: string;
  readonly en: string;
  /** A name to suggest. */
  readonly example: string;
}

/** Header names as normalised by {@link normaliseHeader}. */
export const HEADER_NAMES: Record<Meaning, MeaningNames> = {
  userId: {
    first: [
      ...["userid", "uid", "userno", "usernumber", "usercode", "useraccount"],
      ...["memberid", "memberno", "membernumber", "customerid", "customerno", "customernumber"],
      ...["accountid", "playerid", "walletaddress", "wallet", "id"],
      ...[
        "회원id",
        "회원아이디",
        "회원번호",
        "회원코드",
        "고객id",
        "고객아이디",
        "고객번호",
        "고객코드",
      ],
      ...["사용자id", "사용자아이디", "사용자번호", "유저id", "유저아이디", "유저번호"],
      ...["이용자id", "이용자아이디", "이용자번호", "계정id", "계정아이디", "아이디"],
      ...["지갑주소"],
    ],
    second: [
      ...["user", "사용자", "유저", "이용자", "계정", "account", "지갑"],
      ...["email", "emailaddress", "이메일", "이메일주소", "전자우편"],
    ],
    ko: "사용자",
    en: "user",
    example: "회원ID",
  },
  points: {
    first: [
      ...[
        "points",
        "point",
        "pointamount",
        "pointsamount",
        "amount",
        "rewardpoints",
        "rewardpoint",
      ],
      ...["payoutpoints", "paymentpoints", "pointstopay"],
      ...[
        "포인트",
        "지급포인트",
        "적립포인트",
        "지급할포인트",
        "지급예정포인트",
        "포인트금액",
        "포인트수량",
      ],
      ...["적립금", "지급적립금", "금액", "지급금액", "지급액", "적립금액"],
    ],
    second: [],
    ko: "포인트",
    en: "points",
    example: "포인트",
  },
  reason: {
    first: ["reason", "payoutreason", "사유", "지급사유", "적립사유", "지급이유", "적립이유"],
    second: ["note", "notes", "memo", "comment", "remark", "remarks", "비고", "메모", "설명"],
    ko: "사유",
    en: "reason",
    example: "사유",
  },
};

/**
 * Words that mark the later or corrected column of two with the same name: `최종 포인트` beside `포인트`.
 * Spelled as {@link normaliseHeader} spells it.
 */
const LATER =
  "최종|조정후|조정|수정후|수정|변경후|변경|확정|정정|실제|실|정산|승인|신규|새|final|adjusted|revised|corrected|updated|changed|actual|net|confirmed|approved|new";
const LATER_WORDS = new Set(LATER.split("|"));
const LATER_NAME = new RegExp(`^(?:${LATER})(.+)$|^(.+?)(?:${LATER})$`);

/** The name without the words that mark it as the later one; undefined where there are none. */
function withoutLater(name: string): string | undefined {
  const match = LATER_NAME.exec(name);
  return match?.[1] ?? match?.[2];
}

/** What a name in {@link HEADER_NAMES} stands for. */
export interface KnownName {
  readonly meaning: Meaning;
  readonly rank: "first" | "second";
}

const MEANINGS: ReadonlyMap<string, KnownName> = new Map(
  (["userId", "points", "reason"] as const).flatMap((meaning) =>
    (["first", "second"] as const).flatMap((rank) =>
      HEADER_NAMES[meaning][rank].map((name) => [name, { meaning, rank }] as const),
    ),
  ),
);

/** What a normalised name means, if anything; whether a word marks it as the later of two. */
export function knownName(name: string): (KnownName & { readonly later: boolean }) | undefined {
  const plain = MEANINGS.get(name);
  if (plain !== undefined) return { ...plain, later: false };
  const known = MEANINGS.get(withoutLater(name) ?? "");
  return known === undefined ? undefined : { ...known, later: true };
}

/** What a header text means, if anything. */
export function meaningOf(text: string): Meaning | undefined {
  const known = knownName(normaliseHeader(text).name);
  return known?.later === false ? known.meaning : undefined;
}

/** Columns of points that are not to be paid: what users have, had or may have. */
const BALANCE =
  /보유|잔여|잔액|잔고|누적|기존|현재|사용|소멸|만료|이전|한도|가용|차감|구매|결제|balance|current|previous|used|expired|remaining|before|limit|available/;
const POINTS_ENDING = /(?:포인트|적립금|points?)$/;

/** Whether a column of this name may hold points to be paid, known by that name or not. */
export function mayBePoints(name: string): boolean {
  return POINTS_ENDING.test(name) && !BALANCE.test(name);
}

/** What may stand in brackets after a name without changing what the numbers mean. */
const HARMLESS_BRACKETS = new Set([
  ...["p", "pt", "pts", "point", "points", "포인트", "점", "원", "krw", "₩"],
  ...["단위:p", "단위:원", "단위:포인트", "단위:점", "필수", "선택", "required", "optional"],
  ...["텍스트", "text", "숫자", "number", "정수", "id", "아이디", "uid", "userid", "points"],
]);

export interface NormalisedHeader {
  readonly name: string;
  /** False when brackets hold something that may change the meaning, as in `금액(천원)`. */
  readonly clear: boolean;
  /** True when brackets mark it as the later or corrected of two columns: `회원ID(변경)`. */
  readonly later: boolean;
}

const OPENING = /[([{<【〔［]/u;
const CLOSING = /[)\]}>】〕］]$/u;
/** A longer text is no name of a column. */
const MAX_NAME_CHARACTERS = 200;

/** One form for all spellings of a name, such as `User ID`, `user_id` and `ｕｓｅｒＩＤ*`. */
export function normaliseHeader(text: string): NormalisedHeader {
  if (text.length > MAX_NAME_CHARACTERS) return { name: "", clear: false, later: false };
  let name = normalised(text, "NFKC")
    .toLowerCase()
    .replace(/[\s_\-‐‑–—·.*＊\u00ad\u200b-\u200f\u2060\ufeff]/gu, "");
  let clear = true;
  let later = false;
  while (CLOSING.test(name)) {
    // A text that begins with a bracket is not a name followed by one.
    const opening = 1 + name.slice(1).search(OPENING);
    if (opening === 0) break;
    const inside = name.slice(opening + 1, -1);
    clear &&= HARMLESS_BRACKETS.has(inside);
    later ||= LATER_WORDS.has(inside);
    name = name.slice(0, opening);
  }
  return { name: normalised(name, "NFC"), clear, later };
}
