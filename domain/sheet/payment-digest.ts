import type { Hash, NewHash } from "./hash.ts";
import type { Payment } from "./payment.ts";

/** Named in the hash, so that a change of the encoding can never pass for the same payments. */
const ENCODING = "paysheet payments 1\n";
const FLUSH_CHARACTERS = 65_536;

export interface PaymentDigest {
  add(payment: Payment): void;
  /** `sha256:` and 64 hex digits. Ends the digest. */
  end(): string;
}

/**
 * A digest over row, user id, points and reason of every payment in order, and of nothing else: not
 * of styling, of other columns, or of the program that saved the file. One JSON array a line, so
 * that no two lists of payments are spelled alike.
 */
export function createPaymentDigest(newHash: NewHash): PaymentDigest {
  const hash: Hash = newHash();
  let pending = ENCODING;
  return {
    add({ row, userId, points, reason }) {
      pending += `${JSON.stringify([row, userId, points, reason ?? null])}\n`;
      if (pending.length < FLUSH_CHARACTERS) return;
      hash.update(pending);
      pending = "";
    },
    end() {
      hash.update(pending);
      return `sha256:${hash.hex()}`;
    },
  };
}
