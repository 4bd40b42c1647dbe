/** Namespace of all metrics of ours in CloudWatch. */
export const METRIC_NAMESPACE = "Paysheet";

/** Tells deployments in one account apart; its value is `PAYSHEET_STAGE`. */
export const STAGE_DIMENSION = "stage";
/** Which function counted; Powertools adds it by itself. */
export const SERVICE_DIMENSION = "service";

/**
 * What is counted, in which unit, and by which functions. A metric bears the two dimensions above
 * and no other: a payout or a user in a dimension would be a metric of its own, which is paid for,
 * and a user has no place in one.
 */
export const METRICS = {
  /** Payments that a payout found `paid` when it completed, whichever of its runs paid them. */
  PaymentsPaid: { unit: "Count", services: ["distribute"] },
  /** Payments that it found `rejected`. */
  PaymentsRejected: { unit: "Count", services: ["distribute"] },
  /** Payments that it found `unknown`. */
  PaymentsUnknown: { unit: "Count", services: ["distribute"] },
  /** Points of the payments that it found `paid`. */
  PointsPaid: { unit: "Count", services: ["distribute"] },
  /** From a payout's time to the start of its distribution; once a payout. */
  StartLagSeconds: { unit: "Seconds", services: ["distribute"] },
  /** Payments of the last 90 days that are `unknown` and wait for a person; every five minutes. */
  UnknownsWaiting: { unit: "Count", services: ["watch"] },
  /** Payouts that became `halted`, counted as they do. */
  PayoutsHalted: { unit: "Count", services: ["distribute", "watch"] },
} as const;

export type MetricName = keyof typeof METRICS;
