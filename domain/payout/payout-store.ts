import type { Instant } from "../clock.ts";
import type { AuditEvent } from "./audit-event.ts";
import type { Payout, PayoutState } from "./payout.ts";

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; absent on the last page. */
  readonly cursor?: string | undefined;
}

/** At most this many payouts are looked at for one page of those that match something. */
export const MOST_LOOKED_AT = 500;

/** Where payouts live. Every read is strongly consistent unless it lists. */
export interface PayoutStore {
  /** @throws {PayoutChangedError} when a payout of this id exists already. */
  create(payout: Payout, event: AuditEvent): Promise<void>;
  /** @throws {PayoutUnreadableError} */
  get(payoutId: string): Promise<Payout | undefined>;
  /**
   * Replaces the payout and appends the event in one conditional write. `payout.revision` must be
   * one more than the stored revision. Repeating the very same change (same `eventId`) succeeds,
   * so that a write whose answer was lost can be asked for again.
   * @throws {PayoutChangedError} when somebody else changed the payout first.
   */
  change(payout: Payout, event: AuditEvent): Promise<void>;
  /**
   * Newest first, at most `limit`. With `matches`, only those that it says yes to; a page then ends
   * after {@link MOST_LOOKED_AT} as well, and may hold fewer, even none, and still have a cursor.
   * @throws {InvalidCursorError} when the cursor is not one this store gave out.
   * @throws {PayoutUnreadableError} unless `unreadable` is told of it
   */
  list(query: {
    readonly state?: PayoutState | undefined;
    /** Only those created before that, the oldest first. */
    readonly createdBefore?: Instant | undefined;
    readonly oldestFirst?: boolean | undefined;
    /** Of a state: without dry runs that are over, but for those that ended under earlier versions. */
    readonly withoutDryRuns?: boolean | undefined;
    /** Of all states: those that a person deleted, alone or among the others. None of them otherwise. */
    readonly deleted?: "only" | "too" | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly matches?: ((payout: Payout) => boolean) | undefined;
    /** Told of each payout that can't be read, which is left out then. */
    readonly unreadable?: ((payoutId: string) => unknown) | undefined;
  }): Promise<Page<Payout>>;
  /**
   * Ids of the payouts whose last change the channel may not know of: those of which
   * {@link PayoutStore.noteTold} was not said since. The last changed first, at most `limit`.
   */
  news(query: { readonly limit: number }): Promise<readonly string[]>;
  /**
   * Ids of the payouts that nobody pays, of whose last change the channel knows, and that may have
   * `unknown` payments; without those that earlier versions ended. The last changed first.
   */
  unsettled(query: { readonly limit: number }): Promise<readonly string[]>;
  /** The channel knows of the payout as it is; of one that was changed meanwhile nothing is noted. */
  noteTold(payout: Payout): Promise<void>;
  /** The audit trail, oldest first; empty when there is no such payout. */
  events(payoutId: string): Promise<readonly AuditEvent[]>;
}

export class PayoutChangedError extends Error {
  override readonly name = "PayoutChangedError";
  constructor(payoutId: string, options?: ErrorOptions) {
    super(`Payout ${payoutId} was changed by somebody else at the same time.`, options);
  }
}

/** What stands there of a payout, this version can't read: a later one wrote it. */
export class PayoutUnreadableError extends Error {
  override readonly name = "PayoutUnreadableError";
  readonly payoutId: string;
  constructor(payoutId: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.payoutId = payoutId;
  }
}

export class InvalidCursorError extends Error {
  override readonly name = "InvalidCursorError";
  constructor(options?: ErrorOptions) {
    super("The cursor is not one this API gave out.", options);
  }
}
