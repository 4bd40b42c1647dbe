import { type Clock, toEpochMs } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type Person, personActor } from "../payout/person.ts";
import { updateIfThere } from "../payout/update-payout.ts";

export interface RetryHolderDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Longer than a request may take: a retry without its sheet for so long is nobody's any more. */
const HALF_MADE_AFTER_MS = 60_000;

/**
 * Whether the payout that an entry names can still pay it. One that was left half-made is
 * cancelled here, so that a sheet which comes late is not its any more.
 */
export async function canStillPay(
  deps: RetryHolderDeps,
  payoutId: string,
  person: Person,
): Promise<boolean> {
  const holder = await deps.payouts.get(payoutId);
  if (holder === undefined) return true;
  if (isEnded(holder)) return false;
  if (holder.state !== "uploading") return true;
  if (deps.clock.nowMs() - toEpochMs(holder.createdAt) < HALF_MADE_AFTER_MS) return true;
  return !(await abandonRetry(deps, payoutId, person));
}

/**
 * Cancels a retry that has no sheet yet. True when it can never pay: it ended, now or before;
 * false when its sheet was faster.
 */
export async function abandonRetry(
  deps: RetryHolderDeps,
  payoutId: string,
  person: Person,
): Promise<boolean> {
  const updated = await updateIfThere(deps, payoutId, (retry) => {
    if (retry.state !== "uploading") return undefined;
    const cause = {
      by: personActor(person),
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
      why: "It was left half-made, without its sheet.",
    };
    return changePayout("cancelled", retry, {}, cause);
  });
  return updated !== undefined && isEnded(updated.after);
}

/** Neither state leads to one in which anything is paid. */
function isEnded({ state }: Payout): boolean {
  return state === "cancelled" || state === "invalid";
}
