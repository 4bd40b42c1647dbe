import type { Instant } from "../clock.ts";
import type { Page } from "../payout/payout-store.ts";
import type { Payment } from "../sheet/payment.ts";
import type { LedgerEntry, Settlement, Word } from "./ledger.ts";
import type { AskedPayment } from "./points-api.ts";

/** Where a payment stands in the ledger. */
export interface PaymentRef {
  readonly payoutId: string;
  readonly chunk: number;
  readonly row: number;
}

export type ClaimResult =
  /** Nothing was written for it before: no call under its key has ever left. */
  | { readonly kind: "fresh" }
  /** An earlier claim, by an older fence, never recorded its outcome: a call may have left. */
  | {
      readonly kind: "in_doubt";
      readonly firstClaimedAt: Instant;
      /** How often earlier rounds tried in vain to end it, and since when. */
      readonly tries: number;
      readonly failingSince: Instant | undefined;
      /** Under which its call may have left: that of the first claim which had one. */
      readonly accountId?: string | undefined;
    }
  /** Settled, or claimed under this fence or a newer one: not to be called. */
  | { readonly kind: "taken" };

/** What the ledger says of one chunk; `pending` payments are those it does not mention. */
export interface ChunkTally {
  readonly chunk: number;
  /** `open`: payments of it may be in flight. `closed`: every payment in it is settled. */
  readonly status: "open" | "closed";
  readonly paid: number;
  readonly rejected: number;
  readonly unknown: number;
  /** Taken by the points API, which tells later; a chunk with any is open. */
  readonly accepted: number;
  readonly withdrawn: number;
  readonly pointsPaid: number;
  /** Asked for, and nothing is known of them yet; counted of open chunks only, absent when none is. */
  readonly sending?: number | undefined;
  /** How many wait for a second person to say that they were not paid; absent when none does. */
  readonly proposed?: number | undefined;
}

/** The ledger. All its reads but `ofUser` are strongly consistent, all its writes conditional. */
export interface LedgerStore {
  /** Every entry of a chunk, by row. */
  readChunk(payoutId: string, chunk: number): Promise<readonly LedgerEntry[]>;
  get(ref: PaymentRef): Promise<LedgerEntry | undefined>;

  /**
   * Writes `sending`, unless the payment is settled or claimed under `fence` or a newer one.
   * The claim is durable when this resolves, and the payment's account with it, unless an earlier
   * claim has one.
   */
  claim(request: {
    readonly ref: PaymentRef;
    readonly payment: AskedPayment;
    readonly idempotencyKey: string;
    readonly fence: number;
    readonly at: Instant;
    /** When the entry may be deleted; it is kept when absent. */
    readonly keptUntil?: Instant | undefined;
  }): Promise<ClaimResult>;

  /**
   * Records the outcome of a claimed payment. `paid` is recorded from any state and under any
   * fence (evidence wins); `accepted` over `sending`, `rejected` and `unknown` over `sending` and
   * `accepted`, of this fence or an older one. Returns false when what stands in the ledger outranks it; nothing is changed then.
   */
  settle(request: {
    readonly ref: PaymentRef;
    readonly settlement: Settlement;
    readonly fence: number;
    readonly at: Instant;
  }): Promise<boolean>;

  /**
   * Writes `withdrawn` for a payment that nothing was written for, or whose claim was released: its
   * payout is ended without it. False when something stands there; nothing is changed then.
   */
  withdraw(request: {
    readonly ref: PaymentRef;
    readonly payment: Payment;
    readonly idempotencyKey: string;
    readonly fence: number;
    readonly at: Instant;
    readonly keptUntil?: Instant | undefined;
  }): Promise<boolean>;

  /**
   * Releases a claim whose call certainly did nothing, so that the payment is `pending` again:
   * reads show no entry of it. Only while it is `sending` under this very fence; otherwise nothing
   * happens.
   */
  release(request: { readonly ref: PaymentRef; readonly fence: number }): Promise<void>;

  /**
   * Writes down how often a claim that stays `sending` was tried in vain, and since when. Only
   * while it is `sending` under this very fence; otherwise nothing happens.
   */
  noteTries(request: {
    readonly ref: PaymentRef;
    readonly fence: number;
    readonly tries: number;
    readonly failingSince: Instant;
  }): Promise<void>;

  /** Marks a chunk as begun. */
  openChunk(payoutId: string, chunk: number): Promise<void>;
  /** Marks a chunk as wholly settled, with its counts as read from its entries. */
  closeChunk(payoutId: string, tally: ChunkTally): Promise<void>;
  /** The tallies of all chunks begun; those of open chunks are counted from their entries now. */
  tallies(payoutId: string): Promise<readonly ChunkTally[]>;

  /** Every payment of a user that was ever claimed, newest payout first. Eventually consistent. */
  ofUser(
    userId: string,
    query: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<LedgerEntry>>;
}

/** What an entry has of others' words, without the user's id in them. */
export type NamelessWords = Pick<
  LedgerEntry,
  "transactionId" | "reference" | "proposed" | "resolution"
>;

/** What people change in the ledger after payments have ended. */
export interface LedgerCorrections {
  /**
   * Records a person's word over `unknown`, and over what is `sending` since before `leftBefore` and
   * was not claimed again since it was read: `paid`, or `rejected` with the code `resolved_not_paid`,
   * or no more than the proposal of it, as `effectOf` has it. Over anything else nothing changes.
   * From then on its chunk is counted from its entries. Returns the entry as it stands afterwards, if
   * there is one.
   */
  resolve(request: {
    readonly ref: PaymentRef;
    readonly word: Word;
    readonly leftBefore?: Instant | undefined;
  }): Promise<LedgerEntry | undefined>;

  /** The same for payments of a chunk, by row; what has no entry afterwards is left out. */
  resolveMany(request: {
    readonly payoutId: string;
    readonly chunk: number;
    readonly words: ReadonlyMap<number, Word>;
    readonly leftBefore?: Instant | undefined;
  }): Promise<readonly LedgerEntry[]>;

  /**
   * Writes down which payout pays a `rejected` or `withdrawn` payment again, if its `retriedBy` is still as it
   * was read (`instead`, or none) and its user was not erased; and under which other id. True when it is so afterwards; repeating it is harmless.
   */
  markRetried(request: {
    readonly ref: PaymentRef;
    readonly retriedBy: string;
    readonly retriedAs?: string | undefined;
    readonly instead?: string | undefined;
    /** When the entry may be deleted from now on; as before when absent. */
    readonly keptUntil?: Instant | undefined;
  }): Promise<boolean>;

  /**
   * The same of which payout takes a payment back that is `paid`, by its `reversedBy`.
   */
  markReversed(request: {
    readonly ref: PaymentRef;
    readonly reversedBy: string;
    readonly instead?: string | undefined;
    readonly keptUntil?: Instant | undefined;
  }): Promise<boolean>;

  /** Puts the hash in the place of the id under which it was paid again, if that is still this one. */
  eraseCorrection(request: {
    readonly ref: PaymentRef;
    readonly retriedAs: string;
    readonly userIdHash: string;
  }): Promise<void>;

  /**
   * Puts the hash of a user's id in the place of the id of a payment that is settled, removes what
   * the sheet and the points API said of it, and puts `said` in the place of what else may name the
   * user. False when it is not settled, or when another payout pays it again, or takes it
   * back, than when it was read (`retriedBy` and `reversedBy`, or none); nothing is changed then.
   * Repeating it is harmless.
   */
  eraseUser(request: {
    readonly ref: PaymentRef;
    readonly retriedBy?: string | undefined;
    readonly reversedBy?: string | undefined;
    readonly userIdHash: string;
    readonly at: Instant;
    readonly said: NamelessWords;
  }): Promise<boolean>;
}
