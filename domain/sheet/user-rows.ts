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

  const put = (at: number, slot: readonly [number, number, number, number]) => {
    for (let index = 0; index < SLOT; index += 1) table[at + index] = slot[index] ?? 0;
  };

  const grow = () => {
    const old = table;
    mask = (mask + 1) * 2 ** MORE_BITS - 1;
    table = new Uint32Array(SLOT * (mask + 1));
    for (let at = 0; at < old.length; at += SLOT) {
      const [high = 0, low = 0, row = 0, exact = 0] = old.subarray(at, at + SLOT);
      if (row !== 0) put(slotOf(high, low), [high, low, row, exact]);
    }
  };

  const seeFolded = (key: string, exact: number, row: number): number | undefined => {
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
    put(at, [high, low, row, exact]);
    used += 1;
    if (used * 2 > mask) grow();
    return undefined;
  };

  return {
    see(key, row) {
      const exact = hashOf(key);
      const at = seeFolded(PLAIN.test(key) ? key : fold(key), exact, row);
      if (at === undefined) return NEW;
      const firstRow = table[at + 2] ?? 0;
      if (table[at + 3] === exact) return { kind: "same", firstRow };
      const before = spellings.get(key);
      if (before !== undefined) return { kind: "same", firstRow: before };
      if (spellings.size < MAX_SPELLINGS) spellings.set(key, row);
      return { kind: "alike", firstRow };
    },
  };
}

/** ASCII and Hangul: nothing in it has another form but that of its letters' case. */
const PLAIN = /^[\0-\x7f\uac00-\ud7a3]*$/;

/** The same for spellings that look or are typed alike: `ⅳ` and `IV`, `ｱ` and `ア`. */
function fold(key: string): string {
  return normalised(key, "NFKC").toLowerCase();
}

function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function hashOf(key: string): number {
  let hash = 0x6a09e667;
  for (let index = 0; index < key.length; index += 1) {
    hash = mix(hash, Math.imul(key.charCodeAt(index), 0x85ebca6b), 0xc2b2ae35);
  }
  return finish(hash ^ key.length);
}
