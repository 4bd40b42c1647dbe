import { normalised } from "./clean-text.ts";
import { finish, mix } from "./mix-hash.ts";

/** Bits of the first table. */
const FIRST_BITS = 11;
/** How many bits it grows by at once. */
const MORE_BITS = 2;
/** Numbers kept for a user: two halves of their key's hash, the row, a hash of the spelling. */
const USER = 4;

/** Of a number of the table: the user, from 1, more than a sheet has rows; above, bits of the hash. */
const USERS = 2 ** 21 - 1;
const TAG = ~USERS;

export type UserSeen =
  | { readonly kind: "new" }
  /** Seen before, in the same spelling, or in one that differs only in letter case or form. */
  | { readonly kind: "same" | "alike"; readonly firstRow: number };

export interface UserRows {
  /** Whether this user was seen before; remembers `row` if not. */
  see(key: string, row: number): UserSeen;
  /** Adds points to the user that was seen last; what they have in all, and their first row. */
  add(points: number): { readonly row: number; readonly points: number };
}

/** More are no slips. */
const MAX_SPELLINGS = 100_000;

const NEW: UserSeen = { kind: "new" };

/**
 * Which row a user was first seen in, and how many points they have. Keeps 24 bytes a user and their place in a table, not their
 * text, so that a million users fit: users are told apart by 64 bits of hash, and two of a million
 * being taken for one, with the warning that follows, has a chance of 1 in 36 million.
 */
export function createUserRows(): UserRows {
  let mask = 2 ** FIRST_BITS - 1;
  /** By hash: which user, from 1; 0 is free. Four bytes each, so that much of it fits a cache. */
  let table = new Int32Array(mask + 1);
  let users = new Int32Array(USER * (mask + 1));
  let sums = new Float64Array(mask + 1);
  let count = 0;
  /** Which user was seen last, from 0. */
  let last = 0;
  /** First rows of the other spellings of users; most sheets have none. */
  const spellings = new Map<string, number>();

  /** The slot of that hash, free or its own. */
  const slotOf = (high: number, low: number): number => {
    const tag = high & TAG;
    let slot = low & mask;
    for (let taken = table[slot] ?? 0; taken !== 0; taken = table[slot] ?? 0) {
      if ((taken & TAG) === tag) {
        const at = USER * ((taken & USERS) - 1);
        if (users[at] === high && users[at + 1] === low) break;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const grow = () => {
    mask = (mask + 1) * 2 ** MORE_BITS - 1;
    table = new Int32Array(mask + 1);
    for (let user = 1; user <= count; user += 1) {
      const at = USER * (user - 1);
      let slot = (users[at + 1] ?? 0) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = user | ((users[at] ?? 0) & TAG);
    }
  };

  const add = (slot: number, high: number, low: number, row: number, spelling: number) => {
    const at = USER * count;
    if (at === users.length) {
      const old = users;
      users = new Int32Array(2 * old.length);
      users.set(old);
      const before = sums;
      sums = new Float64Array(2 * before.length);
      sums.set(before);
    }
    users[at] = high;
    users[at + 1] = low;
    users[at + 2] = row;
    users[at + 3] = spelling;
    last = count;
    count += 1;
    table[slot] = count | (high & TAG);
    if (count * 2 > mask) grow();
  };

  /** Of a user who was seen before. */
  const seeAgain = (at: number, key: string, row: number, spelling: number): UserSeen => {
    const firstRow = users[at + 2] ?? 0;
    if (users[at + 3] === spelling) return { kind: "same", firstRow };
    const before = spellings.get(key);
    if (before !== undefined) return { kind: "same", firstRow: before };
    if (spellings.size < MAX_SPELLINGS) spellings.set(key, row);
    return { kind: "alike", firstRow };
  };

  /** `text` is the key, or what is the same for all that look like it. */
  const seeAs = (text: string, key: string, row: number, isFolded: boolean): UserSeen => {
    const { length } = text;
    // Two hashes in the manner of MurmurHash3 over the UTF-16 code units, in one go.
    let one = 0x9747b28c | 0;
    let other = 0x3c6ef372;
    let capitals = 0;
    let bits = 0;
    for (let index = 0; index < length; index += 1) {
      let code = text.charCodeAt(index);
      if (code >= A && code <= Z) {
        code |= SMALL;
        capitals = mix(capitals, index + 1, 0x1b873593);
      }
      bits |= code;
      one = mix(one, Math.imul(code, 0xcc9e2d51), 0x1b873593);
      other = mix(other, Math.imul(code, 0x239b961b), 0xab0e9789);
    }
    if (bits >= BEYOND_ASCII && !isFolded && !isPlain(text))
      return seeAs(fold(key), key, row, true);
    const high = finish(one ^ length) | 0;
    const low = finish(other ^ length) | 0;
    const spelling = isFolded ? hashOf(key) : capitals;
    const slot = slotOf(high, low);
    const user = (table[slot] ?? 0) & USERS;
    if (user !== 0) {
      last = user - 1;
      return seeAgain(USER * last, key, row, spelling);
    }
    add(slot, high, low, row, spelling);
    return NEW;
  };
  return {
    see: (key, row) => seeAs(key, key, row, false),
    add(points) {
      const sum = (sums[last] ?? 0) + points;
      sums[last] = sum;
      return { row: users[USER * last + 2] ?? 0, points: sum };
    },
  };
}

const A = 65;
const Z = 90;
/** Makes a small letter of a capital one. */
const SMALL = 32;
const BEYOND_ASCII = 0x80;

/** ASCII and Hangul: nothing in it has another form but that of its letters' case. */
function isPlain(key: string): boolean {
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    if (code >= BEYOND_ASCII && (code < 0xac00 || code > 0xd7a3)) return false;
  }
  return true;
}

/** The same for spellings that look or are typed alike: `ⅳ` and `IV`, `ｱ` and `ア`. */
function fold(key: string): string {
  return normalised(key, "NFKC").toLowerCase();
}

/** A hash that differs between spellings of one user. */
function hashOf(key: string): number {
  let hash = key.length;
  for (let index = 0; index < key.length; index += 1) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0;
  }
  return finish(hash) | 0;
}
