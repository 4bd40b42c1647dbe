/** Namespace of all metrics of ours in CloudWatch. */
export const METRIC_NAMESPACE = "Paysheet";

/** Tells deployments in one account apart; its value is `PAYSHEET_STAGE`. */
export const STAGE_DIMENSION = "stage";
/**
 * Powertools adds it by itself. It is the same for every function: a metric that two of them count
 * would else be two, and so would each alarm on it, which are paid for.
 */
export const SERVICE_DIMENSION = "service";
export const METRICS_SERVICE = "payouts";

/**
 * What is counted, and in which unit. A metric bears the two dimensions above and no other: a
 * payout or a user in a dimension would be a metric of its own, which is paid for, and users are
 * not to be named in metrics.
 */
export const METRICS = {
  /** Payments that a payout found `paid` when it completed, whichever of its runs paid them. */
  PaymentsPaid: { unit: "Count" },
  /** Payments that it found `rejected`. */
  PaymentsRejected: { unit: "Count" },
  /** Payments that it found `unknown`. */
  PaymentsUnknown: { unit: "Count" },
  /** Points of the payments that it found `paid`. */
  PointsPaid: { unit: "Count" },
  /** From a payout's time to the start of its distribution; once a payout. */
  StartLagSeconds: { unit: "Seconds" },
  /** From a payout's time to its first payment; measured when it completes. */
  FirstPaymentLagSeconds: { unit: "Seconds" },
  /** Payments settled a second, from the first one's claim to the last one's outcome, pauses included. */
  PaymentsPerSecond: { unit: "Count/Second" },
  /** Payments of the last 90 days that are `unknown` and wait for a person; every five minutes. */
  UnknownsWaiting: { unit: "Count" },
  /** Refresh tokens of a points API that end soon, or can't be refreshed; every five minutes. */
  RefreshTokensAtRisk: { unit: "Count" },
  /** The table, where it was restored or copied and no admin has looked yet; every five minutes. */
  TablesCopied: { unit: "Count" },
  /** Payouts that a later version wrote and this one can't read; every five minutes. */
  PayoutsUnreadable: { unit: "Count" },
  /** Calls and clicks that somebody was not let make: no sign-in, no role, own payout, a limit. */
  CallsRefused: { unit: "Count" },
  /** Payouts that became `halted`, counted as they do. */
  PayoutsHalted: { unit: "Count" },
  /** Uploads and drafts that nobody went on with and that were cancelled for it, as they were. */
  PayoutsExpired: { unit: "Count" },
} as const;

export type MetricName = keyof typeof METRICS;

/**
 * What Powertools counts of a cold start. It has the function's name for a dimension, in place of the
 * stage that the name holds: a series a function, paid for by the hours in which it started cold.
 */
export const COLD_START = { name: "ColdStart", unit: "Count", dimension: "function_name" } as const;
