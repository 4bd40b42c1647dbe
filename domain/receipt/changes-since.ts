import type { AuditEvent } from "../payout/audit-event.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";

/**
 * What became of a payout after that revision, oldest first. Without what only tells of it: a receipt
 * that is signed, and a result workbook that is written again, change no payment and no sum.
 */
export async function changesSince(
  { payouts }: { readonly payouts: Pick<PayoutStore, "events"> },
  { payoutId, revision }: Pick<Payout, "payoutId" | "revision">,
  seen: number,
): Promise<readonly AuditEvent[]> {
  if (revision === seen) return [];
  const events = await payouts.events(payoutId);
  return events.filter((event) => event.revision > seen && !isOnlyTold(event));
}

function isOnlyTold({ action, by }: AuditEvent): boolean {
  return action === "receipt_signed" || (action === "recounted" && by.kind === "system");
}
