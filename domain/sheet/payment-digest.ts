import type { Payment } from "./payment.ts";

/** A running hash, passed in: the domain has no cryptography of its own. */
interface Hash {
  /** Adds bytes, which may change once this returns, or text as UTF-8. */
  update(piece: Uint8Array | string): void;
  /** Ends the hash: lower-case hex. */
  hex(): string;
}

/** Begins a SHA-256. */
export type NewHash = () => Hash;

/** Named in the hash, so that a change of the encoding can never pass for the same payments. */
const ENCODING = "paysheet payments 1\n";
const BLOCK_BYTES = 131_072;

interface PaymentDigest {
  add(payment: Payment): void;
  /** `sha256:` and 64 hex digits. Ends the digest. */
  end(): string;
}

/**
 * A digest over row, user id, points, reason and what the points API takes besides of every payment
 * in order, and of nothing else: not of styling, of other columns, or of the program that saved the
 * file. One JSON array a line, so that no two lists of payments are spelled alike.
 */
export function createPaymentDigest(newHash: NewHash): PaymentDigest {
  const hash = newHash();
  hash.update(ENCODING);
  const block = new Uint8Array(BLOCK_BYTES);
  let length = 0;
  const flush = () => {
    hash.update(block.subarray(0, length));
    length = 0;
  };
  return {
    add(payment) {
      const most =
        payment.extras === undefined ? mostPlainBytes(payment) : Number.POSITIVE_INFINITY;
      if (length + most > BLOCK_BYTES) flush();
      const end = most > BLOCK_BYTES ? -1 : writePlainPayment(payment, block, length);
      if (end !== -1) {
        length = end;
        return;
      }
      flush();
      hash.update(`${spell(payment)}\n`);
    },
    end() {
      flush();
      return `sha256:${hash.hex()}`;
    },
  };
}

/** What is hashed of a payment. A change of it is a change of {@link ENCODING}. */
function spell({ row, userId, points, reason, extras }: Payment): string {
  const plain = [row, userId, points, reason ?? null];
  if (extras === undefined) return JSON.stringify(plain);
  const byName = Object.entries(extras).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([...plain, byName]);
}

// The same line as bytes at once, where JSON spells its texts as they stand, as it does nearly all:
// making a million strings would take a tenth of a check.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const FIRST_OF_TWO_BYTES = 0x80;
const FIRST_OF_THREE_BYTES = 0x800;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const ZERO = 0x30;
const MOST_OF_31_BITS = 2 ** 31 - 1;

const MOST_BYTES_A_CODE_UNIT = 3;
/** Two whole numbers of up to 16 digits, brackets, quotes, commas and the line's end. */
const MOST_OTHER_BYTES = 48;

/** The most bytes that {@link writePlainPayment} may write. */
function mostPlainBytes({ userId, reason }: Payment): number {
  return MOST_BYTES_A_CODE_UNIT * (userId.length + (reason?.length ?? 0)) + MOST_OTHER_BYTES;
}

/**
 * Writes `[2,"u1",100,"reason"]` and a line's end, exactly as `JSON.stringify` and UTF-8 have it,
 * into `bytes` from `start` on. Returns where it ends; -1 when a text needs JSON's escapes or holds
 * surrogates, whatever was written by then.
 */
function writePlainPayment(payment: Payment, bytes: Uint8Array, start: number): number {
  const { row, userId, points, reason } = payment;
  let at = start;
  bytes[at++] = OPEN;
  at = writeWhole(row, bytes, at);
  bytes[at++] = COMMA;
  at = writeQuoted(userId, bytes, at);
  if (at === -1) return -1;
  bytes[at++] = COMMA;
  at = writeWhole(points, bytes, at);
  bytes[at++] = COMMA;
  at = reason === undefined ? writePlain("null", bytes, at) : writeQuoted(reason, bytes, at);
  if (at === -1) return -1;
  bytes[at++] = CLOSE;
  bytes[at++] = LINE_FEED;
  return at;
}

function writeQuoted(text: string, bytes: Uint8Array, start: number): number {
  bytes[start] = QUOTE;
  const end = writePlain(text, bytes, start + 1);
  if (end === -1) return -1;
  bytes[end] = QUOTE;
  return end + 1;
}

/** As `String` writes it, without making a text of it. */
function writeWhole(value: number, bytes: Uint8Array, start: number): number {
  if (value > MOST_OF_31_BITS) return writePlain(String(value), bytes, start);
  let end = start + 1;
  for (let limit = 10; value >= limit; limit *= 10) end += 1;
  let rest = value | 0;
  for (let at = end - 1; at >= start; at -= 1) {
    const tens = (rest / 10) | 0;
    bytes[at] = ZERO + rest - 10 * tens;
    rest = tens;
  }
  return end;
}

function writePlain(text: string, bytes: Uint8Array, start: number): number {
  let at = start;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < FIRST_OF_TWO_BYTES) {
      if (code < SPACE || code === QUOTE || code === BACKSLASH) return -1;
      bytes[at++] = code;
      continue;
    }
    if (code >= FIRST_SURROGATE && code <= LAST_SURROGATE) return -1;
    if (code < FIRST_OF_THREE_BYTES) bytes[at++] = 0xc0 | (code >> 6);
    else {
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[at++] = 0x80 | (code & 0x3f);
  }
  return at;
}
