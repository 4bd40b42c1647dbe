import { optional } from "../optional.ts";
import { approverOf } from "../payout/approval.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import { isSamePerson, type Person } from "../payout/person.ts";
import { type LedgerEntry, RESOLVED_NOT_PAID } from "./ledger.ts";

/** So many fit into the payout's item, and far more than settle the payments of one payout. */
const MOST_SETTLERS = 20;

/**
 * Why a retry needs an approval, whatever it comes to: its original needed one, or people's words
 * alone say that it does not pay twice. Those who said so are not the ones who approve it.
 * @throws {RefusedError} `settled_by_too_many`
 */
export function retryApproval(
  original: PayoutIn<"completed" | "halted">,
  entries: readonly LedgerEntry[],
): Pick<Payout, "originalApproved" | "settledBy"> {
  const { originalApproved, needsApproval, schedule } = original;
  const isApproved = originalApproved || needsApproval || approverOf(schedule) !== undefined;
  return {
    ...optional("originalApproved", isApproved ? true : undefined),
    ...settledByOf(original, entries),
  };
}

/**
 * Who said of these payments that nobody was paid; with those who said so of the payouts that the
 * original repeats.
 * @throws {RefusedError} `settled_by_too_many`
 */
export function settledByOf(
  original: Pick<Payout, "settledBy">,
  entries: readonly LedgerEntry[],
): Pick<Payout, "settledBy"> {
  const settledBy = settlersOf(original, entries);
  if (settledBy.length > MOST_SETTLERS) {
    throw new RefusedError(
      "settled_by_too_many",
      `${settledBy.length} people settled these payments as not paid: take fewer rows at once.`,
    );
  }
  return optional("settledBy", settledBy.length === 0 ? undefined : settledBy);
}

/** Each person once. */
function settlersOf(
  original: Pick<Payout, "settledBy">,
  entries: readonly LedgerEntry[],
): Person[] {
  const settlers = [...(original.settledBy ?? [])];
  for (const { code, proposed, resolution } of entries) {
    const words = code === RESOLVED_NOT_PAID ? [proposed, resolution] : [];
    for (const word of words) {
      const isNew = word !== undefined && !settlers.some((one) => isSamePerson(one, word.by));
      if (isNew) settlers.push(word.by);
    }
  }
  return settlers;
}
