import type { AskedPayment, MadePayment } from "../../domain/distribution/points-api.ts";
import type { Invariants } from "./invariants.ts";

/** One entry of the points API's own books: a payment, or that one was taken back. */
export interface Grant {
  readonly userId: string;
  /** Its own id of the user, where it has one. */
  readonly accountId: string | undefined;
  readonly points: number;
  readonly key: string;
  /** What it pays, or takes back, whatever payout asks for it. */
  readonly debt: string;
  readonly transactionId: string;
  /** The key of the payment that it takes back; undefined of a payment. */
  readonly takesBack: string | undefined;
  /** The payout that asked for it. */
  readonly by: string;
}

/** Whose entry it is, and why. */
export interface Booking extends Pick<Grant, "key" | "by"> {
  readonly payment: AskedPayment;
  /** What is taken back by it; a payment is made when absent. */
  readonly takesBack?: MadePayment | undefined;
}

/** The books as the points API has them, whatever anybody was told. */
export interface WorldBooks {
  under(key: string): readonly Grant[];
  write(booking: Booking): Grant;
}

export function createWorldBooks(invariants: Pick<Invariants, "grants">): WorldBooks {
  const byKey = new Map<string, readonly Grant[]>();
  const timesOf = new Map<string, number>();
  let entries = 0;
  const under = (key: string): readonly Grant[] => byKey.get(key) ?? [];
  return {
    under,
    write({ payment, key, by, takesBack }) {
      entries += 1;
      const { userId, points, accountId, reason = key } = payment;
      const debt = takesBack === undefined ? reason : `${reason}, taken back`;
      const made: Grant = {
        ...{ userId, accountId, points, key, debt, by },
        transactionId: `tx-${entries}`,
        takesBack: takesBack?.idempotencyKey,
      };
      byKey.set(key, [...under(key), made]);
      const times = (timesOf.get(debt) ?? 0) + 1;
      timesOf.set(debt, times);
      invariants.grants(made, times);
      return made;
    },
  };
}
