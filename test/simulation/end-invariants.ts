import type { Payout } from "../../domain/payout/payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { countStates, keyOf, pointsPaid, SETTLED_STATES } from "./expected-transitions.ts";
import type { View } from "./invariant-context.ts";
import type { Invariants } from "./invariants.ts";
import type { Grant } from "./world-books.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** Once nothing is left to happen: what the books say, beside what the ledger and payouts say. */
export function checkEnd(invariants: Invariants, view: View): void {
  for (const payout of view.payouts()) checkPayout(invariants, view, payout);
  // Of schedules that a restore made the table forget, none fires again.
  if (invariants.isRestored()) return;
  const lost = view.lostSchedules();
  const left = view.schedules().filter((name) => !lost.has(name));
  if (left.length > 0) invariants.violate("no schedule is left", left.join(", "));
}

function checkPayout(invariants: Invariants, view: View, payout: Payout): void {
  const { payoutId } = payout;
  if (!isAtRest(payout)) {
    invariants.violate("every payout comes to its end", `${payoutId} is ${payout.state}`);
  }
  for (const payment of view.approvedPayments(payoutId))
    checkPayment(invariants, view, payout, payment);
  checkReversal(invariants, view, payout);
  checkCounts(invariants, view, payoutId);
  checkReport(invariants, view, payout);
  if (payout.state === "halted" && invariants.isSilentlyHalted(payoutId)) {
    invariants.violate("every halted payout is told of", `${payoutId} is not`);
  }
  if (payout.state === "completed" && invariants.reports(payoutId) === 0) {
    invariants.violate("every completed payout is reported", `${payoutId} is not`);
  }
  if (invariants.isUntold(payoutId)) {
    invariants.violate("differences are told of", `${payoutId}: they are not`);
  }
  const { shows, says, isSure } = view.message(payoutId);
  // Where clocks are minutes apart two may speak at once, and the older one be heard last.
  // A message that a restore made the table forget stays as it is.
  const isForgotten = invariants.isRestored() && says === undefined;
  if (shows !== says && isSure && view.clocksAgree && !isForgotten) {
    invariants.violate(
      "the message shows what was last told",
      `${payoutId}: ${shows}, not ${says}`,
    );
  }
}

/** What was paid says what has taken it back, and the other way round. */
function checkReversal(invariants: Invariants, view: View, reversal: Payout): void {
  const { reversalOf, payoutId } = reversal;
  if (reversalOf === undefined) return;
  if (view.payout(reversalOf).reversals?.includes(payoutId) !== true) {
    invariants.violate("the original names what takes it back", `${reversalOf}, not ${payoutId}`);
  }
  for (const { row, state } of view.entries(payoutId)) {
    const reversedBy = view.entry(reversalOf, row)?.reversedBy;
    if (state !== "paid" || reversedBy === payoutId) continue;
    // Proof may come when another one has it already, which then takes nothing back.
    const other = reversedBy === undefined ? undefined : view.entry(reversedBy, row);
    if (other !== undefined && other.state !== "paid") continue;
    invariants.violate(
      "the original names what takes it back",
      `row ${row} is taken back by ${payoutId}, and ${reversedBy} has it`,
    );
  }
}

/** A sheet that is wrong, or changed, is for people to look at; its payout stays as it is. */
export function isAtRest(payout: Payout): boolean {
  const { state } = payout;
  if (state === "completed" || state === "cancelled" || state === "invalid") return true;
  return state === "halted" && payout.halt.reason.startsWith("sheet_");
}

/** A person may also cancel what was paid before a restore took every trace of it. */
function isUntouched({ ledgerRestoredAt }: Payout, state: string, grants: number): boolean {
  return state === "pending" && (grants === 0 || ledgerRestoredAt !== undefined);
}

/** What a payout has done for a row, by the books: another reversal may have asked under the same key. */
function grantsOf(view: View, payout: Payout, row: number): readonly Grant[] {
  const grants = view.grantsUnder(keyOf(payout, row));
  return grants.filter(({ by }) => payout.reversalOf === undefined || by === payout.payoutId);
}

function checkPayment(invariants: Invariants, view: View, payout: Payout, { row }: Payment): void {
  const { payoutId } = payout;
  const grants = grantsOf(view, payout, row).length;
  const entry = view.entry(payoutId, row);
  const state = entry?.state ?? "pending";
  if (payout.dryRun === true) {
    if (grants > 0)
      invariants.violate("a dry run asks for nothing", `row ${row} has ${grants} grants`);
    return;
  }
  if (payout.state === "cancelled") {
    if (!isUntouched(payout, state, grants)) {
      invariants.violate(
        "a cancelled payout pays nobody",
        `row ${row} is ${state}, ${grants} grants`,
      );
    }
    return;
  }
  // In doubt, and said to be: for a person, or for the run that a person may yet resume.
  const isUndecided = state === "sending" || state === "accepted";
  const isOpen = state === "unknown" || (isUndecided && payout.state === "halted");
  if (isOpen || isSaidToBePaid(entry)) return;
  // Another sheet than was paid before the restore halts it, and nobody looks for what was paid.
  if (invariants.isRestored() && payout.state === "halted" && state === "pending") return;
  if ((state === "paid") !== (grants === 1)) {
    invariants.violate(
      "the ledger says what the books say",
      `row ${row} is ${state}, ${grants} grants`,
    );
  }
}

/** A person may call paid what is not. */
function isSaidToBePaid(entry: StoredEntry | undefined): boolean {
  return entry?.resolution?.as === "paid" && entry.transactionId === undefined;
}

function checkCounts(invariants: Invariants, view: View, payoutId: string): void {
  const entries = view.entries(payoutId);
  const counted = { ...countStates(entries), points: pointsPaid(entries) };
  const tallies = view.tallies(payoutId);
  const told: Record<string, number> = {};
  for (const state of SETTLED_STATES) {
    told[state] = tallies.reduce((sum, tally) => sum + tally[state], 0);
  }
  told["points"] = tallies.reduce((sum, { pointsPaid: points }) => sum + points, 0);
  if (JSON.stringify(told) === JSON.stringify(counted)) return;
  invariants.violate(
    "the tallies say what the ledger says",
    `${JSON.stringify(told)}, ${JSON.stringify(counted)}`,
  );
}

/** The points of the report, of the ledger and of the points API's own books. */
function checkReport(invariants: Invariants, view: View, payout: Payout): void {
  if (payout.state !== "completed" || payout.dryRun === true) return;
  const { report } = payout;
  const entries = view.entries(payout.payoutId);
  const inBooks = view
    .approvedPayments(payout.payoutId)
    .flatMap(({ row }) => grantsOf(view, payout, row))
    .reduce((sum, { points }) => sum + points, 0);
  const believed = entries.filter(isSaidToBePaid);
  const open = entries.filter(({ state }) => state === "unknown");
  const inLedger = pointsPaid(entries);
  const mostInBooks = inLedger + sumOf(open);
  if (inBooks < inLedger - sumOf(believed) || inBooks > mostInBooks) {
    invariants.violate(
      "points are what the books say",
      `${inLedger} paid, ${inBooks} in the books`,
    );
  }
  // What was proved after the report stands in the ledger alone.
  if (
    report.points.paid > inLedger ||
    (open.length === 0 && believed.length === 0 && inLedger > inBooks)
  ) {
    invariants.violate(
      "points are what the books say",
      `${report.points.paid} told, ${inLedger} paid`,
    );
  }
}

function sumOf(entries: readonly StoredEntry[]): number {
  return entries.reduce((sum, { points }) => sum + points, 0);
}
