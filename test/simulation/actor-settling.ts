import type { Payout } from "../../domain/payout/payout.ts";
import { type Ask, askToSettle } from "./actor-actions.ts";
import { type ActorView, isBusy } from "./actor-view.ts";
import type { Setup } from "./setup.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** Besides the bound that the plan gives: one whose clock is wrong or who is slow calls so late. */
const NOT_ON_ITS_WAY_MS = 60_000;

interface Word {
  readonly row: number;
  readonly as: "paid" | "not_paid";
}

/**
 * Actors who settle what is unknown. They look at the points API's own books first, and not before
 * whatever is on its way has landed: then "not paid" is never wrong. Now and then they call paid
 * what is not, which pays nobody twice, or name the wrong row, which must be refused.
 */
export function createSettling(
  setup: Setup,
  {
    view,
    ask,
  }: {
    readonly view: ActorView;
    readonly ask: (what: string, payoutId: string, run: Ask, onDone?: () => void) => void;
  },
) {
  const { plan, random, timeline } = setup;
  /** What people said, and were not told that it was heard. */
  const unheard = new Map<string, Word>();

  function say(payoutId: string, { row, as }: Word): void {
    const key = `${payoutId} ${row}`;
    unheard.set(key, { row, as });
    ask(`settle row ${row} as ${as}`, payoutId, askToSettle(row, as), () => unheard.delete(key));
  }

  function mayStillLand({ claimedAt, idempotencyKey }: StoredEntry): boolean {
    if (view.isUndecided(idempotencyKey)) return true;
    const { settings, lateLandingMs } = plan;
    const landsWithinMs = settings.callTimeoutMs + lateLandingMs + NOT_ON_ITS_WAY_MS;
    return timeline.nowMs() < Date.parse(claimedAt) + landsWithinMs;
  }

  function wordOn(entry: StoredEntry): Word {
    const isPaid = view.isPaid(entry.idempotencyKey) || random.chance(0.1);
    return { row: entry.row, as: isPaid ? "paid" : "not_paid" };
  }

  /** Says once more what the ledger knows and its payout's trail may not. */
  function sayAgain(payoutId: string, entries: readonly StoredEntry[]): void {
    for (const entry of entries) {
      const word = unheard.get(`${payoutId} ${entry.row}`);
      if (word !== undefined && entry.resolution?.as === word.as) say(payoutId, word);
    }
  }

  /** Settles by mistake what is settled. */
  function nameWrongRow(payoutId: string, entries: readonly StoredEntry[]): void {
    const settled = entries.filter(({ state: is }) => is === "paid" || is === "rejected");
    const wrong = settled[random.between(0, Math.max(0, settled.length - 1))];
    if (wrong === undefined || wrong.resolution !== undefined || random.chance(0.8)) return;
    const as = wrong.state === "paid" ? "not_paid" : "paid";
    ask(`settle row ${wrong.row} by mistake`, payoutId, askToSettle(wrong.row, as));
  }

  return {
    lookAfter({ payoutId, state }: Payout): void {
      if (state !== "paused" && state !== "halted" && state !== "completed") return;
      const entries = view.entries(payoutId);
      sayAgain(payoutId, entries);
      if (!isBusy(setup) || !random.chance(plan.rates.personSettles)) return;
      const unknown = entries.filter((one) => one.state === "unknown" && !mayStillLand(one));
      for (const entry of unknown) if (random.chance(0.7)) say(payoutId, wordOn(entry));
      nameWrongRow(payoutId, entries);
    },
  };
}
