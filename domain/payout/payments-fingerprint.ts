import * as z from "zod";
import { finish, mix } from "../sheet/mix-hash.ts";
import type { Payment } from "../sheet/payment.ts";

/** How many of the smallest hashes a sheet keeps; a share estimated by them is off by some 3 %. */
const SKETCH_SIZE = 128;

/** By which two sheets that pay the same are recognized, whatever the order of their rows. */
export const fingerprintSchema = z.object({
  /** Over users and points alone, as a set: the number of the method and 16 hex digits. */
  exact: z.string().min(1),
  /** The smallest hashes of its pairs of user and points, ascending, each once. */
  sketch: z.array(z.int().nonnegative()).max(SKETCH_SIZE),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

export interface PaymentsFingerprint {
  add(payment: Pick<Payment, "userId" | "points">): void;
  end(): Fingerprint;
}

/**
 * The fingerprint of payments, in memory that does not grow with them. Ids are compared without
 * regard to letter case: for a warning, it is better to find one too many. A hash of 64 bits a
 * payment, added up, is always equal for equal sets, and for others with a chance of 1 in 2^64, as
 * long as nobody makes them collide on purpose; what is paid depends on the digest, never on this.
 */
export function createPaymentsFingerprint(): PaymentsFingerprint {
  let high = 0;
  let low = 0;
  const sketch: number[] = [];
  return {
    add(payment) {
      const [one, other] = hashOf(payment);
      high = (high + one) >>> 0;
      low = (low + other) >>> 0;
      keepSmallest(sketch, one);
    },
    end: () => ({ exact: `1:${hex(high)}${hex(low)}`, sketch: [...sketch] }),
  };
}

/** How many of the payments of two sheets are about the same; exact where both are small. */
export function sharedPayments(
  one: { readonly payments: number; readonly fingerprint: Fingerprint },
  other: { readonly payments: number; readonly fingerprint: Fingerprint },
): number {
  const ones = new Set(one.fingerprint.sketch);
  const others = new Set(other.fingerprint.sketch);
  // The smallest hashes of both together are a random sample of all payments of either.
  const drawn = [...new Set([...ones, ...others])].sort((a, b) => a - b).slice(0, SKETCH_SIZE);
  if (drawn.length === 0) return 0;
  const both = drawn.filter((hash) => ones.has(hash) && others.has(hash)).length;
  const share = both / drawn.length;
  return Math.round((share * (one.payments + other.payments)) / (1 + share));
}

function keepSmallest(sketch: number[], hash: number): void {
  if (sketch.length === SKETCH_SIZE && hash >= (sketch.at(-1) ?? 0)) return;
  let from = 0;
  let to = sketch.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sketch[middle] ?? 0) < hash) from = middle + 1;
    else to = middle;
  }
  if (sketch[from] === hash) return;
  sketch.splice(from, 0, hash);
  sketch.length = Math.min(sketch.length, SKETCH_SIZE);
}

/** Two hashes of 32 bits, in the manner of MurmurHash3, in one go. */
function hashOf({ userId, points }: Pick<Payment, "userId" | "points">): [number, number] {
  const user = userId.normalize("NFC").toLowerCase();
  let one = 0x51ed270b;
  let other = 0x2545f491;
  const take = (value: number) => {
    one = mix(one, Math.imul(value, 0xcc9e2d51), 0x1b873593);
    other = mix(other, Math.imul(value, 0x239b961b), 0xab0e9789);
  };
  for (let index = 0; index < user.length; index += 1) take(user.charCodeAt(index));
  take(points >>> 0);
  take(Math.floor(points / 2 ** 32));
  return [finish(one ^ user.length), finish(other ^ user.length)];
}

function hex(hash: number): string {
  return hash.toString(16).padStart(8, "0");
}
