import type * as z from "zod";
import type { ClosedHours } from "../domain/payout/closed-hours.ts";
import type { ExtraColumnInput } from "../domain/sheet/extra-column.ts";

/** What is shown to people, in both languages of the product. */
export interface Words {
  readonly ko: string;
  readonly en: string;
}

/** One payment as a connector writes it into a call. Always the same for the same payment. */
export interface Ask {
  /** As the sheet has it. */
  readonly userId: string;
  /** The API's own id of the user, where {@link Description.findAccount} found it. */
  readonly accountId?: string | undefined;
  /** A positive whole number. */
  readonly points: number;
  readonly reason: string | undefined;
  /** What stands in {@link Description.columns}, by the column's name; nothing of empty cells. */
  readonly extras?: Readonly<Record<string, string>> | undefined;
  /**
   * The payment's own key, in the form that {@link Description.keyForm} asks for. The API may be asked
   * for the payment under no other.
   */
  readonly key: string;
}

/**
 * How a key is written: `plain`: `paysheet-<payout>-<row>`, 37 to 43 characters, 46 for a reversal;
 * `uuid`: a UUID v4; a number from 24 to 64: so many hexadecimal digits.
 */
export type KeyForm = "plain" | "uuid" | number;

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json };

/** A request, without the credentials. The runner encodes it, signs it and sends it. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** In full, `https` but for this machine itself. What comes from a sheet is percent-encoded. */
  readonly url: string;
  /** Beside `accept` and `content-type`, which follow from the body. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A JSON body: members that are undefined are left out. */
  readonly json?: Json | object;
  /** An `application/x-www-form-urlencoded` body. */
  readonly form?: Readonly<Record<string, string>>;
}

/**
 * An answer of the API itself: pages for browsers, and bytes that nobody can read, never reach a
 * connector; the runner takes them for what they are.
 */
export interface Reply {
  readonly status: number;
  /** The parsed JSON; undefined when it is none. Numbers beyond 2^53 are text, with all their digits. */
  readonly json: unknown;
  /** The body as it came, at most 64 KB of it. */
  readonly text: string;
  /** By its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

/** What the API said of it, for the report: a stable code of the connector's own, and its words. */
export interface Said {
  /** `http_<status>` when absent. Words for it stand in {@link Connector.codes}. */
  readonly code?: string | undefined;
  /** The API's own words. */
  readonly detail?: string | undefined;
}

/** What an answer means. Anything that is not said here is read by HTTP's own rules (below). */
export type Meaning =
  /** Proved: by an id, a result code, whatever this API writes only when it paid. */
  | { readonly means: "paid"; readonly transactionId?: string | undefined }
  /** Taken, and paid later or not: asked for by {@link Confirmation} under this reference. */
  | { readonly means: "accepted"; readonly reference: string }
  /** Refused for good, because of this payment: no such user. The same ask gets the same answer. */
  | ({ readonly means: "rejected" } & Said)
  /** Certainly nothing was done; it is asked for again under the same key, after a while. */
  | ({ readonly means: "not_done"; readonly retryAfterMs?: number | undefined } & Said)
  /** It may or may not have paid. */
  | ({ readonly means: "in_doubt" } & Said)
  /** Ours to mend, not the payment's fault: funds, credentials, configuration. The payout pauses. */
  | ({ readonly means: "ours" } & Said);

/**
 * How a payment is asked for. `read` returns undefined for whatever the connector knows nothing
 * of: the table in `domain/distribution/answer-table.ts` reads it by its status, and a 2xx without
 * proof is in doubt.
 */
export interface Paying {
  call(ask: Ask): Call;
  read(reply: Reply, ask: Ask): Meaning | undefined;
}

/** A payment that was made, as far as its API told. */
export interface Original {
  /** Its own key, in the form of {@link Ask.key}. */
  readonly key: string;
  readonly transactionId?: string | undefined;
  /** Under which it was accepted, before it was paid. */
  readonly reference?: string | undefined;
}

/**
 * How a payment that was made is taken back: all of it, or nothing. The ask has its user, its points as
 * they were given, and a key of its own: the payment's plain key with `-r1` behind it, in the form of all
 * keys, so that it is always the same for the same payment and never a payment's.
 *
 * `paid` means taken back, and `rejected` that it can't be: a balance would fall below zero. Doubt ends as
 * about a payment: under its key, or by {@link LookUp} and {@link Confirmation}, which get this ask.
 */
export interface Reversing {
  call(ask: Ask, original: Original): Call;
  read(reply: Reply, ask: Ask): Meaning | undefined;
}

/** What a look-up found. */
export type Found =
  | { readonly found: "paid"; readonly transactionId?: string | undefined }
  /** Taken and not paid yet. */
  | { readonly found: "accepted"; readonly reference: string }
  /** Surely not there: every page was read, and nothing was cut off. */
  | { readonly found: "nothing" }
  /** It can't be told, and why: two entries under one key. It is asked again, and told to people. */
  | ({ readonly found: "unclear" } & Said)
  /** There is more: the next page is asked for by this. */
  | { readonly found: "more"; readonly cursor: string };

/** Where the API tells what became of a payment. */
export interface LookUp {
  /**
   * @param claimedAtMs when it was first claimed, in epoch milliseconds by our clock: an entry of it
   *   can't be older, give or take how far clocks are apart
   * @param cursor of the next page; undefined for the first
   */
  call(ask: Ask, claimedAtMs: number, cursor: string | undefined): Call;
  /**
   * Undefined when it does not tell, which is asked again: an answer that may be cut off tells nothing.
   * @param cursor by which this page was asked for
   */
  read(reply: Reply, ask: Ask, cursor: string | undefined): Found | undefined;
  /** How long after a call its entry surely shows, in milliseconds. */
  readonly settleMs: number;
}

/** How a call whose answer was lost is made certain. */
export type Doubt =
  /**
   * The API keeps keys: asked again under one, it answers as before (`replays`), or refuses the repeat in
   * words by which {@link Paying.read} knows that it is paid (`refuses`).
   */
  | {
      readonly ends: "replays" | "refuses";
      /** How long it keeps them. Older ones are looked up, or become `unknown`. */
      readonly keyLifetimeMs: number | "forever";
      /**
       * Whether a refusal under a key that may have paid proves that it did not. Not where a key whose
       * call failed half way is refused from then on.
       */
      readonly refusalProvesUnpaid: boolean;
    }
  /** Only a look-up tells, and only what it surely does not know is asked for again. */
  | { readonly ends: "look_up" }
  /** Nothing tells: a person has to. */
  | { readonly ends: "none" };

/** Where the API tells what became of what it only accepted. */
export interface Confirmation {
  call(reference: string, ask: Ask): Call;
  /**
   * Only final failures reject. Undefined for whatever else it says, a 404 and a 5xx among it: that is
   * asked again until the deadline.
   */
  read(
    reply: Reply,
    ask: Ask,
  ):
    | { readonly means: "paid"; readonly transactionId?: string | undefined }
    | ({ readonly means: "rejected" } & Said)
    | undefined;
  /** After so long a payment that is still not confirmed is `unknown`, in milliseconds. */
  readonly deadlineMs: number;
}

/** A result that has an HTTP status of its own: read by HTTP's rules, as an answer of that status. */
export interface ResultStatus extends Pick<Said, "detail"> {
  readonly means: "status";
  readonly status: number;
}

/** Many payments in one call, each under its own key and with a result of its own. */
export interface Bulk {
  /** How many a call may hold. */
  readonly most: number;
  call(asks: readonly Ask[]): Call;
  /**
   * What became of each ask, in their order; undefined of one whose result can't be read. Undefined,
   * or nothing of any of them, when the answer is one to the call as a whole.
   */
  read(
    reply: Reply,
    asks: readonly Ask[],
  ): readonly (Meaning | ResultStatus | undefined)[] | undefined;
}

/**
 * Where the API tells whether a user exists; asked in dry runs, where the key of an ask is empty. Without
 * it, they ask {@link FindAccount}.
 */
export interface FindUser {
  call(ask: Ask): Call;
  read(
    reply: Reply,
    ask: Ask,
  ): { readonly means: "found" } | Exclude<Meaning, { means: "paid" | "accepted" }> | undefined;
}

/**
 * Where the sheet's user ids are not those by which the API pays: an e-mail address, a number of ours. Each
 * is asked for before its payment is claimed, in a call of its own, and what was found is kept with the
 * payment: it is asked for under no other account, whomever the id may belong to later.
 */
export interface FindAccount {
  /** The key of the ask is empty. */
  call(ask: Ask): Call;
  /** `rejected` where nobody has the id, or more than one: a payment is never a guess. */
  read(
    reply: Reply,
    ask: Ask,
  ):
    | { readonly means: "found"; readonly accountId: string }
    | Exclude<Meaning, { means: "paid" | "accepted" }>
    | undefined;
}

/**
 * Where the API tells how much a user has: by its own books, what was paid. It is asked for the first
 * payments of a payout, before they are paid and after, and by a check of the connector.
 */
export interface Balance {
  /**
   * @param userId of the sheet, or the account where {@link Description.findAccount} finds it
   * @param nowMs for an API that sums up a span of time, in epoch milliseconds
   */
  call(userId: string, nowMs: number): Call;
  /**
   * In whole points, rounded down: of two readings the difference counts. Undefined when it does not
   * tell.
   */
  read(reply: Reply, userId: string): bigint | undefined;
}

/**
 * Where the API tells how much the company has left to give: its float. Asked before a payout begins; paying
 * never asks for it.
 */
export interface Float {
  /** @param nowMs for an API that sums up a span of time, in epoch milliseconds */
  call(nowMs: number): Call;
  /** In whole points, rounded down. Undefined when it does not tell: nothing is concluded from that. */
  read(reply: Reply): bigint | undefined;
}

/** The secret as it stands in Secrets Manager: JSON, an object of texts. */
export type Secret = Readonly<Record<string, string>>;

/** What no two calls share. */
export interface Fresh {
  readonly nowMs: number;
  /** 32 random hexadecimal digits. */
  readonly nonce: string;
}

/** A call as it is sent, for a signature over it. */
export interface EncodedCall extends Pick<Call, "method" | "url"> {
  readonly headers: Readonly<Record<string, string>>;
  /** Empty without one. */
  readonly body: string;
}

/** How calls prove who we are. */
export type Credentials =
  | { readonly kind: "none" }
  /** What stands in the secret, as headers. */
  | {
      readonly kind: "secret";
      /** The members that it has to have. */
      readonly fields: readonly [string, ...string[]];
      readonly headers: (secret: Secret) => Readonly<Record<string, string>>;
      /** Headers made afresh for each call: a signature, a token of one call. */
      readonly sign?: (
        call: EncodedCall,
        secret: Secret,
        fresh: Fresh,
      ) => Readonly<Record<string, string>>;
    }
  /** OAuth client credentials (RFC 6749, section 4.4). The secret has `clientId`, `clientSecret`. */
  | {
      readonly kind: "client_credentials";
      readonly tokenUrl: string;
      readonly scope?: string | undefined;
      readonly audience?: string | undefined;
      readonly clientAuth: "header" | "body";
    }
  /**
   * A refresh token that each use replaces (RFC 6749, section 6). The secret has `clientId`,
   * `clientSecret`, `refreshToken`; the newest token is stored before it is used.
   */
  | {
      readonly kind: "refresh_token";
      readonly tokenUrl: string;
      readonly clientAuth: "header" | "body";
      /** After so long without use a refresh token is dead, in milliseconds: the alarm goes before. */
      readonly refreshTokenLifeMs: number;
      /** Beside `authorization: Bearer …`. */
      readonly headers?: Readonly<Record<string, string>>;
    };

/** What the API takes of all of us together, however many payouts there are, and when. */
export interface Limits {
  /** Payments a second, however many a call holds. */
  readonly ratePerSecond: number;
  /** The capacity of a leaky bucket that drains by `ratePerSecond`; 1 when absent. */
  readonly burst?: number | undefined;
  /** Calls a day, by the calendar of an IANA zone. */
  readonly dailyQuota?: { readonly calls: number; readonly timeZone: string } | undefined;
  /** When nothing is begun. */
  readonly maintenance?: readonly ClosedHours[] | undefined;
}

/** The API's own count of our calls. */
export interface RateLimit {
  /** How long it asks us to wait, where that stands elsewhere than in Retry-After. */
  readonly retryAfterMs?: number | undefined;
  /** How many calls it takes until `resetMs` from now; both or neither. */
  readonly remaining?: number | undefined;
  readonly resetMs?: number | undefined;
}

/** All that is particular to one points API, as a stage's options make it. */
export interface Description {
  readonly credentials: Credentials;
  readonly limits: Limits;
  /**
   * What an answer, to whatever was asked, tells of the API's own count of our calls. Without it only
   * Retry-After is read.
   */
  readonly rateLimit?: ((reply: Reply, nowMs: number) => RateLimit | undefined) | undefined;
  /**
   * Columns of the sheet that this API has a use for beside user, points and reason: a campaign, the day
   * on which points expire. They are checked with the sheet, shown, approved and fixed with it.
   */
  readonly columns?: readonly ExtraColumnInput[] | undefined;
  /** At most so many payments in flight. */
  readonly concurrency?: number | undefined;
  /** After so long without an answer a call is in doubt, in milliseconds. */
  readonly timeoutMs: number;
  /** In which form {@link Ask.key} is handed on. */
  readonly keyForm: KeyForm;
  readonly doubt: Doubt;
  /** A user id that this API can't have, before anything is asked: a code and words, or undefined. */
  readonly checkUserId?: ((userId: string) => Said | undefined) | undefined;
  /**
   * The API's own words in an answer, for all that gives no `detail`. By default the JSON's `detail`,
   * `message` or `title`, or the words of a text.
   */
  readonly words?: ((reply: Reply) => string | undefined) | undefined;
  readonly pay: Paying;
  /** Absent where given is given. */
  readonly reverse?: Reversing | undefined;
  readonly lookUp?: LookUp | undefined;
  readonly confirm?: Confirmation | undefined;
  readonly bulk?: Bulk | undefined;
  readonly findUser?: FindUser | undefined;
  readonly findAccount?: FindAccount | undefined;
  readonly balance?: Balance | undefined;
  readonly float?: Float | undefined;
}

/** One points API: what `config/<stage>.ts` may say of it, and what follows from that. */
export interface Connector<Options extends { readonly connector?: string | undefined }> {
  /** As `pointsApi.connector` names it. */
  readonly name: string;
  /** What the stage's file may say; checked at synthesis and at start. */
  readonly options: z.ZodType<Options>;
  describe(options: Options): Description;
  /** Words for the codes that its answers are given. */
  readonly codes: Readonly<Record<string, Words>>;
}
