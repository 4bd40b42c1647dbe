import { keccak256 } from "./keccak.ts";

/**
 * Whether the letter case of a 0x address is the checksum of EIP-55. An address all in lower or
 * all in upper case carries none and passes.
 */
export function hasRightChecksum(address: string): boolean {
  const digits = address.slice(2);
  const lower = digits.toLowerCase();
  if (digits === lower || digits === digits.toUpperCase()) return true;
  const hash = keccak256(Uint8Array.from(lower, (char) => char.charCodeAt(0)));
  for (const [index, char] of Array.from(digits).entries()) {
    const byte = hash[index >> 1] ?? 0;
    const nibble = index % 2 === 0 ? byte >> 4 : byte & 15;
    const expected = nibble >= 8 ? char.toUpperCase() : char.toLowerCase();
    if (char !== expected) return false;
  }
  return true;
}
