import * as z from "zod";

const instantSchema = z.iso.datetime();

/** Notifications with a button that acts on the payout as it stands then. */
export const ACTING_KINDS = ["reminder", "overdue"] as const;
export type ActingKind = (typeof ACTING_KINDS)[number];

export function isActing(kind: string): kind is ActingKind {
  const kinds: readonly string[] = ACTING_KINDS;
  return kinds.includes(kind);
}

/** What has been delivered to the channel about a payout, and who publishes to it now. */
export const deliveryStateSchema = z.object({
  payoutId: z.string().min(1),
  /** Grows by one with every write; every write is conditional on it. */
  version: z.int().positive(),
  /** The publisher's lease: nobody else may publish until `until`. */
  publisher: z.object({ id: z.string().min(1), until: instantSchema }).optional(),
  /** The payout's status message, and the text it now shows. */
  message: z
    .object({
      messageId: z.string().min(1),
      says: z.string(),
      /** A newer text that it can't be made to show any more. */
      unsaid: z.string().optional(),
      /** What it was posted for, see `Publisher.show`; absent in what was written before it was kept. */
      occasion: z.string().optional(),
      /** Since then an update whose answer was lost may still arrive and overwrite a newer text. */
      unsureSince: instantSchema.optional(),
    })
    .optional(),
  /** The message before it, if that stands in the channel and can't be updated any more. */
  replacedId: z.string().min(1).optional(),
  /** Those that stood before that one, the newest first; what was begun long ago stands in their threads. */
  replacedBefore: z.array(z.string().min(1)).optional(),
  /** When each post was last begun, by its key: whether it arrived has to be looked up. */
  begun: z.record(z.string(), instantSchema),
  /** Keys of the replies and files that stand in the message's thread. */
  done: z.array(z.string()),
  /** Replies with a button that acts, which goes once there is nothing to act on. */
  acting: z
    .array(
      z.object({
        key: z.string().min(1),
        kind: z.enum(ACTING_KINDS),
        messageId: z.string().min(1),
      }),
    )
    .optional(),
  /** The payout's `ledgerRestoredAt` when the message was last published anew because of it. */
  restoredAt: instantSchema.optional(),
  /** Since when the channel can't be brought up to date, and the channel's error code. */
  stale: z
    .object({
      since: instantSchema,
      code: z.string().min(1),
      /** The last failed attempt; absent in what was written before this was kept. */
      triedAt: instantSchema.optional(),
    })
    .optional(),
});
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** Keeps delivery states. Reads are strongly consistent. */
export interface DeliveryStateStore {
  get(payoutId: string): Promise<DeliveryState | undefined>;
  /**
   * Replaces the state; its version must be one more than the stored one, or 1 for the first.
   * `writer` is unique to the publisher: by it a repeated write, the answer to whose first try was
   * lost, is recognized as its own.
   * @throws {DeliveryStateChangedError} when somebody else wrote first
   */
  save(state: DeliveryState, writer: string): Promise<void>;
}

export class DeliveryStateChangedError extends Error {
  override readonly name = "DeliveryStateChangedError";
  constructor(payoutId: string, options?: ErrorOptions) {
    super(`Somebody else publishes about payout ${payoutId} at the same time.`, options);
  }
}
