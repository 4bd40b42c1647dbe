import type { Payment } from "../sheet/payment.ts";

/** What one call to the points API came to, as the answer table reads it. */
export type Answer =
  | { readonly kind: "paid"; readonly transactionId?: string | undefined }
  /** Taken, to be paid later: `confirm` tells what became of it under this reference. */
  | { readonly kind: "accepted"; readonly reference: string }
  /** Refused for good; asking again would get the same answer. */
  | { readonly kind: "rejected"; readonly code: string; readonly detail?: string | undefined }
  /** Ours to mend, not the payment's fault: our rights, our funds, how we call. */
  | { readonly kind: "ours"; readonly code: string; readonly detail?: string | undefined }
  /** Refused, and certainly not done: for this payment or for all. What others are told decides. */
  | { readonly kind: "forbidden"; readonly code: string; readonly detail?: string | undefined }
  /** It said, or it is certain, that nothing was done; ask again later under the same key. */
  | {
      readonly kind: "not_done";
      readonly code: string;
      readonly detail?: string | undefined;
      /** How long it asked us to wait (Retry-After), if it did. */
      readonly retryAfterMs?: number | undefined;
      /** True when it says that the API as a whole is down, not that it is busy. */
      readonly unavailable: boolean;
    }
  /** It may or may not have paid. */
  | {
      readonly kind: "in_doubt";
      readonly code: string;
      readonly detail?: string | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly unavailable: boolean;
    };

/** Whether it says that the API as a whole is down. */
export function saysUnavailable(
  answer: Answer,
): answer is Extract<Answer, { readonly unavailable: boolean }> {
  return (answer.kind === "not_done" || answer.kind === "in_doubt") && answer.unavailable;
}

/** What looking a user up came to: as paying them would, except that nothing was asked for. */
export type UserAnswer =
  | { readonly kind: "found" }
  | Exclude<Answer, { kind: "paid" | "accepted" }>;

/** What looking up the points API's own id of a user came to. */
export type AccountAnswer =
  | { readonly kind: "found"; readonly accountId: string }
  | Exclude<UserAnswer, { kind: "found" }>;

/** What asking for the company's float came to. */
export type FloatAnswer =
  /** In whole points, rounded down; what is above the safe integers is the largest of them. */
  | { readonly kind: "told"; readonly points: number }
  | Exclude<Answer, { kind: "paid" | "accepted" }>;

export type LookupAnswer =
  | { readonly kind: "found"; readonly transactionId?: string | undefined }
  /** Taken, to be paid later. */
  | { readonly kind: "accepted"; readonly reference: string }
  | { readonly kind: "not_found" }
  /** It could not tell; it is asked again. */
  | {
      readonly kind: "failed";
      readonly code: string;
      readonly detail?: string | undefined;
      /** How long it asked us to wait (Retry-After), if it did. */
      readonly retryAfterMs?: number | undefined;
      /** True when it says that the API as a whole is down. */
      readonly unavailable: boolean;
      /** True where it answered, and what it has there decides nothing: found twice, or with other content. */
      readonly isUnclear?: boolean | undefined;
    }
  /** Ours to mend: it does not let us look. */
  | { readonly kind: "ours"; readonly code: string; readonly detail?: string | undefined };

/** What became of a payment that was accepted. */
export type ConfirmationAnswer =
  | { readonly kind: "paid"; readonly transactionId?: string | undefined }
  /** It failed for good, and moved nothing. */
  | { readonly kind: "rejected"; readonly code: string; readonly detail?: string | undefined }
  /** Not decided yet, or it could not tell: it is asked again. */
  | {
      readonly kind: "pending";
      readonly code: string;
      readonly detail?: string | undefined;
      /** How long it asked us to wait (Retry-After), if it did. */
      readonly retryAfterMs?: number | undefined;
    };

/**
 * The code of a payment that was never asked for: the points API knows users by numbers, and its
 * user id is none.
 */
export const USER_ID_NOT_A_NUMBER = "user_id_not_a_number";

/** That the points API pays once under one key, however often it is asked. */
export interface KeptKeys {
  /** How long it keeps a key after it was first asked under it; `Infinity` where it never forgets. */
  readonly lifetimeMs: number;
  /**
   * Whether a refusal under a key that may have paid proves that it did not. Not where a key whose
   * call failed half way is refused from then on.
   */
  readonly refusalProvesUnpaid: boolean;
}

/** A payment of a sheet as the points API is asked for it. */
export interface AskedPayment extends Payment {
  /** The points API's own id of the user, where it knows them by another than the sheet has. */
  readonly accountId?: string | undefined;
}

/** One payment as it is asked for. */
export interface PayRequest {
  readonly payment: AskedPayment;
  readonly idempotencyKey: string;
  /** Whether asking surely pays nobody twice, by now: keys die while a payment waits for its turn. */
  readonly mayBeAsked?: (() => boolean) | undefined;
}

/** The permission to make one call, checked again before each of its requests leaves. */
export interface CallPermit {
  /**
   * When the call has ended with all that belongs to it, in epoch milliseconds: credentials,
   * connection, answer, and a second try with fresh credentials.
   */
  readonly deadlineMs: number;
  /** Called just before every send, with nothing awaited between. @throws when nothing may leave */
  assertMaySend(): void;
  /** Called with what an answer tells of the points API's own count. */
  noteLimit?(left: LimitLeft): void;
}

/** What is left of what a points API takes, by its own count. */
export interface LimitLeft {
  /** How many calls it takes before it takes more; less than 1 when none. */
  readonly remaining: number;
  /** In so many milliseconds it takes more. */
  readonly resetMs: number;
}

/** What a call for many payments came to. */
export type BulkAnswer =
  /** What became of each payment, by its key. Of one that is not there nothing is known. */
  | { readonly kind: "answered"; readonly answers: ReadonlyMap<string, Answer> }
  /** Refused as a whole, and nothing was done: that says nothing of any single payment. */
  | { readonly kind: "refused"; readonly code: string; readonly detail?: string | undefined }
  /** The same for all of them. */
  | Extract<Answer, { kind: "not_done" | "in_doubt" | "ours" }>;

/** Many payments in one call, each under its own key and with an outcome of its own. */
export interface BulkApi {
  /** How many payments a call may hold. */
  readonly most: number;
  pay(requests: readonly PayRequest[], permit: CallPermit): Promise<BulkAnswer>;
}

/**
 * The company's points API. No method throws for anything the API or the network does; each throws
 * what its permit throws, and then the call has done nothing. All end by the permit's deadline.
 */
export interface PointsApi {
  pay(payment: AskedPayment, idempotencyKey: string, permit: CallPermit): Promise<Answer>;
  /** Absent where asking again may pay again. */
  readonly keys?: KeptKeys | undefined;
  /** Absent where none is offered. It shares its keys with `pay`. */
  readonly bulk?: BulkApi | undefined;
  /**
   * Finds out what became of a call without an answer; absent where nothing tells. Each page of a list
   * is a call of its own, with a permit of its own.
   */
  readonly lookUp?:
    | ((claimed: ClaimedPayment, nextPermit: NextPermit) => Promise<LookupAnswer>)
    | undefined;
  /** Absent where an answer is final. */
  readonly confirm?: ConfirmationApi | undefined;
  /** Takes a payment back, where `paid` means that it was; absent where given is given. */
  readonly reverse?: ((made: MadePayment, permit: CallPermit) => Promise<Answer>) | undefined;
  /** Looks up whether the payment's user could be paid at all; absent where none is offered. */
  readonly findUser?: ((payment: Payment, permit: CallPermit) => Promise<UserAnswer>) | undefined;
  /**
   * Looks up the id under which the payment's user is paid; absent where that is the sheet's own. A
   * payment is asked for only once it is known, and kept.
   */
  readonly findAccount?:
    | ((payment: Payment, permit: CallPermit) => Promise<AccountAnswer>)
    | undefined;
  /**
   * How many whole points the payment's user has; undefined when it does not tell. Absent where it is
   * not offered.
   */
  readonly balance?:
    | ((payment: AskedPayment, permit: CallPermit) => Promise<bigint | undefined>)
    | undefined;
  /** Tells how much the company has left to give; absent where nothing does. Paying never asks. */
  readonly float?: ((permit: CallPermit) => Promise<FloatAnswer>) | undefined;
}

/** Waits until one more call may leave. @throws {RoundStoppedError} when the round ends first */
export type NextPermit = () => Promise<CallPermit>;

/** A payment that a call may have left for. */
export interface ClaimedPayment extends PayRequest {
  /** When it was first claimed, in epoch milliseconds by the clock of whoever did. */
  readonly claimedAtMs: number;
}

/** A payment that was made, as far as its answers told. */
export interface MadePayment extends PayRequest {
  readonly transactionId?: string | undefined;
  /** Under which it was accepted first. */
  readonly reference?: string | undefined;
}

/** Tells what became of payments that were accepted. */
export interface ConfirmationApi {
  /** So long after it was accepted a payment that is not confirmed is given up, in milliseconds. */
  readonly deadlineMs: number;
  ask(
    accepted: PayRequest & { readonly reference: string },
    permit: CallPermit,
  ): Promise<ConfirmationAnswer>;
}
