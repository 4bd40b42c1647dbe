import type { MadePayment } from "../../domain/distribution/points-api.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { DECIDES, humanOf } from "./actor-actions.ts";
import { ARMS, keyOf, paymentOfKey, UNSAYS } from "./expected-transitions.ts";
import { type InvariantContext, isOvertaken } from "./invariant-context.ts";
import type { SimProcess } from "./sim-process.ts";
import { snapshotOf } from "./snapshot.ts";
import type { Grant } from "./world-books.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** What must hold of taking back, by the points API's own books and by who changed what. */
export interface ReversalInvariants {
  /** A call is about to leave that takes this payment back. */
  takesBack(process: SimProcess, made: MadePayment): void;
  changes(after: Payout, event: AuditEvent): void;
  /** `count`: how often the same was taken back, this time included. */
  grants(grant: Grant, count: number): void;
  ledgerChanges(before: StoredEntry | undefined, after: StoredEntry): void;
  /** Remembers what it knows from the table; called, the result brings that back. */
  backUp(): () => void;
}

export function createReversalInvariants(context: InvariantContext): ReversalInvariants {
  const { plan, violate, view } = context;
  /** Reversals that a second human let go, and nobody took that back since. */
  const letGo = new Map<string, true>();
  /** How many points were taken back of each payment, by its key. */
  const taken = new Map<string, number>();

  /** Who said of these payments that earlier reversals had not taken them back. */
  function settlersOf(reversal: Payout): ReadonlySet<string> {
    const rows = new Set(
      view()
        .approvedPayments(reversal.payoutId)
        .map(({ row }) => row),
    );
    const earlier = view()
      .payouts()
      .filter(({ payoutId, reversalOf }) => {
        return reversalOf === reversal.reversalOf && payoutId !== reversal.payoutId;
      });
    const entries = earlier.flatMap(({ payoutId }) => view().entries(payoutId));
    const words = entries
      .filter(({ row, resolution }) => rows.has(row) && resolution?.as === "not_paid")
      .flatMap(({ proposed, resolution }) => [proposed, resolution]);
    return new Set(words.flatMap((word) => (word === undefined ? [] : [humanOf(word.by)])));
  }

  function checkLetGo(after: Payout, { by }: AuditEvent): void {
    const human = by.kind === "person" ? humanOf(by) : by.name;
    const isSecond = DECIDES.has(human) && human !== humanOf(after.createdBy);
    if (!isSecond) {
      violate("a second person lets a reversal go", `${after.payoutId} by ${human} alone`);
    }
    if (settlersOf(after).has(human)) {
      violate("who settled a reversal's payment lets no other one go", `${human} did`);
    }
    letGo.set(after.payoutId, true);
  }

  /** Whether a reversal can never act on that row any more. */
  function isOver(reversal: Payout, row: number): boolean {
    if (reversal.state === "cancelled" || reversal.state === "invalid") return true;
    const state = view().entry(reversal.payoutId, row)?.state;
    return reversal.state === "completed" && (state === "rejected" || state === "withdrawn");
  }

  return {
    takesBack(process, made) {
      const payoutId = process.execution?.firing.payoutId ?? "nobody";
      const reversal = view().payout(payoutId);
      const of = paymentOfKey(made.idempotencyKey);
      if (reversal.reversalOf !== of.payoutId) {
        violate("a reversal takes back what its original paid", `${payoutId}: ${of.payoutId}`);
      }
      if (isOvertaken(context, process)) return;
      if (!letGo.has(payoutId)) {
        violate("a second person lets a reversal go", `${payoutId} takes back`);
      }
      const [grant] = view().grantsUnder(made.idempotencyKey);
      const { transactionId = grant?.transactionId } = made;
      if (transactionId !== grant?.transactionId) {
        violate("what was paid is what is taken back", `${transactionId} of row ${of.row}`);
      }
      // With clocks apart, or after a restore, it may learn late that another one has it.
      if (plan.rates.clockJump > 0 || context.restoredAtMs() > 0) return;
      const original = view().entry(of.payoutId, of.row);
      if (original?.state === "paid" && original.reversedBy === payoutId) return;
      const told = `row ${of.row} is ${original?.state}, and ${original?.reversedBy} has it`;
      violate("one reversal at a time has a payment", `${payoutId}: ${told}`);
    },

    changes(after, event) {
      if (after.reversalOf === undefined) return;
      if (UNSAYS.has(event.action)) letGo.delete(after.payoutId);
      if (after.state === "scheduled" && ARMS.has(event.action)) checkLetGo(after, event);
    },

    grants({ takesBack, by, userId, accountId, points, key }, count) {
      if (takesBack === undefined) return;
      if (count > 1) violate("take back once", `${userId} has ${count} under ${key}`);
      const paid = view().grantsUnder(takesBack);
      const left = paid.reduce((sum, grant) => sum + grant.points, 0) - (taken.get(takesBack) ?? 0);
      if (points > left) {
        violate("nobody loses more than they were paid", `${userId}: ${points} of ${left}`);
      }
      taken.set(takesBack, (taken.get(takesBack) ?? 0) + points);
      const isWhole = paid.some((grant) => grant.points === points && grant.userId === userId);
      const isTheirs = paid.some((grant) => grant.accountId === accountId);
      if (!isWhole || !isTheirs) {
        violate("what was paid is what is taken back", `${userId} (${accountId}): ${points}`);
      }
      const original = view().payout(paymentOfKey(takesBack).payoutId);
      if (original.reversals?.includes(by) !== true) {
        violate("the original names what takes it back", `${original.payoutId}, not ${by}`);
      }
    },

    ledgerChanges(before, after) {
      const { payoutId, row, reversedBy, idempotencyKey } = after;
      const payout = view().payout(payoutId);
      if (payout.reversalOf !== undefined && idempotencyKey !== keyOf(payout, row)) {
        violate("a payment is taken back under a key of its own", `row ${row}: ${idempotencyKey}`);
      }
      if (reversedBy === undefined || reversedBy === before?.reversedBy) return;
      if (after.state !== "paid") violate("only what is paid is taken back", `row ${row}`);
      const holder = before?.reversedBy;
      if (holder === undefined || isOver(view().payout(holder), row)) return;
      violate("one reversal at a time has a payment", `row ${row}: ${holder} gave nothing up`);
    },

    backUp() {
      return snapshotOf(letGo);
    },
  };
}
