import type { NewHash } from "./hash.ts";
import type { Payment } from "./payment.ts";
import { mostPlainBytes, writePlainPayment } from "./plain-payment.ts";

/** Named in the hash, so that a change of the encoding can never pass for the same payments. */
const ENCODING = "paysheet payments 1\n";
const BLOCK_BYTES = 131_072;

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
  const hash = newHash();
  hash.update(ENCODING);
  const block = new Uint8Array(BLOCK_BYTES);
  let length = 0;
  const flush = () => {
    hash.update(block.subarray(0, length));
    length = 0;
  };
  return {
    add(payment) {
      const most = mostPlainBytes(payment);
      if (length + most > BLOCK_BYTES) flush();
      const end = most > BLOCK_BYTES ? -1 : writePlainPayment(payment, block, length);
      if (end !== -1) {
        length = end;
        return;
      }
      flush();
      hash.update(`${spell(payment)}\n`);
    },
    end() {
      flush();
      return `sha256:${hash.hex()}`;
    },
  };
}

/** What is hashed of a payment. A change of it is a change of {@link ENCODING}. */
function spell({ row, userId, points, reason }: Payment): string {
  return JSON.stringify([row, userId, points, reason ?? null]);
}
