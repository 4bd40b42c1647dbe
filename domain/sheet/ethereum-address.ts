import { keccak_256 } from "@noble/hashes/sha3.js";

/**
 * Whether the letter case of a 0x address is the checksum of EIP-55. An address all in lower or
 * all in upper case carries none and passes.
 */
export function hasRightChecksum(address: string): boolean {
  const digits = address.slice(2);
  const lower = digits.toLowerCase();
  if (digits === lower || digits === digits.toUpperCase()) return true;
  // Keccak as Ethereum uses it: with the padding from before SHA-3 became a standard.
  const hash = keccak_256(Uint8Array.from(lower, (char) => char.charCodeAt(0)));
  for (const [index, char] of Array.from(digits).entries()) {
    const byte = hash[index >> 1] ?? 0;
    const nibble = index % 2 === 0 ? byte >> 4 : byte & 15;
    const expected = nibble >= 8 ? char.toUpperCase() : char.toLowerCase();
    if (char !== expected) return false;
  }
  return true;
}
