import type { Payout } from "../../domain/payout/payout.ts";
import { type Ask, askToSettle, type SaidWord, SETTLERS } from "./actor-actions.ts";
import { type ActorView, isBusy } from "./actor-view.ts";
import type { Setup } from "./setup.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** Besides the bound that the plan gives: one whose clock is wrong or who is slow calls so late. */
const NOT_ON_ITS_WAY_MS = 60_000;

/**
 * Two actors who settle what is unknown. They look at the points API's own books first, and not
 * before whatever is on its way has landed: then what both call "not paid" never is. Now and then
 * one of them says it twice, which must settle nothing, or takes it back; calls paid what is not,
 * which pays nobody twice; or names the wrong row, which must be refused.
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
  const unheard = new Map<string, SaidWord>();

  function say(payoutId: string, word: SaidWord): void {
    const { row, as, by } = word;
    const key = `${payoutId} ${row} ${by.id}`;
    unheard.set(key, word);
    const what = `${by.id} settles row ${row} as ${as}`;
    ask(what, payoutId, askToSettle(word), () => unheard.delete(key));
  }

  function mayStillLand({ claimedAt, idempotencyKey }: StoredEntry): boolean {
    if (view.isUndecided(idempotencyKey)) return true;
    const { settings, lateLandingMs } = plan;
    const landsWithinMs = settings.callTimeoutMs + lateLandingMs + NOT_ON_ITS_WAY_MS;
    return timeline.nowMs() < Date.parse(claimedAt) + landsWithinMs;
  }

  function wordOn({ row, idempotencyKey }: StoredEntry): SaidWord {
    const by = random.pick(SETTLERS);
    if (random.chance(0.05)) return { row, as: "unknown", by };
    const isPaid = view.isPaid(idempotencyKey) || random.chance(0.1);
    return { row, as: isPaid ? "paid" : "not_paid", by };
  }

  /** Says once more what the ledger knows and its payout's trail may not. */
  function sayAgain(payoutId: string, entries: readonly StoredEntry[]): void {
    for (const { row, resolution, proposed } of entries) {
      for (const by of SETTLERS) {
        const word = unheard.get(`${payoutId} ${row} ${by.id}`);
        const stands = resolution?.as ?? proposed?.as;
        if (word !== undefined && stands === word.as) say(payoutId, word);
      }
    }
  }

  /** Settles by mistake what is settled. */
  function nameWrongRow(payoutId: string, entries: readonly StoredEntry[]): void {
    const settled = entries.filter(({ state: is }) => is === "paid" || is === "rejected");
    const wrong = settled[random.between(0, Math.max(0, settled.length - 1))];
    if (wrong === undefined || wrong.resolution !== undefined || random.chance(0.8)) return;
    const as = wrong.state === "paid" ? "not_paid" : "paid";
    const word = { row: wrong.row, as, by: SETTLERS[1] } as const;
    ask(`settle row ${wrong.row} by mistake`, payoutId, askToSettle(word));
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
