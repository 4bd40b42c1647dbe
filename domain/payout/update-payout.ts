import type { PayoutChange } from "./change-payout.ts";
import { payoutNotFound } from "./get-payout.ts";
import type { Payout } from "./payout.ts";
import { PayoutChangedError, type PayoutStore } from "./payout-store.ts";

export interface UpdateDeps {
  readonly payouts: Pick<PayoutStore, "get" | "change">;
}

export interface UpdatedPayout {
  /** As it was decided on. */
  readonly before: Payout;
  /** As it is now; the same when nothing was written. */
  readonly after: Payout;
}

/** The change to be written; undefined when the payout stays as it is. */
type Decide = (payout: Payout) => PayoutChange | undefined | Promise<PayoutChange | undefined>;

export interface UpdateOptions {
  /** How often to read and decide, at most; 5 by default. */
  readonly attempts?: number;
}

/** Others, the system among them, may change a payout between our read and our write, but rarely. */
const ATTEMPTS = 5;

/**
 * An optimistic write: reads the payout, has `decide` decide on it, and writes the change on the
 * condition that nobody changed the payout since. When somebody did, it reads and decides again, so
 * `decide` may be called several times and must do nothing that it could not do twice.
 * @throws {RefusedError} `payout_not_found`, and whatever `decide` throws
 * @throws {PayoutChangedError} when somebody else was faster at every attempt
 */
export async function updatePayout(
  deps: UpdateDeps,
  payoutId: string,
  decide: Decide,
  options?: UpdateOptions,
): Promise<UpdatedPayout> {
  const updated = await updateIfThere(deps, payoutId, decide, options);
  if (updated === undefined) throw payoutNotFound(payoutId);
  return updated;
}

/** The same where a missing payout is no error: undefined then. */
export async function updateIfThere(
  { payouts }: UpdateDeps,
  payoutId: string,
  decide: Decide,
  { attempts = ATTEMPTS }: UpdateOptions = {},
): Promise<UpdatedPayout | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await payouts.get(payoutId);
    if (before === undefined) return undefined;
    const change = await decide(before);
    if (change === undefined) return { before, after: before };
    try {
      await payouts.change(change.payout, change.event);
      return { before, after: change.payout };
    } catch (error) {
      if (!(error instanceof PayoutChangedError) || attempt === attempts) throw error;
    }
  }
}
