import { optional } from "../optional.ts";
import type { Counts, PointsTotals } from "../payout/payout.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { ChunkTally } from "./ledger-store.ts";
import { waitsForSecond } from "./second-person.ts";

/** Counts a chunk from its entries. */
export function tallyOf(chunk: number, entries: readonly LedgerEntry[]): ChunkTally {
  const inState = (state: LedgerEntry["state"]) => entries.filter((entry) => entry.state === state);
  const paid = inState("paid");
  return {
    chunk,
    status: "closed",
    paid: paid.length,
    rejected: inState("rejected").length,
    unknown: inState("unknown").length,
    accepted: inState("accepted").length,
    withdrawn: inState("withdrawn").length,
    pointsPaid: paid.reduce((sum, entry) => sum + entry.points, 0),
    ...optional("proposed", entries.filter(waitsForSecond).length || undefined),
  };
}

/** The counts of a payout whose ledger says `tallies`; what it does not mention is pending. */
export function countsOf(payments: number, tallies: readonly ChunkTally[]): Counts {
  const paid = sum(tallies, (tally) => tally.paid);
  const rejected = sum(tallies, (tally) => tally.rejected);
  const unknown = sum(tallies, (tally) => tally.unknown);
  const accepted = sum(tallies, (tally) => tally.accepted);
  const withdrawn = sum(tallies, (tally) => tally.withdrawn);
  const pending = payments - paid - rejected - unknown - accepted - withdrawn;
  const sending = sum(tallies, (tally) => tally.sending ?? 0);
  const proposed = sum(tallies, (tally) => tally.proposed ?? 0);
  return {
    ...{ payments, paid, rejected, unknown, accepted, withdrawn, pending },
    ...optional("sending", sending === 0 ? undefined : sending),
    ...optional("proposed", proposed === 0 ? undefined : proposed),
  };
}

/** The points a payout was to pay and those it has paid, as its ledger says. */
export function pointsOf(total: number, tallies: readonly ChunkTally[]): PointsTotals {
  return { total, paid: sum(tallies, (tally) => tally.pointsPaid) };
}

function sum(tallies: readonly ChunkTally[], of: (tally: ChunkTally) => number): number {
  return tallies.reduce((total, tally) => total + of(tally), 0);
}
