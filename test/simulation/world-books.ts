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
  /** What an account came to, or a user where there are no accounts. */
  balanceOf(holder: string): number;
  write(booking: Booking): Grant;
  /** What they show of a key from now on, whatever happened: it was returned there, or is held twice. */
  disturb(key: string, by: Disturbance): void;
  /** What they show under a key; undefined where nothing ever was. */
  shownUnder(key: string): Shown | undefined;
}

/** What becomes of an entry at the points API itself, long after it was made. */
export const DISTURBANCES = ["lost", "renamed", "doubled"] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

/** What the points API tells of a payment. */
export type Shown =
  | { readonly kind: "in_books"; readonly transactionId: string }
  | { readonly kind: "not_in_books" | "unclear" | "undecided" };

export function createWorldBooks(
  invariants: Pick<Invariants, "grants" | "booksChange">,
): WorldBooks {
  const disturbed = new Map<string, Disturbance>();
  const byKey = new Map<string, readonly Grant[]>();
  const timesOf = new Map<string, number>();
  const balances = new Map<string, number>();
  let entries = 0;
  const under = (key: string): readonly Grant[] => byKey.get(key) ?? [];
  const balanceOf = (holder: string): number => balances.get(holder) ?? 0;
  return {
    under,
    balanceOf,
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
      const holder = accountId ?? userId;
      const gets = takesBack === undefined ? points : -points;
      balances.set(holder, balanceOf(holder) + gets);
      const times = (timesOf.get(debt) ?? 0) + 1;
      timesOf.set(debt, times);
      invariants.grants(made, times);
      invariants.booksChange(key);
      return made;
    },
    disturb(key, by) {
      disturbed.set(key, by);
      invariants.booksChange(key);
    },
    shownUnder(key) {
      const [grant] = under(key);
      if (grant === undefined) return undefined;
      const { transactionId } = grant;
      switch (disturbed.get(key)) {
        case undefined:
          return { kind: "in_books", transactionId };
        case "lost":
          return { kind: "not_in_books" };
        case "renamed":
          return { kind: "in_books", transactionId: `${transactionId}, again` };
        case "doubled":
          return { kind: "unclear" };
      }
    },
  };
}
