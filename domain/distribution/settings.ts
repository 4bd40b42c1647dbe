import type { ClosedHours } from "../payout/closed-hours.ts";

/** How a distribution pays: rates, timeouts and limits. Every duration in milliseconds. */
export interface PayingSettings {
  /** The points API that is asked, by the name under which payouts share its rate. */
  readonly apiName: string;
  /** Calls a second: the limit of all payouts together, and what is aimed at. */
  readonly ratePerSecond: number;
  /** How many calls the points API takes at once after a pause: the capacity of a leaky bucket. */
  readonly burst: number;
  /** Calls a day; undefined where there is no such quota. */
  readonly dailyQuota: { readonly calls: number; readonly timeZone: string } | undefined;
  /** When nothing is begun, as the points API is maintained. */
  readonly maintenance: readonly ClosedHours[];
  /** When nobody is to be paid. */
  readonly quietHours: readonly ClosedHours[];
  /** Payments in flight at once, at most; how many are needed is found while paying. */
  readonly concurrency: number;
  /** The same for one worker: a function has 1,024 file descriptors, and each call takes one. */
  readonly concurrencyPerWorker: number;
  /** How many it begins with, and keeps at least. */
  readonly concurrencyAtStart: number;
  /** Calls a second that one worker surely makes: above it a payout is paid by several. */
  readonly ratePerWorker: number;
  /** Fewer workers pay when there are fewer chunks than that for each. */
  readonly chunksPerWorker: number;
  /** A call without an answer after this is in doubt. */
  readonly callTimeoutMs: number;
  /** How long a lease lasts unless renewed; longer than a call may take. */
  readonly leaseTtlMs: number;
  /** First wait before asking again; doubles with each try. */
  readonly backoffBaseMs: number;
  readonly backoffMaxMs: number;
  /** A payment is asked for again after so long at the latest, whatever the API asks (Retry-After). */
  readonly retryAfterMaxMs: number;
  /**
   * So long a payment, or all of them, wait in place. A payment that is to wait longer is put
   * aside; a longer wait for all is an outage.
   */
  readonly longestHoldMs: number;
  /** So many answers that say nothing of a payment make it `unknown`, or refused if nothing was done. */
  readonly triesPerPayment: number;
  /** The same once a person has ended the payout. */
  readonly triesWhileEnding: number;
  /** A payment that the API is too busy for is put aside after so long, and for so long. */
  readonly busyPaymentMs: number;
  readonly busyAgainMs: number;
  /** When nothing has come of what was put aside for so long, it is given up: it was not made. */
  readonly putAsideMaxMs: number;
  /** It is an outage when so long no payment of several is acted on. */
  readonly stalledAfterMs: number;
  /** The payout pauses when the first so many payments are all refused in the same way. */
  readonly breakerFirst: number;
  /** It also does when such a share (in 0 to 1) of the last so many are. */
  readonly breakerWindow: number;
  readonly breakerShare: number;
  /** What was accepted is asked about after so long, and less and less often up to the longest. */
  readonly confirmEveryMs: number;
  readonly confirmEveryMaxMs: number;
  /** How long a call in doubt is given to land before it is looked up (mode `lookup`). */
  readonly lookupSettleMs: number;
  /** This many answers in a row that say the API is down are an outage. */
  readonly unavailableAfterAnswers: number;
  /** First wait of an outage; doubles with each probe that fails, up to the longest. */
  readonly outageWaitBaseMs: number;
  readonly outageWaitMaxMs: number;
  /** An outage longer than this halts the payout. */
  readonly haltAfterMs: number;
  /** A durable execution hands on to a fresh one after so many operations; Lambda allows 3,000. */
  readonly operationsPerExecution: number;
  /** How often a round reads the payout, to see a stop. */
  readonly pollEveryMs: number;
}

export const DEFAULT_PAYING_SETTINGS: PayingSettings = {
  apiName: "points",
  ratePerSecond: 50,
  burst: 1,
  dailyQuota: undefined,
  maintenance: [],
  quietHours: [],
  concurrency: 2_000,
  concurrencyPerWorker: 900,
  concurrencyAtStart: 16,
  ratePerWorker: 500,
  chunksPerWorker: 2,
  callTimeoutMs: 10_000,
  leaseTtlMs: 30_000,
  backoffBaseMs: 200,
  backoffMaxMs: 20_000,
  retryAfterMaxMs: 3_600_000,
  longestHoldMs: 60_000,
  triesPerPayment: 12,
  triesWhileEnding: 3,
  busyPaymentMs: 100_000,
  busyAgainMs: 300_000,
  putAsideMaxMs: 2 * 3_600_000,
  stalledAfterMs: 120_000,
  breakerFirst: 20,
  breakerWindow: 200,
  breakerShare: 0.3,
  confirmEveryMs: 5_000,
  confirmEveryMaxMs: 300_000,
  lookupSettleMs: 2_000,
  unavailableAfterAnswers: 20,
  outageWaitBaseMs: 30_000,
  outageWaitMaxMs: 300_000,
  haltAfterMs: 6 * 3_600_000,
  operationsPerExecution: 2_500,
  pollEveryMs: 1_000,
};
