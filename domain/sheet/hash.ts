/** A running hash, passed in: the domain has no cryptography of its own. */
export interface Hash {
  /** Adds text, as UTF-8. */
  update(text: string): void;
  /** Ends the hash: lower-case hex. */
  hex(): string;
}

/** Begins a SHA-256. */
export type NewHash = () => Hash;
