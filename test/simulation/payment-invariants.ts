import type { AskedPayment } from "../../domain/distribution/points-api.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { humanOf } from "./actor-actions.ts";
import { paymentOfKey, takenKeyOf } from "./expected-transitions.ts";
import { type InvariantContext, isEnded, isOfRun, isOvertaken } from "./invariant-context.ts";
import { isRefusable, mayBeUnknown, mayNotTakeBack } from "./may-be-unknown.ts";
import type { SimProcess } from "./sim-process.ts";
import type { Grant } from "./world-books.ts";
import type { StoredEntry } from "./world-ledger.ts";

const NO_ACCOUNT = "no account";

/** What must hold of calls, the ledger and the points API's books. */
export interface PaymentInvariants {
  /** A call that pays, or would find out whether one did, is on its way. */
  callLeaves(process: SimProcess, payment: AskedPayment, key: string): void;
  /** What a call asks for may be done, sooner or later. */
  mayLand(key: string, payment: AskedPayment): void;
  looksUp(key: string): void;
  /** An answer has come that leaves open what became of the payment. */
  tellsNothing(key: string): void;
  /** A chunk is written. */
  splits(payoutId: string, chunk: number, payments: readonly Payment[]): void;
  claims(process: SimProcess, row: number, fence: number): void;
  /** The answer that settles a payment for good has come to a process. */
  hears(process: SimProcess, payment: Payment, outcome: "paid" | "rejected"): void;
  /** A process sends an outcome to the ledger. */
  records(process: SimProcess, row: number, outcome: string): void;
  /** The ledger has answered that process. */
  recorded(payoutId: string, row: number, outcome: string): void;
  /** `count`: grants of the same debt, this one included. */
  grants(grant: Grant, count: number): void;
  ledgerChanges(before: StoredEntry | undefined, after: StoredEntry): void;
}

export function createPaymentInvariants(context: InvariantContext): PaymentInvariants {
  const { plan, timeline, violate } = context;
  const fences = new Map<string, number>();
  const chunks = new Map<string, readonly Payment[]>();
  const unrecorded = new Set<string>();
  /** For which account each key was first asked in a call that may land. */
  const accounts = new Map<string, string>();
  /** How many answers told nothing, by key. */
  const empty = new Map<string, number>();

  return {
    callLeaves(process, payment, key) {
      const { row, userId, points, accountId = NO_ACCOUNT } = payment;
      if (process.execution?.receipt !== undefined) {
        violate("a receipt changes nothing", `row ${row} is asked for as ${key}`);
      }
      const { payoutId, row: ofRow } = askedFor(process, key);
      const account = accounts.get(key) ?? accountId;
      if (account !== accountId || plan.hasAccounts === (account === NO_ACCOUNT)) {
        violate("one account a payment", `${key} is asked for ${accountId}, first for ${account}`);
        return;
      }
      if (ofRow !== row) {
        violate("one idempotency key a payment", `row ${row} is asked for as ${key}`);
        return;
      }
      const approved = approvedPayment(payoutId, row);
      if (approved === undefined || !isSame(approved, payment)) {
        violate("what was approved is what is paid", `row ${row}: ${userId}, ${points} as ${key}`);
        return;
      }
      // What an older worker began before the table was restored, nobody can call back.
      if (!isOvertaken(context, process)) checkMayPay(payoutId, row);
      checkIntent(process, payoutId, payment, key);
      const payout = context.view().payout(payoutId);
      checkExecution(process, payout);
      if (isOfRun(context, process, payout)) return;
      violate(
        "stop takes effect within two seconds",
        `row ${row} is asked for, long since ${payoutId} became ${payout.state}`,
      );
    },

    mayLand(key, { accountId = NO_ACCOUNT }) {
      accounts.set(key, accounts.get(key) ?? accountId);
    },

    looksUp(key) {
      const { payoutId } = paymentOfKey(takenKeyOf(key) ?? key);
      if (context.view().payout(payoutId).dryRun !== true) return;
      violate("a dry run asks for nothing", `${key} is looked up`);
    },

    tellsNothing: (key) => empty.set(key, (empty.get(key) ?? 0) + 1),

    splits(payoutId, chunk, payments) {
      const name = `${payoutId}/${chunk}`;
      const known = chunks.get(name) ?? payments;
      chunks.set(name, known);
      const isKnown =
        known.length === payments.length && known.every((one, at) => isSame(one, payments[at]));
      if (!isKnown) violate("a chunk never changes", name);
    },

    claims: (process, row, fence) => fences.set(`${process.name} ${row}`, fence),

    hears(process, { row, userId }, outcome) {
      const heard = `${process.name} ${row} ${outcome}`;
      unrecorded.add(heard);
      // By then the process has done all that it does before it waits again.
      timeline.after(0, () => {
        if (!unrecorded.delete(heard) || !process.isAlive()) return;
        violate("every outcome is recorded", `row ${row} (${userId}): ${outcome} is dropped`);
      });
    },

    records: (process, row, outcome) => unrecorded.delete(`${process.name} ${row} ${outcome}`),

    recorded(payoutId, row, outcome) {
      const state = context.view().entry(payoutId, row)?.state;
      // A restore may come between the ledger's write and its answer.
      if (outcome !== "paid" || state === "paid" || state === undefined) return;
      violate("evidence wins", `row ${row} is ${state}, though its payment is proved`);
    },

    grants({ userId, transactionId, points, key, debt }, count) {
      if (count > 1)
        violate("pay once", `${userId} has ${count} of what is ${debt} (${transactionId})`);
      const { payoutId, row } = paymentOfKey(key);
      const approved = approvedPayment(payoutId, row);
      // What it took may be decided when a restore has undone the approval.
      if (approved === undefined && context.restoredAtMs() > 0) return;
      if (approved?.points !== points) {
        violate("what was approved is what is paid", `${userId} got ${points}`);
      }
    },

    ledgerChanges(before, after) {
      const { row, state, resolution } = after;
      if (before?.state === "paid" && state !== "paid") {
        violate("nothing leaves paid", `row ${row} → ${state}`);
      }
      if (resolution !== undefined && before?.resolution === undefined) checkWord(before, after);
      else if (before?.state !== state) checkOutcome(after);
    },
  };

  /** An outcome that the points API is said to have given. */
  function checkOutcome(after: StoredEntry): void {
    const { payoutId, row, userId, state, idempotencyKey, ...entry } = after;
    const { grantsUnder, payout } = context.view();
    const [grant] = grantsUnder(idempotencyKey);
    const isPaidElsewhere = isByOther(after);
    const isDryRun = payout(payoutId).dryRun === true;
    if (state === "paid" && !isDryRun && grant?.transactionId !== entry.transactionId) {
      violate("paid is in the books", `row ${row}: ${entry.transactionId} is not ${userId}'s`);
    }
    if (state === "rejected" && !isPaidElsewhere) checkRefused(after);
    const tries = empty.get(idempotencyKey) ?? 0;
    const isLeftOpen = isPaidElsewhere || mayBeUnknown(context, { ...after, tries });
    if (state === "unknown" && !isLeftOpen) {
      violate("doubt is resolved, never guessed", `row ${row} is unknown: ${entry.code}`);
    }
    if (state === "withdrawn" && !isEnded(payout(payoutId))) {
      violate("only an ended payout withdraws", `row ${row} of ${payoutId}`);
    }
  }

  /** Whether another payout has paid the same, or has it to take back. */
  function isByOther(entry: StoredEntry): boolean {
    const { code, payoutId, reason } = entry;
    if (code === "paid_by_original") return isPaidByOther(payoutId, reason);
    return mayNotTakeBack(context.view(), entry);
  }

  function checkRefused(entry: StoredEntry): void {
    const { row, userId, code, idempotencyKey, reference = "" } = entry;
    const { isStuck, hasFailed } = context.view();
    const isRefused =
      isRefusable(context.view(), entry) || isStuck(userId) || hasFailed(reference, idempotencyKey);
    // Found not to be paid after so many tries.
    const isGivenUp = (empty.get(idempotencyKey) ?? 0) >= plan.settings.triesPerPayment;
    if ((isRefused || isGivenUp) && code !== "paid_by_original") return;
    violate("rejected only for good", `row ${row} is rejected, yet ${userId} exists`);
  }

  /** Whether another payout's ledger says that it paid the same. */
  function isPaidByOther(than: string, debt: string | undefined): boolean {
    const others = context
      .view()
      .payouts()
      .filter(({ payoutId }) => payoutId !== than);
    return others
      .flatMap(({ payoutId }) => context.view().entries(payoutId))
      .some(({ state, reason }) => state === "paid" && reason === debt);
  }

  function approvedPayment(payoutId: string, ofRow: number): Payment | undefined {
    return context
      .view()
      .approvedPayments(payoutId)
      .find(({ row }) => row === ofRow);
  }

  /** Who must not pay, whatever it says. */
  function checkMayPay(payoutId: string, row: number): void {
    const payout = context.view().payout(payoutId);
    if (context.mayPayNobody.has(payoutId)) {
      violate("a changed sheet pays nobody", `row ${row} is asked for`);
    }
    if (payout.dryRun === true) {
      violate("a dry run asks for nothing", `row ${row} of ${payoutId} is asked for`);
    }
    // A ledger that was restored does not tell which of them was asked for before.
    const isFirst =
      context.view().entry(payoutId, row)?.claims === 1 || payout.ledgerRestoredAt !== undefined;
    if (isEnded(payout) && isFirst) {
      violate("an ended payout begins no payment", `row ${row} of ${payoutId} is asked for`);
    }
    if (needsApproval(payout) && !context.approved.has(payoutId)) {
      violate("what nobody approved pays nobody", `row ${row} of ${payoutId} is asked for`);
    }
    if (!("distribution" in payout) && context.restoredAtMs() === 0) {
      violate("what is held or declined pays nobody", `${payoutId} is ${payout.state}`);
    }
  }

  /** Every payout of the seed, or a retry of what was approved or of what people settled. */
  function needsApproval({ payoutId, retryOf, reversalOf }: Payout): boolean {
    // Who may let a reversal go is judged by itself.
    if (reversalOf !== undefined) return false;
    if (plan.needsApproval || retryOf === undefined) return plan.needsApproval;
    if (context.approved.has(retryOf)) return true;
    return context
      .view()
      .entries(retryOf)
      .some(({ retriedBy, resolution }) => retriedBy === payoutId && resolution !== undefined);
  }

  /** Of all executions that are started for a run, one pays. */
  function checkExecution({ execution, name }: SimProcess, payout: Payout): void {
    if (execution === undefined || payout.state !== "distributing") return;
    const { run, execution: ours } = payout.distribution;
    let root = execution;
    while (root.shard !== undefined) root = root.shard.of;
    if (root.firing.run !== run || root.name === ours || context.restoredAtMs() > 0) return;
    violate("one execution pays a run", `${name} is of ${root.name}, and ${ours} pays`);
  }

  function checkWord(before: StoredEntry | undefined, after: StoredEntry): void {
    const { row, state, resolution, idempotencyKey } = after;
    if (before?.state !== "unknown") {
      violate("people settle what is unknown", `row ${row} was ${before?.state ?? "pending"}`);
    }
    if ((resolution?.as === "paid") !== (state === "paid")) {
      violate("people settle what is unknown", `row ${row} is ${state} by ${resolution?.as}`);
    }
    const first = before?.proposed;
    const who = (word: StoredEntry["resolution"]) => word && humanOf(word.by);
    const isByTwo = first?.as === "not_paid" && humanOf(first.by) !== who(resolution);
    if (state === "rejected" && !isByTwo) {
      const two = `${first?.by.id ?? "nobody"} and ${resolution?.by.id}`;
      violate("settling as not paid takes two people", `row ${row}: ${two}`);
    }
    // Actors look at the books before they say so; then it stays true.
    if (state === "rejected" && context.view().grantsUnder(idempotencyKey).length > 0) {
      violate("what is proved is not settled as not paid", `row ${row} is in the books`);
    }
  }

  function checkIntent(process: SimProcess, payoutId: string, { row }: Payment, key: string): void {
    if (isOvertaken(context, process)) return;
    const entry = context.view().entry(payoutId, row);
    if (entry === undefined || entry.state === "released") {
      violate("intent before call", `row ${row} is asked for, and nothing is written`);
      return;
    }
    if (entry.idempotencyKey !== key) {
      violate("one idempotency key a payment", `row ${row}: ${entry.idempotencyKey} and ${key}`);
    }
    checkUnsettled(process, entry);
  }

  /**
   * An outcome of an older worker may land at any moment; one of its own or of a newer worker must
   * keep it from asking. With clocks apart it may learn late that it was overtaken.
   */
  function checkUnsettled(process: SimProcess, { row, state, settledUnder }: StoredEntry): void {
    if (plan.rates.clockJump > 0 || context.restoredAtMs() > 0) return;
    const fence = fences.get(`${process.name} ${row}`) ?? 0;
    if ((settledUnder ?? -1) < fence) return;
    violate("what is settled is not asked for again", `row ${row} is ${state}`);
  }
}

/** A payment, or what takes one back: that is a row of the payout which the process pays. */
function askedFor({ execution }: SimProcess, key: string) {
  const taken = takenKeyOf(key);
  if (taken === undefined) return paymentOfKey(key);
  return { payoutId: execution?.firing.payoutId ?? "nobody", row: paymentOfKey(taken).row };
}

function isSame(one: Payment, other: Payment | undefined): boolean {
  const { row, userId, points, reason } = one;
  return (
    other?.row === row &&
    other.userId === userId &&
    other.points === points &&
    other.reason === reason
  );
}
