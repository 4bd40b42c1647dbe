import type { Payout } from "../../domain/payout/payout.ts";
import { paymentOfKey } from "./expected-transitions.ts";
import type { InvariantContext } from "./invariant-context.ts";
import { companyPeriods, type LimitsOfSeed } from "./limits-of-seed.ts";
import type { Grant } from "./world-books.ts";

/** What must hold of what one user gets, by the points API's own books. */
export interface RecipientInvariants {
  /**
   * A payout begins to be paid.
   * @param limits those of now
   * @param allowed those under which another human let it be paid; undefined where nobody did
   */
  begins(payout: Payout, limits: LimitsOfSeed, allowed: LimitsOfSeed | undefined): void;
  grants(grant: Grant): void;
}

/** `highest`: the limits at their highest. */
export function createRecipientInvariants(
  { plan, view, violate }: InvariantContext,
  highest: () => LimitsOfSeed,
): RecipientInvariants {
  /** Payouts that nobody but their senders let be paid. */
  const unapproved = new Set<string>();
  const books = new Map<string, number>();

  function book(name: string, points: number, most: number, invariant: string): void {
    const sum = (books.get(name) ?? 0) + points;
    books.set(name, sum);
    if (sum > most) violate(invariant, `${name}: ${sum} of ${most} points`);
  }

  function largestOf({ payoutId }: Payout): number {
    const sums = new Map<string, number>();
    for (const { userId, points } of view().approvedPayments(payoutId)) {
      sums.set(userId, (sums.get(userId) ?? 0) + points);
    }
    return Math.max(0, ...sums.values());
  }

  return {
    begins(payout, { recipientDay: now }, allowed) {
      if (payout.dryRun === true) return;
      if (allowed === undefined) unapproved.add(payout.payoutId);
      const isAllowed =
        (allowed?.recipientDay.approvalAbove ?? now.approvalAbove + 1) <= now.approvalAbove;
      const largest = largestOf(payout);
      if (largest <= now.approvalAbove || isAllowed) return;
      violate("no user gets more than the limit now", `${payout.payoutId}: ${largest}`);
    },
    grants({ key, userId, points }) {
      const { payoutId } = paymentOfKey(key);
      const payout = view().payout(payoutId);
      if (!("schedule" in payout) || payout.schedule === undefined) return;
      const { day, month } = companyPeriods(plan, payout.schedule.at);
      const { recipientDay, recipientMonth } = highest();
      for (const [period, limit] of [
        [day, recipientDay],
        [month, recipientMonth],
      ] as const) {
        const name = `${userId} in ${period}`;
        book(name, points, limit.refuseAbove, "no user gets more than a hard limit");
        if (!unapproved.has(payoutId)) continue;
        book(
          `${name}, unapproved`,
          points,
          limit.approvalAbove,
          "no user gets more without approval",
        );
      }
    },
  };
}
