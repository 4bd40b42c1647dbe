import type { Payout } from "../../domain/payout/payout.ts";
import { ASKS, type Ask } from "./actor-actions.ts";
import { type ActorView, isBusy } from "./actor-view.ts";
import type { Setup } from "./setup.ts";
import { DISTURBANCES, type Disturbance } from "./world-books.ts";

/** A receipt that has not gone on for so long has died, and is asked for again. */
const DIED_AFTER_MS = 16 * 60_000;
/** What is on its way when a payout is completed has landed by then. */
const LANDED_AFTER_MS = 120_000;
const AT_ONCE_MS = 300;

/**
 * People who have completed payouts compared with the points API's books: at any time, two at once, again
 * when a receipt has died or stopped, and once more when nothing goes wrong any longer. And what happens
 * at the points API meanwhile: payments are returned there, get another id, or stand there twice.
 */
export function createComparing(
  setup: Setup,
  {
    view,
    ask,
    disturb,
  }: {
    readonly view: ActorView;
    readonly ask: (what: string, payoutId: string, run: Ask) => void;
    readonly disturb: (key: string, by: Disturbance) => void;
  },
) {
  const { plan, random, timeline } = setup;
  let triesLeft = plan.receipts?.tries ?? 0;
  /** Who was compared once more in the quiet, and of whom the books are as they are. */
  const comparedLast = new Set<string>();
  const disturbed = new Set<string>();

  const compare = (payoutId: string): void => ask("compare", payoutId, ASKS.compare);

  function isComparable({ state, dryRun }: Payout): boolean {
    return plan.receipts !== undefined && state === "completed" && dryRun !== true;
  }

  function disturbOnce({ payoutId, updatedAt }: Payout): void {
    const isLanded = timeline.nowMs() > Date.parse(updatedAt) + LANDED_AFTER_MS;
    if (!isLanded || disturbed.has(payoutId)) return;
    disturbed.add(payoutId);
    for (const { idempotencyKey, state } of view.entries(payoutId)) {
      if (state !== "paid" || !random.chance(plan.receipts?.disturbed ?? 0)) continue;
      timeline.after(random.spread(1, 200_000), () =>
        disturb(idempotencyKey, random.pick(DISTURBANCES)),
      );
    }
  }

  /** Whether it has died, or stopped for something that is mended by now. */
  function isOver(payoutId: string): boolean {
    const receipt = view.receipt(payoutId);
    if (receipt?.state !== "running") return receipt?.state === "stopped";
    return timeline.nowMs() > Date.parse(receipt.updatedAt) + DIED_AFTER_MS;
  }

  function lookInQuiet(payoutId: string): void {
    const isFirst = !comparedLast.has(payoutId);
    comparedLast.add(payoutId);
    if (isFirst || isOver(payoutId)) compare(payoutId);
  }

  function lookNowAndThen(payoutId: string): void {
    if (triesLeft === 0 || random.chance(0.5)) return;
    triesLeft -= 1;
    compare(payoutId);
    if (random.chance(0.7)) return;
    timeline.after(random.between(0, AT_ONCE_MS), () => compare(payoutId));
  }

  return {
    /** Whether somebody waits for its receipt. */
    isWaitedFor(payout: Payout): boolean {
      if (!isComparable(payout)) return false;
      const { payoutId } = payout;
      return !comparedLast.has(payoutId) || view.receipt(payoutId)?.state !== "done";
    },

    lookAfter(payout: Payout): void {
      if (!isComparable(payout)) return;
      const { payoutId } = payout;
      disturbOnce(payout);
      if (isBusy(setup)) lookNowAndThen(payoutId);
      else lookInQuiet(payoutId);
    },
  };
}
