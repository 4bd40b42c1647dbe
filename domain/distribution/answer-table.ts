/**
 * What each answer of a points API means. This table is the only place that decides it.
 *
 * - `paid`: it paid.
 * - `rejected`: refused for good; the same ask would get the same answer.
 * - `ours`: ours to mend; the payout pauses, the payment is not at fault.
 * - `forbidden`: refused and not done, for this payment or for all: what others are told decides.
 * - `not_done`: certainly nothing was done; ask again later under the same key.
 * - `in_doubt`: it may have paid; see the idempotency modes.
 *
 * `unavailable` marks answers that say the API as a whole is down rather than busy. Many of them in
 * a row pause the payout.
 */
export interface Meaning {
  readonly kind: "paid" | "rejected" | "ours" | "forbidden" | "not_done" | "in_doubt";
  readonly unavailable: boolean;
}

const PAID: Meaning = { kind: "paid", unavailable: false };
const REJECTED: Meaning = { kind: "rejected", unavailable: false };
const OURS: Meaning = { kind: "ours", unavailable: false };
const FORBIDDEN: Meaning = { kind: "forbidden", unavailable: false };
const BUSY: Meaning = { kind: "not_done", unavailable: false };
const IN_DOUBT: Meaning = { kind: "in_doubt", unavailable: false };
const DOWN_AND_NOT_DONE: Meaning = { kind: "not_done", unavailable: true };
const DOWN_AND_IN_DOUBT: Meaning = { kind: "in_doubt", unavailable: true };

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: OURS,
  /** Payment Required: what points are paid from is empty. */
  402: OURS,
  403: FORBIDDEN,
  // How we call is wrong, whoever is to be paid.
  /** Method Not Allowed */
  405: OURS,
  /** Not Acceptable */
  406: OURS,
  /** Proxy Authentication Required */
  407: OURS,
  /** Length Required */
  411: OURS,
  /** Content Too Large */
  413: OURS,
  /** Unsupported Media Type */
  415: OURS,
  /** Misdirected Request */
  421: OURS,
  /** Upgrade Required */
  426: OURS,
  /** Precondition Required */
  428: OURS,
  /** Request Header Fields Too Large */
  431: OURS,
  /** Not Implemented */
  501: OURS,
  /** HTTP Version Not Supported */
  505: OURS,
  /** Request Timeout: the server gave up, perhaps not before it had read the request. */
  408: DOWN_AND_IN_DOUBT,
  /** Conflict: a call under the same key may be in flight, or was made with another content. */
  409: IN_DOUBT,
  /** Too Early */
  425: BUSY,
  429: BUSY,
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

/**
 * The same of an answer that is no points API's: a page for browsers, as a proxy sends it or a
 * server at another address, or bytes that can't be read. It pays nobody and refuses nobody: with a
 * 4xx the address is wrong, or somebody on the way does not let us through.
 */
export function meaningOfOthersAnswer(status: number): Meaning {
  const meaning = meaningOfStatus(status);
  switch (meaning.kind) {
    case "paid":
      return DOWN_AND_IN_DOUBT;
    case "rejected":
    case "forbidden":
      return OURS;
    default:
      return meaning;
  }
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
  /** Whoever gives us our own credentials does not answer, so no call left; they will again. */
  credentials_unavailable: DOWN_AND_NOT_DONE,
  /** Our own credentials could not be had, so no call left. */
  credentials_missing: OURS,
  timeout: DOWN_AND_IN_DOUBT,
  connection_reset: DOWN_AND_IN_DOUBT,
  unreadable_answer: DOWN_AND_IN_DOUBT,
} as const satisfies Record<string, Meaning>;

export type TransportFailure = keyof typeof TRANSPORT_FAILURES;

const REFUSED_CREDENTIALS: readonly string[] = [
  "http_401",
  "http_403",
  "credentials_missing" satisfies TransportFailure,
];

/** Whether an answer that is ours to mend, with this code, says that it is by our credentials. */
export function refusesCredentials(code: string): boolean {
  return REFUSED_CREDENTIALS.includes(code);
}
