/**
 * What each answer of a points API means. This table is the only place that decides it.
 *
 * - `paid`: it paid.
 * - `rejected`: refused for good; the same ask would get the same answer.
 * - `refused_credentials`: our credentials are wrong, not the payment; the payout pauses.
 * - `not_done`: certainly nothing was done; ask again later under the same key.
 * - `in_doubt`: it may have paid; see the idempotency modes.
 *
 * `unavailable` marks answers that say the API as a whole is down rather than busy. Many of them in
 * a row pause the payout.
 */
export interface Meaning {
  readonly kind: "paid" | "rejected" | "refused_credentials" | "not_done" | "in_doubt";
  readonly unavailable: boolean;
}

const PAID: Meaning = { kind: "paid", unavailable: false };
const REJECTED: Meaning = { kind: "rejected", unavailable: false };
const REFUSED_CREDENTIALS: Meaning = { kind: "refused_credentials", unavailable: false };
const BUSY: Meaning = { kind: "not_done", unavailable: false };
const DOWN_AND_NOT_DONE: Meaning = { kind: "not_done", unavailable: true };
const DOWN_AND_IN_DOUBT: Meaning = { kind: "in_doubt", unavailable: true };

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: REFUSED_CREDENTIALS,
  403: REFUSED_CREDENTIALS,
  /** Request Timeout: the server gave up reading the request */
  408: BUSY,
  /** Conflict: a call under the same key is still in flight */
  409: BUSY,
  /** Too Early */
  425: BUSY,
  429: BUSY,
  503: DOWN_AND_NOT_DONE,
};

const BY_STATUS_CLASS: Readonly<Record<number, Meaning>> = {
  2: PAID,
  // A redirect says that the address is wrong, not the payment.
  3: DOWN_AND_NOT_DONE,
  4: REJECTED,
  5: DOWN_AND_IN_DOUBT,
};

export function meaningOfStatus(status: number): Meaning {
  return BY_STATUS[status] ?? BY_STATUS_CLASS[Math.floor(status / 100)] ?? DOWN_AND_IN_DOUBT;
}

/** The code of an answer that says by its status that calls come faster than the API takes them. */
export const TOO_MANY_REQUESTS = "http_429";

/** Ways a call may end without an answer that can be read. */
export const TRANSPORT_FAILURES = {
  /** Refused, unreachable, or not connected before the timeout. */
  connection_failed: DOWN_AND_NOT_DONE,
  name_not_found: DOWN_AND_NOT_DONE,
  tls_failed: DOWN_AND_NOT_DONE,
  /** Our own credentials came too late for a call to leave; the next call may have them. */
  credentials_late: DOWN_AND_NOT_DONE,
  /** Our own credentials could not be had, so no call left. */
  credentials_missing: REFUSED_CREDENTIALS,
  timeout: DOWN_AND_IN_DOUBT,
  connection_reset: DOWN_AND_IN_DOUBT,
  unreadable_answer: DOWN_AND_IN_DOUBT,
} as const satisfies Record<string, Meaning>;

export type TransportFailure = keyof typeof TRANSPORT_FAILURES;
