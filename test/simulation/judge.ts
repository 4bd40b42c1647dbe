import type { Court, View } from "./court.ts";
import { type ChannelJudge, createChannelJudge } from "./judge-channel.ts";
import { createPaceJudge, type PaceJudge } from "./judge-pace.ts";
import { createPaymentJudge, type PaymentJudge } from "./judge-payments.ts";
import { createPayoutJudge, type PayoutJudge } from "./judge-payouts.ts";
import type { Plan } from "./plan.ts";
import type { Timeline } from "./timeline.ts";

export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** Checks every invariant at the very moment it could break; the first violation ends the run. */
export interface Judge
  extends PaymentJudge,
    PayoutJudge,
    PaceJudge,
    Pick<ChannelJudge, "says" | "owesWord"> {
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

export function createJudge(deps: {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly view: () => View;
}): Judge {
  let violation: Violation | undefined;
  let restoredAtMs = 0;
  const court: Court = {
    ...deps,
    changedAtMs: new Map(),
    mayPayNobody: new Set(),
    approved: new Set(),
    restoredAtMs: () => restoredAtMs,
    violate(invariant, detail) {
      violation ??= { invariant, detail };
    },
  };
  const payments = createPaymentJudge(court);
  const payouts = createPayoutJudge(court);
  const channel = createChannelJudge(court);
  return {
    ...payments,
    ...payouts,
    ...createPaceJudge(court),
    says: channel.says,
    owesWord: channel.owesWord,
    payoutChanges(process, before, after, event) {
      payouts.payoutChanges(process, before, after, event);
      channel.changesState(before, after);
    },
    ledgerChanges(before, after) {
      payments.ledgerChanges(before, after);
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
      const approved = [...court.approved];
      return () => {
        court.approved.clear();
        for (const payoutId of approved) court.approved.add(payoutId);
      };
    },
    tableIsBackInMs: () => Math.max(0, restoredAtMs - deps.timeline.nowMs()),
    isRestored: (sinceMs = 1) => restoredAtMs >= sinceMs,
    violation: () => violation,
    violate: court.violate,
  };
}
