import { type CanaryInvariants, createCanaryInvariants } from "./canary-invariants.ts";
import { type ChannelInvariants, createChannelInvariants } from "./channel-invariants.ts";
import { createHoursInvariants, type HoursInvariants } from "./hours-invariants.ts";
import type { InvariantContext, View } from "./invariant-context.ts";
import type { Largest } from "./limits-of-seed.ts";
import { createMoneyInvariants, type MoneyInvariants } from "./money-invariants.ts";
import { createPaceInvariants, type PaceInvariants } from "./pace-invariants.ts";
import { createPaymentInvariants, type PaymentInvariants } from "./payment-invariants.ts";
import { createPayoutInvariants, type PayoutInvariants } from "./payout-invariants.ts";
import type { Plan } from "./plan.ts";
import { createQuietHoursInvariants } from "./quiet-hours-invariants.ts";
import { createReceiptInvariants, type ReceiptInvariants } from "./receipt-invariants.ts";
import { createReversalInvariants, type ReversalInvariants } from "./reversal-invariants.ts";
import type { Timeline } from "./timeline.ts";

export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** Checks every invariant at the very moment it could break; the first violation ends the run. */
export interface Invariants
  extends PaymentInvariants,
    PayoutInvariants,
    PaceInvariants,
    HoursInvariants,
    Pick<MoneyInvariants, "looksAt">,
    Pick<CanaryInvariants, "balanceTold">,
    Pick<ReversalInvariants, "takesBack">,
    Pick<ReceiptInvariants, "receiptChanges" | "writesWhileComparing" | "booksChange" | "isUntold">,
    Pick<ChannelInvariants, "says" | "owesWord"> {
  /** Nobody reaches the table for so long, and then it is as it was a while ago. */
  tableIsGone(forMs: number): void;
  /** Whether that ends only after then, or ever happened. */
  isRestored(sinceMs?: number): boolean;
  /** How long nobody reaches the table yet; 0 when everybody does. */
  tableIsBackInMs(): number;
  /** Remembers what it knows from the table; called, the result brings that back. */
  backUp(): () => void;
  violation(): Violation | undefined;
  violate(invariant: string, detail: string): void;
}

export function createInvariants(deps: {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly view: () => View;
  readonly largest: () => Largest;
}): Invariants {
  let violation: Violation | undefined;
  let restoredAtMs = 0;
  const context: InvariantContext = {
    ...deps,
    changedAtMs: new Map(),
    mayPayNobody: new Set(),
    approved: new Set(),
    restoredAtMs: () => restoredAtMs,
    violate(invariant, detail) {
      violation ??= { invariant, detail };
    },
  };
  const payments = createPaymentInvariants(context);
  const payouts = createPayoutInvariants(context);
  const channel = createChannelInvariants(context);
  const money = createMoneyInvariants(context, deps.largest);
  const reversals = createReversalInvariants(context);
  const receipts = createReceiptInvariants(context);
  const canary = createCanaryInvariants(context);
  const quietHours = createQuietHoursInvariants(context);
  return {
    ...payments,
    ...payouts,
    ...createPaceInvariants(context),
    ...createHoursInvariants(context),
    says: channel.says,
    owesWord: channel.owesWord,
    callLeaves(process, payment, key) {
      payments.callLeaves(process, payment, key);
      quietHours.callLeaves(process);
      canary.callLeaves(process, payment.row);
    },
    claims(process, row, fence) {
      payments.claims(process, row, fence);
      quietHours.claims(process, row);
    },
    looksAt: money.looksAt,
    balanceTold: canary.balanceTold,
    takesBack: reversals.takesBack,
    receiptChanges: receipts.receiptChanges,
    writesWhileComparing: receipts.writesWhileComparing,
    booksChange: receipts.booksChange,
    isUntold: receipts.isUntold,
    posted(key, before) {
      payouts.posted(key, before);
      receipts.posted(key);
    },
    payoutChanges(process, before, after, event) {
      payouts.payoutChanges(process, before, after, event);
      money.changes(process, after, event);
      reversals.changes(after, event);
      quietHours.changes(before, after, event);
      canary.changes(process, after, event);
      channel.changesState(before, after);
    },
    grants(grant, count) {
      if (grant.takesBack === undefined) payments.grants(grant, count);
      else reversals.grants(grant, count);
      money.grants(grant);
    },
    ledgerChanges(before, after) {
      payments.ledgerChanges(before, after);
      reversals.ledgerChanges(before, after);
      receipts.ledgerChanges(after);
      // What it comes to then is seen once it is written.
      deps.timeline.after(0, () => channel.changesCounts(after.payoutId));
    },
    postLeaves(process, key) {
      payouts.postLeaves(process, key);
      channel.replies(process, key);
    },
    tableIsGone(forMs) {
      restoredAtMs = deps.timeline.nowMs() + forMs;
    },
    backUp() {
      const approved = [...context.approved];
      const backs = [payouts.backUpUploads(), reversals.backUp()];
      return () => {
        for (const back of backs) back();
        context.approved.clear();
        for (const payoutId of approved) context.approved.add(payoutId);
      };
    },
    tableIsBackInMs: () => Math.max(0, restoredAtMs - deps.timeline.nowMs()),
    isRestored: (sinceMs = 1) => restoredAtMs >= sinceMs,
    violation: () => violation,
    violate: context.violate,
  };
}
