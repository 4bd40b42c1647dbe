import { type Payout, payoutSchema } from "../../domain/payout/payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { countStates, keyOf, pointsPaid } from "./expected-transitions.ts";
import type { InvariantContext } from "./invariant-context.ts";
import type { Shown } from "./world-books.ts";
import type { StoredEntry } from "./world-ledger.ts";
import type { StoredReceipt } from "./world-receipts.ts";

/** What must hold of receipts, by the ledger and the points API's own books. */
export interface ReceiptInvariants {
  /** A receipt is written. */
  receiptChanges(before: StoredReceipt | undefined, after: StoredReceipt): void;
  /** Something is written by who compares. */
  writesWhileComparing(item: Readonly<Record<string, unknown>>): void;
  /** What the points API's books show under a key is another thing from now on. */
  booksChange(key: string): void;
  ledgerChanges(after: StoredEntry): void;
  /** A message, a reply or a file arrived in the channel. */
  posted(key: string): void;
  /** Whether differences were found of which the channel was not told. */
  isUntold(payoutId: string): boolean;
}

/** What who compares writes: the receipt, its share of the rate, and what the channel was told. */
const MAY_WRITE = /^(PAYOUT#\S+ (RECEIPT|TELLING|LEASE\S*)|RATE#.*)$/;

export function createReceiptInvariants(context: InvariantContext): ReceiptInvariants {
  const { plan, timeline, violate, view } = context;
  /** When a ledger entry, or what the books show of it, last changed; by key. */
  const changedAtMs = new Map<string, number>();
  const beganAtMs = new Map<string, number>();
  const posted = new Set<string>();
  const offersLookUp = plan.idempotency === "lookup" || plan.alsoLooksUp;

  /** Whether the points API's books can be asked for it. */
  function canBeAsked({ accountId, reference }: StoredEntry): boolean {
    if (plan.hasAccounts && accountId === undefined) return false;
    return offersLookUp || (plan.confirmDeadlineMs !== undefined && reference !== undefined);
  }

  /** The middle one of each of so many equal parts of the sheet. */
  function isChosen({ scope, samplePayments = 0 }: StoredReceipt, place: number, all: number) {
    if (scope === "all" || samplePayments >= all) return true;
    const parts = Array.from({ length: samplePayments }, (_, part) => part);
    return parts.some(
      (part) => Math.floor(((2 * part + 1) * all) / (2 * samplePayments)) === place,
    );
  }

  /** Rows of which it is known what they had to come to, as nothing of them changed meanwhile. */
  function isSure(payout: Payout, { row }: Payment): boolean {
    const changed = changedAtMs.get(keyOf(payout, row)) ?? 0;
    return changed < (beganAtMs.get(payout.payoutId) ?? 0);
  }

  function checkDone(receipt: StoredReceipt): void {
    const payout = view().payout(receipt.payoutId);
    const payments = view().approvedPayments(receipt.payoutId);
    const sure = payments.filter((payment) => isSure(payout, payment));
    const rows = new Set(sure.map(({ row }) => row));
    const asked = payments.flatMap((payment, place) => {
      const entry = view().entry(payout.payoutId, payment.row);
      if (!rows.has(payment.row) || entry === undefined || !canBeAsked(entry)) return [];
      return isChosen(receipt, place, payments.length) ? [entry] : [];
    });
    const expected = asked.flatMap((entry) => {
      const finding = findingOf(entry, view().shownOf(entry));
      return finding === undefined ? [] : [`row ${entry.row} ${finding}`];
    });
    const found = receipt.findings
      .filter(({ row }) => row !== undefined && rows.has(row))
      .map(({ row, code, inBooks }) => `row ${row} ${code}${inBooks ? ` ${inBooks}` : ""}`);
    if (found.sort().join("; ") !== expected.sort().join("; ")) {
      const told = `${found.join("; ") || "nothing"}, not ${expected.join("; ") || "nothing"}`;
      violate("a receipt finds what the books say", `${receipt.payoutId}: ${told}`);
    }
    if (sure.length < payments.length) return;
    checkCounted(receipt, asked);
    checkTotals(receipt, payout);
  }

  function checkCounted({ payoutId, counted }: StoredReceipt, asked: readonly StoredEntry[]): void {
    const shown = asked.map((entry) => view().shownOf(entry).kind);
    const told = shown.filter((kind) => kind !== "undecided").length;
    const inBooks = shown.filter((kind) => kind === "in_books").length;
    if (counted.compared.payments === told && counted.inBooks.payments === inBooks) return;
    const detail = `${JSON.stringify(counted)}, and it was asked of ${told}, has ${inBooks}`;
    violate("a receipt counts what it was told", `${payoutId}: ${detail}`);
  }

  /** What a payout says of itself is what its ledger comes to, or that is found. */
  function checkTotals(receipt: StoredReceipt, payout: Payout): void {
    if (payout.state !== "completed" || payout.revision !== receipt.revision) return;
    const entries = view().entries(payout.payoutId);
    const { counts, points } = payout.report;
    const ledger = countStates(entries);
    const isRight =
      points.paid === pointsPaid(entries) &&
      (["paid", "rejected", "unknown", "withdrawn"] as const).every(
        (state) => counts[state] === ledger[state],
      );
    const isFound = receipt.findings.some(({ code }) => code === "totals_differ");
    if (isRight === isFound) {
      violate("a receipt finds what does not add up", `${payout.payoutId}: ${isFound}`);
    }
  }

  return {
    receiptChanges(before, after) {
      const isNew = after.run === (before?.run ?? 0) + 1;
      const isSameRun = after.run === before?.run;
      // The very same write may come twice.
      const isRepeated = isSameRun && after.updatedAt === before.updatedAt;
      if (isNew) beganAtMs.set(after.payoutId, timeline.nowMs());
      if (isNew && after.state === "running" && after.findingCount === 0) return;
      const isOn =
        isSameRun && before.state === "running" && after.findingCount >= before.findingCount;
      if (!isOn && !isRepeated) {
        const told = [before, after].map((one) => `${one?.state} of run ${one?.run}`).join(" → ");
        violate("a receipt changes as it may", `${after.payoutId}: ${told}`);
      }
      if (after.state === "done" && before?.state === "running") checkDone(after);
    },

    writesWhileComparing({ pk, sk, payout }) {
      const place = `${pk} ${sk}`;
      if (MAY_WRITE.test(place)) return;
      // That the channel was told is no change of the payout.
      const told = sk === "PAYOUT" ? payoutSchema.parse(payout) : undefined;
      if (told !== undefined && view().payout(told.payoutId).revision === told.revision) return;
      violate("a receipt changes nothing", place);
    },

    posted: (key) => posted.add(key),
    isUntold(payoutId) {
      const { state, findingCount = 0, run } = view().receipt(payoutId) ?? {};
      // Who compared it tells of it, unless the service ended that execution.
      const execution = view().execution(`receipt-${payoutId}-r${run}`);
      const isOwed = state === "done" && findingCount > 0 && execution?.ended === "done";
      return isOwed && context.restoredAtMs() === 0 && !posted.has(`${payoutId}:receipt`);
    },

    booksChange: (key) => changedAtMs.set(key, timeline.nowMs()),
    ledgerChanges: ({ idempotencyKey }) => changedAtMs.set(idempotencyKey, timeline.nowMs()),
  };
}

/** Of what the points API refused itself nothing more need be told. */
function isRefusedThere({ state, resolution }: StoredEntry): boolean {
  return (state === "rejected" || state === "withdrawn") && resolution === undefined;
}

/** What has to be found of a payment, if anything has. */
function findingOf(entry: StoredEntry, shown: Shown): string | undefined {
  switch (shown.kind) {
    case "unclear":
      return "unclear";
    case "undecided":
      return isRefusedThere(entry) ? undefined : "not_told";
    case "not_in_books":
      return entry.state === "paid" ? "paid_not_in_books" : undefined;
    default:
      return foundThere(entry, shown.transactionId);
  }
}

function foundThere({ state, transactionId }: StoredEntry, inBooks: string): string | undefined {
  if (state !== "paid") return `in_books_not_paid ${inBooks}`;
  const isSame = transactionId === undefined || transactionId === inBooks;
  return isSame ? undefined : `other_transaction ${inBooks}`;
}
