import type { ChosenPayments } from "../../domain/distribution/reversal-choice.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { Person } from "../../domain/payout/person.ts";
import { ACCOUNTS, APPROVER, type Ask, askToReverse, MARKETER } from "./actor-actions.ts";
import { type ActorView, isBusy } from "./actor-view.ts";
import type { Setup } from "./setup.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** Two who ask for the same do so within this. */
const AT_ONCE_MS = 400;

/**
 * People who have taken back what a completed payout paid: all of it, rows or users of theirs, what
 * another reversal has already or could not take back, and what was never paid. Now and then two ask
 * for the same at once.
 */
export function createReversing(
  setup: Setup,
  {
    view,
    ask,
    onMade,
    topUp,
  }: {
    readonly view: ActorView;
    readonly ask: (what: string, payoutId: string, run: Ask) => void;
    /** Whoever asked has it on their screen now. */
    readonly onMade: (reversalId: string) => void;
    /** The user has points again, of which something can be taken back. */
    readonly topUp: (userId: string) => void;
  },
) {
  const { plan, random, timeline } = setup;
  let triesLeft = plan.reversals?.tries ?? 0;

  function someOf(entries: readonly StoredEntry[]): readonly StoredEntry[] {
    const some = entries.filter(() => random.chance(0.5));
    return some.length > 0 ? some : entries.slice(0, 1);
  }

  /** What another reversal has, and could not take back so far; it may be over, or not. */
  function leftOf(entries: readonly StoredEntry[]): readonly StoredEntry[] {
    return entries.filter(({ row, reversedBy }) => {
      const state = reversedBy === undefined ? undefined : view.entry(reversedBy, row)?.state;
      return state === "rejected" || state === "withdrawn";
    });
  }

  function isSettled({ row, reversedBy = "" }: StoredEntry): boolean {
    return view.entry(reversedBy, row)?.resolution !== undefined;
  }

  function choose(entries: readonly StoredEntry[]): ChosenPayments {
    const left = leftOf(entries);
    if (left.length > 0 && random.chance(0.6)) return { rows: left.map(({ row }) => row) };
    const kind = random.pick(["all", "rows", "rows", "rows", "users", "any row"]);
    if (kind === "all") return {};
    if (kind === "any row") return { rows: [random.between(2, plan.payments + 2)] };
    const paid = entries.filter(({ state }) => state === "paid");
    const free = paid.filter(({ reversedBy }) => reversedBy === undefined);
    const some = someOf(free.length > 0 && random.chance(0.6) ? free : paid);
    if (kind === "rows") return { rows: some.map(({ row }) => row) };
    return { userIds: [...new Set(some.map(({ userId }) => userId))] };
  }

  function askFor(payoutId: string, names: ChosenPayments, by: Person): void {
    ask(`reverse as ${by.id}`, payoutId, askToReverse(names, by, onMade));
  }

  function askForSome(payoutId: string, entries: readonly StoredEntry[]): void {
    triesLeft -= 1;
    for (const { userId } of entries) if (random.chance(0.4)) topUp(userId);
    const by = (): Person =>
      plan.cheating === undefined ? random.pick([MARKETER, APPROVER]) : random.pick(ACCOUNTS);
    const names = choose(entries);
    askFor(payoutId, names, by());
    if (random.chance(0.6)) return;
    timeline.after(random.between(0, AT_ONCE_MS), () =>
      askFor(payoutId, random.chance(0.6) ? names : choose(entries), by()),
    );
  }

  /** Whoever has settled something as not taken back wants it taken back. */
  function askForSettled(payoutId: string, entries: readonly StoredEntry[]): void {
    const settled = leftOf(entries).filter(isSettled);
    if (settled.length > 0) askFor(payoutId, { rows: settled.map(({ row }) => row) }, MARKETER);
  }

  return {
    lookAfter({ payoutId, state, reversalOf, dryRun }: Payout): void {
      if (plan.reversals === undefined || reversalOf !== undefined || dryRun === true) return;
      if (state !== "completed" || !isBusy(setup) || random.chance(0.5)) return;
      const entries = view.entries(payoutId);
      if (triesLeft === 0) askForSettled(payoutId, entries);
      else askForSome(payoutId, entries);
    },
  };
}
