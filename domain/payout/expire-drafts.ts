import { type Clock, DAY_MS, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { changePayout } from "./change-payout.ts";
import type { Payout, PayoutIn } from "./payout.ts";
import { PayoutChangedError, type PayoutStore } from "./payout-store.ts";
import { payoutsInState } from "./payouts-in-state.ts";
import type { Policy } from "./policy.ts";
import { approvableUntil } from "./soonest.ts";
import { mayChange, TRANSITIONS } from "./transitions.ts";
import { updateIfThere } from "./update-payout.ts";

export interface ExpireDraftsDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policy: Pick<Policy, "uploadEndsAfterHours" | "draftEndsAfterDays">;
}

const WATCH = { kind: "system", name: "watch" } as const;
const HOUR_MS = 3_600_000;
/** So many of a state in one sweep; the next one goes on. */
const MOST_AT_ONCE = 200;

/**
 * Cancels what nobody goes on with: uploads that were never finished or checked, and drafts that
 * nobody changed for as long as the policy says, dry runs among them, and what waited for approval
 * as long and beyond the time that it was to be paid at. Pages and trails show it, and the channel
 * where it had been shown the payout.
 */
export async function expireDrafts(deps: ExpireDraftsDeps): Promise<void> {
  const { uploadEndsAfterHours, draftEndsAfterDays } = deps.policy;
  const endsAfterMs = {
    uploading: uploadEndsAfterHours * HOUR_MS,
    checking: uploadEndsAfterHours * HOUR_MS,
    invalid: draftEndsAfterDays * DAY_MS,
    ready: draftEndsAfterDays * DAY_MS,
    awaiting_approval: draftEndsAfterDays * DAY_MS,
  } as const;
  const nowMs = deps.clock.nowMs();
  for (const state of TRANSITIONS.expired.from) {
    const changedBefore = toInstant(nowMs - endsAfterMs[state]);
    let left = MOST_AT_ONCE;
    const old = payoutsInState(deps.payouts, state, { createdBefore: changedBefore });
    for await (const { payoutId, updatedAt } of old) {
      if (left === 0) break;
      if (updatedAt >= changedBefore || !(await expire(deps, payoutId, changedBefore))) continue;
      left -= 1;
    }
  }
}

/** The list may be stale; whether it still is a draft is decided on the payout itself. */
async function expire(
  deps: ExpireDraftsDeps,
  payoutId: string,
  changedBefore: string,
): Promise<boolean> {
  const isOver = (payout: Payout): boolean =>
    mayChange("expired", payout.state) &&
    toEpochMs(payout.updatedAt) < toEpochMs(changedBefore) &&
    !(payout.state === "awaiting_approval" && mayStillBeApproved(deps, payout));
  try {
    const updated = await updateIfThere(deps, payoutId, (payout) => {
      if (!isOver(payout)) return undefined;
      const why = `Nobody changed it since ${payout.updatedAt}.`;
      const cause = { by: WATCH, nowMs: deps.clock.nowMs(), eventId: deps.newId(), why };
      return changePayout("expired", payout, {}, cause);
    });
    return updated?.after !== updated?.before;
  } catch (error) {
    // Somebody goes on with it at this moment.
    if (error instanceof PayoutChangedError) return false;
    throw error;
  }
}

function mayStillBeApproved(
  { clock }: ExpireDraftsDeps,
  { request }: PayoutIn<"awaiting_approval">,
): boolean {
  return toEpochMs(approvableUntil(request)) > clock.nowMs();
}
