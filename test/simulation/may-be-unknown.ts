import type { InvariantContext } from "./invariant-context.ts";
import { isEnded } from "./invariant-context.ts";
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
  const isRefused = view().isBurnt(entry.idempotencyKey) || view().wasMissing(entry.userId);
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
