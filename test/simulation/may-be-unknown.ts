import { takenKeyOf } from "./expected-transitions.ts";
import { type InvariantContext, isEnded, type View } from "./invariant-context.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** A key is taken for forgotten at this share of its life, where clocks differ by little. */
const OLD_AT = 0.8;

/** An entry that has become unknown, and how many answers told nothing of it. */
interface UnknownEntry extends StoredEntry {
  readonly tries: number;
}

/**
 * Whether a payment may be left to a person: where nothing tells what became of it, or it was asked
 * about for long enough. Judged by what the points API is like, and not by what the domain says.
 */
export function mayBeUnknown(context: InvariantContext, entry: UnknownEntry): boolean {
  const { plan } = context;
  if (plan.idempotency === "none") return true;
  switch (entry.code) {
    case "in_doubt":
      return isEndedAfterRestore(context, entry) || isTriedEnough(context, entry);
    case "key_expired":
      return !plan.alsoLooksUp && isKeyOld(context, entry);
    case "not_confirmed":
      return isOverdue(context, entry);
    default:
      return (
        isRefusedAfterDoubt(context, entry) ||
        isWithoutAccount(context, entry) ||
        isTriedEnough(context, entry)
      );
  }
}

/**
 * Whether the points API may refuse it: it does not know the user; or, of what is taken back, they have
 * spent it, or its books have no such payment, as a person called paid what is not.
 */
export function isRefusable(view: View, { userId, idempotencyKey }: StoredEntry): boolean {
  const taken = takenKeyOf(idempotencyKey);
  if (taken === undefined) return view.wasMissing(userId);
  return view.wasSpent(userId) || view.grantsUnder(taken).length === 0;
}

/** Whether nothing may be taken back in that row, as its original or another reversal has it. */
export function mayNotTakeBack(view: View, { payoutId, row, code }: StoredEntry): boolean {
  const { reversalOf } = view.payout(payoutId);
  if (reversalOf === undefined) return false;
  const original = view.entry(reversalOf, row);
  if (code === "original_not_paid") return original?.state !== "paid";
  if (code !== "reversed_by_another") return false;
  const others = view
    .payouts()
    .filter((one) => one.reversalOf === reversalOf && one.payoutId !== payoutId);
  const states = others.map((one) => view.entry(one.payoutId, row)?.state);
  const isTaken = states.some(
    (state) => state !== undefined && !["rejected", "withdrawn"].includes(state),
  );
  return original?.reversedBy !== payoutId || isTaken;
}

function isKeyOld({ plan, timeline, view }: InvariantContext, entry: UnknownEntry): boolean {
  // Since when a restored ledger had it claimed before, nobody knows.
  if (view().payout(entry.payoutId).ledgerRestoredAt !== undefined) return true;
  const ageMs = timeline.nowMs() - Date.parse(entry.firstClaimedAt ?? entry.claimedAt);
  return ageMs > plan.keyLifetimeMs * OLD_AT - plan.settings.callTimeoutMs;
}

/** Asking for it would pay who was perhaps never asked for, and nothing else tells. */
function isEndedAfterRestore({ plan, view }: InvariantContext, { payoutId }: UnknownEntry) {
  const payout = view().payout(payoutId);
  const asksByKeyAlone = plan.idempotency === "key" && !plan.alsoLooksUp;
  return isEnded(payout) && payout.ledgerRestoredAt !== undefined && asksByKeyAlone;
}

function isOverdue({ plan, timeline }: InvariantContext, { acceptedAt }: UnknownEntry): boolean {
  const { confirmDeadlineMs = Number.POSITIVE_INFINITY, clockSkewMs } = plan;
  if (acceptedAt === undefined) return false;
  return timeline.nowMs() - Date.parse(acceptedAt) >= confirmDeadlineMs - 2 * clockSkewMs;
}

/** What is refused under a key that may have been burnt was perhaps paid before. */
function isRefusedAfterDoubt({ plan, view }: InvariantContext, entry: UnknownEntry): boolean {
  const isRefused = view().isBurnt(entry.idempotencyKey) || isRefusable(view(), entry);
  return plan.burnsKeys && isRefused && !plan.alsoLooksUp;
}

/** Whose claim outlived its worker, and whom nobody finds: a version without accounts may have asked. */
function isWithoutAccount({ plan, view }: InvariantContext, entry: UnknownEntry): boolean {
  return plan.hasAccounts && entry.accountId === undefined && view().wasMissing(entry.userId);
}

function isTriedEnough({ plan, view }: InvariantContext, entry: UnknownEntry): boolean {
  const { triesPerPayment, triesWhileEnding } = plan.settings;
  const most = isEnded(view().payout(entry.payoutId)) ? triesWhileEnding : triesPerPayment;
  return entry.tries >= most;
}
