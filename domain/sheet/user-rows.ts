import { finish, mix } from "./mix-hash.ts";

/** Bits of the first table. */
const FIRST_BITS = 11;
/** How many bits it grows by at once. */
const MORE_BITS = 2;

export interface UserRows {
  /** The first row this user was seen in, or none; remembers `row` in that case. */
  firstRowOf(key: string, row: number): number | undefined;
}

/**
 * Which row a user was first seen in. Keeps 12 bytes a user, not its text, so that a million users
 * fit: users are told apart by 64 bits of hash, and two of a million being taken for one, with the
 * warning that follows, has a chance of 1 in 36 million.
 */
export function createUserRows(): UserRows {
  let mask = 2 ** FIRST_BITS - 1;
  /** Three numbers a slot: both halves of the hash, and the row, 0 where the slot is free. */
  let table = new Uint32Array(3 * (mask + 1));
  let used = 0;

  /** Where the slot of that hash begins, free or its own. */
  const slotOf = (high: number, low: number): number => {
    let slot = low & mask;
    while (table[3 * slot + 2] !== 0) {
      if (table[3 * slot] === high && table[3 * slot + 1] === low) break;
      slot = (slot + 1) & mask;
    }
    return 3 * slot;
  };

  const put = (at: number, high: number, low: number, row: number) => {
    table[at] = high;
    table[at + 1] = low;
    table[at + 2] = row;
  };

  const grow = () => {
    const old = table;
    mask = (mask + 1) * 2 ** MORE_BITS - 1;
    table = new Uint32Array(3 * (mask + 1));
    for (let at = 0; at < old.length; at += 3) {
      const row = old[at + 2] ?? 0;
      if (row === 0) continue;
      const high = old[at] ?? 0;
      const low = old[at + 1] ?? 0;
      put(slotOf(high, low), high, low, row);
    }
  };

  return {
    firstRowOf(key, row) {
      // Two hashes in the manner of MurmurHash3 over the UTF-16 code units, in one go.
      let one = 0x9747b28c;
      let other = 0x3c6ef372;
      for (let index = 0; index < key.length; index += 1) {
        const code = key.charCodeAt(index);
        one = mix(one, Math.imul(code, 0xcc9e2d51), 0x1b873593);
        other = mix(other, Math.imul(code, 0x239b961b), 0xab0e9789);
      }
      const high = finish(one ^ key.length);
      const low = finish(other ^ key.length);
      const at = slotOf(high, low);
      const first = table[at + 2] ?? 0;
      if (first !== 0) return first;
      put(at, high, low, row);
      used += 1;
      if (used * 2 > mask) grow();
      return undefined;
    },
  };
}
