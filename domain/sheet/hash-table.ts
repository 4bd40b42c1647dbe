import { finish, mix } from "./mix-hash.ts";

/** 64 bits of a text, in two halves. Two of a million texts have the same by a chance of 1 in 36 million. */
export type TextHash = readonly [high: number, low: number];

/** Two hashes in the manner of MurmurHash3 over the UTF-16 code units, in one go. */
export function hashText(text: string): TextHash {
  let one = 0x38b34ae5;
  let other = 0x27d4eb2f;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = mix(one, Math.imul(code, 0xcc9e2d51), 0x1b873593);
    other = mix(other, Math.imul(code, 0x239b961b), 0xab0e9789);
  }
  return [finish(one ^ text.length) | 0, finish(other ^ text.length) | 0];
}

/** The hash of two whole numbers below 2³², another one than theirs the other way round. */
export function hashPair(one: number, other: number): TextHash {
  return [
    finish(mix(mix(0x38b34ae5, one, 0x1b873593), other, 0x1b873593)) | 0,
    finish(mix(mix(0x27d4eb2f, one, 0xab0e9789), other, 0xab0e9789)) | 0,
  ];
}

export interface HashTable {
  /** The place of that hash, from 0 in the order in which they came; `size` before it where it is new. */
  placeOf(hash: TextHash): number;
  readonly size: number;
}

const FIRST_BITS = 10;

/** Tells texts apart by their hashes: 16 bytes each, whatever their length, so that a million fit. */
export function createHashTable(): HashTable {
  let mask = 2 ** FIRST_BITS - 1;
  /** Which hash, from 1; 0 is free. Half of it is free at least. */
  let slots = new Int32Array(mask + 1);
  let hashes = new Int32Array(mask + 1);
  let size = 0;

  const grow = (): void => {
    mask = 2 * mask + 1;
    slots = new Int32Array(mask + 1);
    const before = hashes;
    hashes = new Int32Array(mask + 1);
    hashes.set(before);
    for (let place = 0; place < size; place += 1) {
      let slot = (hashes[2 * place + 1] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = place + 1;
    }
  };

  return {
    placeOf([high, low]) {
      let slot = low & mask;
      for (let taken = slots[slot] ?? 0; taken !== 0; taken = slots[slot] ?? 0) {
        const at = 2 * (taken - 1);
        if (hashes[at] === high && hashes[at + 1] === low) return taken - 1;
        slot = (slot + 1) & mask;
      }
      const place = size;
      hashes[2 * place] = high;
      hashes[2 * place + 1] = low;
      size += 1;
      slots[slot] = size;
      if (2 * size > mask) grow();
      return place;
    },
    get size() {
      return size;
    },
  };
}
