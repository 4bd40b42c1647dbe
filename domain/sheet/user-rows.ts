/** Bits of the first table; it doubles as it fills. */
const FIRST_BITS = 10;

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
  let table = new Uint32Array(3 * (mask + 1));
  let used = 0;

  const slotOf = (into: Uint32Array, high: number, low: number): number => {
    let slot = low & mask;
    while (into[3 * slot + 2] !== 0) {
      if (into[3 * slot] === high && into[3 * slot + 1] === low) break;
      slot = (slot + 1) & mask;
    }
    return 3 * slot;
  };

  const grow = () => {
    const old = table;
    mask = 2 * mask + 1;
    table = new Uint32Array(3 * (mask + 1));
    for (let at = 0; at < old.length; at += 3) {
      const row = old[at + 2] ?? 0;
      if (row === 0) continue;
      const high = old[at] ?? 0;
      const low = old[at + 1] ?? 0;
      table.set([high, low, row], slotOf(table, high, low));
    }
  };

  return {
    firstRowOf(key, row) {
      const high = hash(key, 0x9747b28c);
      const low = hash(key, 0x3c6ef372);
      const at = slotOf(table, high, low);
      const first = table[at + 2] ?? 0;
      if (first !== 0) return first;
      table[at] = high;
      table[at + 1] = low;
      table[at + 2] = row;
      used += 1;
      if (used * 2 > mask) grow();
      return undefined;
    },
  };
}

/** 32 bits over the UTF-16 code units, in the manner of MurmurHash3. */
function hash(text: string, seed: number): number {
  let state = seed;
  for (let index = 0; index < text.length; index += 1) {
    const mixed = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    state ^= Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    state = (Math.imul((state << 13) | (state >>> 19), 5) + 0xe6546b64) | 0;
  }
  state ^= text.length;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
