import { normalised } from "./clean-text.ts";
import { finish, mix } from "./mix-hash.ts";

/** Bits of the first table. */
const FIRST_BITS = 11;
/** How many bits it grows by at once. */
const MORE_BITS = 2;
/** Numbers a slot: both halves of the folded id's hash, the row (0: free), a hash of the id as it is. */
const SLOT = 4;

export type UserSeen =
  | { readonly kind: "new" }
  /** Seen before, in the very same spelling, or in one that differs in letter case and the like. */
  | { readonly kind: "same" | "alike"; readonly firstRow: number };

export interface UserRows {
  /** Whether this user was seen before; remembers `row` if not. */
  see(key: string, row: number): UserSeen;
}

/** More are no slips. */
const MAX_SPELLINGS = 100_000;

const NEW: UserSeen = { kind: "new" };

/**
 * Which row a user was first seen in. Keeps 16 bytes a user, not its text, so that a million users
 * fit: users are told apart by 64 bits of hash, and two of a million being taken for one, with the
 * warning that follows, has a chance of 1 in 36 million.
 */
export function createUserRows(): UserRows {
  let mask = 2 ** FIRST_BITS - 1;
  let table = new Uint32Array(SLOT * (mask + 1));
  let used = 0;
  /** First rows of the other spellings of users; most sheets have none. */
  const spellings = new Map<string, number>();

  /** Where the slot of that hash begins, free or its own. */
  const slotOf = (high: number, low: number): number => {
    let slot = low & mask;
    while (table[SLOT * slot + 2] !== 0) {
      if (table[SLOT * slot] === high && table[SLOT * slot + 1] === low) break;
      slot = (slot + 1) & mask;
    }
    return SLOT * slot;
  };

  const put = (at: number, high: number, low: number, row: number) => {
    table[at] = high;
    table[at + 1] = low;
    table[at + 2] = row;
  };

  const grow = () => {
    const old = table;
    mask = (mask + 1) * 2 ** MORE_BITS - 1;
    table = new Uint32Array(SLOT * (mask + 1));
    for (let at = 0; at < old.length; at += SLOT) {
      const row = old[at + 2] ?? 0;
      if (row === 0) continue;
      const high = old[at] ?? 0;
      const low = old[at + 1] ?? 0;
      const place = slotOf(high, low);
      put(place, high, low, row);
      table[place + 3] = old[at + 3] ?? 0;
    }
  };

  /** Where the slot of the id begins when it was seen before; -1 after it was put into one. */
  const seeFolded = (key: string, exactKey: string, row: number): number => {
    // Two hashes in the manner of MurmurHash3 over the UTF-16 code units, in one go.
    let one = 0x9747b28c;
    let other = 0x3c6ef372;
    for (let index = 0; index < key.length; index += 1) {
      const code = lowerCase(key.charCodeAt(index));
      one = mix(one, Math.imul(code, 0xcc9e2d51), 0x1b873593);
      other = mix(other, Math.imul(code, 0x239b961b), 0xab0e9789);
    }
    const high = finish(one ^ key.length);
    const low = finish(other ^ key.length);
    const at = slotOf(high, low);
    if (table[at + 2] !== 0) return at;
    put(at, high, low, row);
    table[at + 3] = hashOf(exactKey);
    used += 1;
    if (used * 2 > mask) grow();
    return -1;
  };

  return {
    see(key, row) {
      const at = seeFolded(isPlain(key) ? key : fold(key), key, row);
      if (at === -1) return NEW;
      const firstRow = table[at + 2] ?? 0;
      if (table[at + 3] === hashOf(key)) return { kind: "same", firstRow };
      const before = spellings.get(key);
      if (before !== undefined) return { kind: "same", firstRow: before };
      if (spellings.size < MAX_SPELLINGS) spellings.set(key, row);
      return { kind: "alike", firstRow };
    },
  };
}

/** ASCII and Hangul: nothing in it has another form but that of its letters' case. */
function isPlain(key: string): boolean {
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    if (code >= 0x80 && (code < 0xac00 || code > 0xd7a3)) return false;
  }
  return true;
}

/** The same for spellings that look or are typed alike: `ⅳ` and `IV`, `ｱ` and `ア`. */
function fold(key: string): string {
  return normalised(key, "NFKC").toLowerCase();
}

function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Tells spellings of one user apart. */
function hashOf(key: string): number {
  let hash = key.length;
  for (let index = 0; index < key.length; index += 1) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0;
  }
  return finish(hash);
}
