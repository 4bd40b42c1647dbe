import { finish, mix } from "./mix-hash.ts";

/** The shapes of user ids, and which ids look different from nearly all others. */
export interface IdShapes {
  see(userId: string, row: number): void;
  /** Whether an id looks otherwise than those seen so far, which look alike. */
  standsOut(userId: string): boolean;
  /** The same, where those seen so far follow a scheme as well. */
  standsOutOfScheme(userId: string): boolean;
  /** Those that stand out among all, at most {@link MAX_LISTED}, and one that looks as most do. */
  odd(): OddIds | undefined;
}

export interface OddIds {
  readonly usual: string;
  readonly count: number;
  readonly ids: readonly { readonly userId: string; readonly row: number }[];
}

interface Shape {
  count: number;
  /** Whether ids of it follow a scheme. Names and nicknames follow none, so that none is odd. */
  readonly isScheme: boolean;
  readonly first: { readonly userId: string; readonly row: number }[];
}

const MAX_LISTED = 20;
const LISTED_A_SHAPE = 5;
/** Ids of more shapes than this are mixed. */
const MAX_SHAPES = 1_000;
/** Among so many ids, they count as mixed unless one shape has this part. */
const MANY_IDS = 5_000;
const USUAL_PART = 0.5;
/** Fewer ids say nothing of what is usual. */
const MIN_IDS = 4;
/** Of fewer ids, one alone may stand out. */
const FEW_IDS = 10;
const USUAL_SHARE = 0.9;
const USUAL_SO_FAR = 0.8;

/** Counts the shapes of ids, in memory that does not grow with their number. */
export function createIdShapes(): IdShapes {
  const shapes = new Map<number, Shape>();
  let total = 0;
  let isMixed = false;
  let lastKey = 0;
  let last: Shape | undefined;
  let usualKey = 0;
  let usual: Shape | undefined;

  const shapeOf = (key: number, userId: string): Shape | undefined => {
    const known = shapes.get(key);
    if (known !== undefined || shapes.size >= MAX_SHAPES) {
      isMixed ||= known === undefined;
      return known;
    }
    const isScheme = key <= HEX || CODE.test(userId);
    const shape: Shape = { count: 0, isScheme, first: [] };
    shapes.set(key, shape);
    return shape;
  };

  const standsOut = (userId: string): boolean => {
    if (isMixed || usual === undefined) return false;
    return usual.count >= total * USUAL_SO_FAR && shapeKey(userId) !== usualKey;
  };

  return {
    see(userId, row) {
      total += 1;
      if (isMixed) return;
      const key = shapeKey(userId);
      const shape = key === lastKey ? last : shapeOf(key, userId);
      if (shape === undefined) return;
      lastKey = key;
      last = shape;
      shape.count += 1;
      if (total === MANY_IDS) isMixed = usual !== undefined && usual.count < total * USUAL_PART;
      if (shape.first.length < LISTED_A_SHAPE) shape.first.push({ userId, row });
      if (shape.count > (usual?.count ?? 0)) {
        usual = shape;
        usualKey = key;
      }
    },
    standsOut,
    standsOutOfScheme: (userId) => usual?.isScheme === true && standsOut(userId),
    odd() {
      if (isMixed || usual?.isScheme !== true || total < MIN_IDS) return undefined;
      const others = [...shapes].filter(
        ([key, shape]) => shape !== usual && isAnotherKind(key, shape, usualKey),
      );
      const count = others.reduce((sum, [, shape]) => sum + shape.count, 0);
      const rest = total - usual.count;
      const isUsual = usual.count >= total * USUAL_SHARE || (total < FEW_IDS && rest === 1);
      if (count === 0 || !isUsual) return undefined;
      const ids = others
        .flatMap(([, shape]) => shape.first)
        .sort((one, other) => one.row - other.row)
        .slice(0, MAX_LISTED);
      return { usual: usual.first[0]?.userId ?? "", count, ids };
    },
  };
}

const DIGITS = 1;
const TELEPHONE = 2;
const EMAIL = 3;
const HEX = 4;
/** A few letters and a number. */
const CODE = /^[a-z]{1,8}[-_]?\d+$/i;

const TELEPHONE_TEXT = /^\+?[\d ().-]{9,20}$/;
const MIN_TELEPHONE_DIGITS = 9;
/** Names, in Hangul or in letters, spaces or not. */
const NAME_TEXT = /^(?=.*\p{Script=Hangul})[^\d]+$|^[a-z]{2,}(?:[ .]+[a-z]{2,})*$/iu;

/**
 * Whether ids of the shape are something else than what identifies the others: e-mail addresses,
 * telephone numbers or names; among addresses, whatever is none. A code of another form is not.
 */
function isAnotherKind(key: number, { first }: Shape, usualKey: number): boolean {
  if (usualKey === EMAIL || key === EMAIL || key === TELEPHONE) return true;
  const [{ userId } = { userId: "" }] = first;
  if (TELEPHONE_TEXT.test(userId)) {
    return userId.replace(/\D/g, "").length >= MIN_TELEPHONE_DIGITS && key !== DIGITS;
  }
  return NAME_TEXT.test(userId);
}

const MIN_HEX_LENGTH = 20;
const HEX_ID = /^(?:0x)?[0-9a-f-]+$/i;
const KOREAN_MOBILE = /^01[016789]\d{7,8}$/;

/** One number for ids of one shape: digits, a telephone number, `U` followed by digits, … */
function shapeKey(userId: string): number {
  let hash = 0x2545f491;
  let before = 0;
  let digits = 0;
  let kinds = KINDS_BEFORE_DIGITS;
  for (let at = 0; at < userId.length; at += 1) {
    const code = userId.charCodeAt(at);
    const kind = code < ASCII ? (kinds[code] ?? 0) : kindBeyondAscii(code);
    if (kind === KIND_DIGIT) {
      digits += 1;
      kinds = KINDS;
    }
    if (kind === before) continue;
    if (code === AT && at > 0) return EMAIL;
    hash = mix(hash, kind, 0x1b873593);
    before = kind;
  }
  return fixedKey(userId, digits) ?? finish(hash) + HEX + 1;
}

function fixedKey(userId: string, digits: number): number | undefined {
  if (digits === userId.length) return KOREAN_MOBILE.test(userId) ? TELEPHONE : DIGITS;
  return userId.length >= MIN_HEX_LENGTH && HEX_ID.test(userId) ? HEX : undefined;
}

const AT = 64;
const ASCII = 128;
const KIND_DIGIT = 1_000;
const KIND_LETTER = 1_001;
const KIND_HANGUL = 1_002;
const KIND_OTHER = 1_003;

/** Of each character of ASCII. */
const KINDS = Uint16Array.from({ length: ASCII }, (_, code) => {
  const text = String.fromCharCode(code);
  if (/\d/.test(text)) return KIND_DIGIT;
  return /[a-z]/i.test(text) ? KIND_LETTER : code;
});
/** What stands before the digits counts as it is: `U` of `U080012`. */
const KINDS_BEFORE_DIGITS = KINDS.map((kind, code) =>
  kind === KIND_LETTER ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : kind,
);

function kindBeyondAscii(code: number): number {
  return code >= 0xac00 && code <= 0xd7a3 ? KIND_HANGUL : KIND_OTHER;
}
