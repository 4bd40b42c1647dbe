import type { Court, View } from "./court.ts";
import { createPaymentJudge, type PaymentJudge } from "./judge-payments.ts";
import { createPayoutJudge, type PayoutJudge } from "./judge-payouts.ts";
import type { Plan } from "./plan.ts";
import type { Timeline } from "./timeline.ts";

export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/** Checks every invariant at the very moment it could break; the first violation ends the run. */
export interface Judge extends PaymentJudge, PayoutJudge {
  violation(): Violation | undefined;
  violate(invariant: string, detail: string): void;
}

export function createJudge(deps: {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly view: () => View;
}): Judge {
  let violation: Violation | undefined;
  const court: Court = {
    ...deps,
    changedAtMs: new Map(),
    mayPayNobody: new Set(),
    violate(invariant, detail) {
      violation ??= { invariant, detail };
    },
  };
  return {
    ...createPaymentJudge(court),
    ...createPayoutJudge(court),
    violation: () => violation,
    violate: court.violate,
  };
}
