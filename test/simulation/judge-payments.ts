import type { Payment } from "../../domain/sheet/payment.ts";
import { type Court, isOfRun } from "./court.ts";
import type { SimProcess } from "./sim-process.ts";
import type { StoredEntry } from "./world-ledger.ts";
import type { Grant } from "./world-points-api.ts";

/** Judges calls, the ledger and the points API's books. */
export interface PaymentJudge {
  callLeaves(process: SimProcess, payment: Payment, key: string): void;
  claims(process: SimProcess, row: number, fence: number): void;
  /** The answer that settles a payment for good has come to a process. */
  hears(process: SimProcess, payment: Payment, outcome: "paid" | "rejected"): void;
  /** A process sends an outcome to the ledger. */
  records(process: SimProcess, row: number, outcome: string): void;
  /** The ledger has answered that process. */
  recorded(payoutId: string, row: number, outcome: string): void;
  /** `count`: grants of this user, this one included. */
  grants(grant: Grant, count: number): void;
  ledgerChanges(before: StoredEntry | undefined, after: StoredEntry): void;
}

export function createPaymentJudge(court: Court): PaymentJudge {
  const { plan, timeline, violate } = court;
  const keys = new Map<string, string>();
  const fences = new Map<string, number>();
  const unrecorded = new Set<string>();

  return {
    callLeaves(process, payment, key) {
      const { row, userId, points } = payment;
      const approved = court.view().approved(userId);
      if (approved?.payment.row !== row || approved.payment.points !== points) {
        violate("what was approved is what is paid", `row ${row}: ${userId}, ${points}`);
        return;
      }
      const { payoutId } = approved;
      if (court.mayPayNobody.has(payoutId)) {
        violate("a changed sheet pays nobody", `row ${row} is asked for`);
      }
      checkIntent(process, payoutId, payment, key);
      const payout = court.view().payout(payoutId);
      if (isOfRun(court, process, payout)) return;
      violate(
        "stop takes effect within two seconds",
        `row ${row} is asked for, long since ${payoutId} became ${payout.state}`,
      );
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
      const state = court.view().entry(payoutId, row)?.state;
      if (outcome !== "paid" || state === "paid") return;
      violate("evidence wins", `row ${row} is ${state}, though its payment is proved`);
    },

    grants({ userId, transactionId, points }, count) {
      if (count > 1) violate("pay once", `${userId} has ${count} grants (${transactionId})`);
      if (court.view().approved(userId)?.payment.points !== points) {
        violate("what was approved is what is paid", `${userId} got ${points}`);
      }
    },

    ledgerChanges(before, after) {
      const { row, userId, state } = after;
      const { grantsOf, isMissing } = court.view();
      if (before?.state === "paid") violate("nothing leaves paid", `row ${row} → ${state}`);
      if (state === "paid" && grantsOf(userId)[0]?.transactionId !== after.transactionId) {
        violate("paid is in the books", `row ${row}: ${after.transactionId} is not ${userId}'s`);
      }
      if (state === "rejected" && !isMissing(userId)) {
        violate("rejected only for good", `row ${row} is rejected, yet ${userId} exists`);
      }
      if (state === "unknown" && plan.idempotency !== "none") {
        violate("doubt is resolved, never guessed", `row ${row} is unknown in ${plan.idempotency}`);
      }
    },
  };

  function checkIntent(
    process: SimProcess,
    payoutId: string,
    { row, userId }: Payment,
    key: string,
  ): void {
    const entry = court.view().entry(payoutId, row);
    if (entry === undefined || entry.state === "released") {
      violate("intent before call", `row ${row} is asked for, and nothing is written`);
      return;
    }
    // An outcome of an older worker may land at any moment; one of its own or of a newer worker
    // must keep it from asking. With clocks apart it may learn late that it was overtaken.
    const fence = fences.get(`${process.name} ${row}`) ?? 0;
    if ((entry.settledUnder ?? -1) >= fence && plan.rates.clockJump === 0) {
      violate("what is settled is not asked for again", `row ${row} is ${entry.state}`);
    }
    const knownKey = keys.get(userId) ?? key;
    keys.set(userId, knownKey);
    if (knownKey !== key || entry.idempotencyKey !== key) {
      violate("one idempotency key a payment", `row ${row}: ${knownKey} and ${key}`);
    }
  }
}
