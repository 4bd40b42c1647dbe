/** How a distribution pays: rates, timeouts and limits. Every duration in milliseconds. */
export interface PayingSettings {
  /** Calls a second: the limit, and what is aimed at. */
  readonly ratePerSecond: number;
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
  /** No call is kept back for longer, however long the API asks for (Retry-After). */
  readonly retryAfterMaxMs: number;
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
  ratePerSecond: 50,
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
  lookupSettleMs: 2_000,
  unavailableAfterAnswers: 20,
  outageWaitBaseMs: 30_000,
  outageWaitMaxMs: 300_000,
  haltAfterMs: 6 * 3_600_000,
  operationsPerExecution: 2_500,
  pollEveryMs: 1_000,
};
