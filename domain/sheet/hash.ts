/** A running hash, passed in: the domain has no cryptography of its own. */
export interface Hash {
  /** Adds bytes, which may change once this returns, or text as UTF-8. */
  update(piece: Uint8Array | string): void;
  /** Ends the hash: lower-case hex. */
  hex(): string;
}

/** Begins a SHA-256. */
export type NewHash = () => Hash;
