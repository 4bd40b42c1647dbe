/** A message for the channel: blocks and their plain text. */
export interface ChannelMessage {
  /** The whole message as text, for notifications and readers without blocks; `& < >` escaped. */
  readonly text: string;
  /** Block Kit blocks; the adapter sends them as they are. */
  readonly blocks: readonly { readonly type: string }[];
}

/** A message in the channel. */
export interface PostedMessage {
  readonly messageId: string;
}

export interface PostOptions {
  /** Names the message for good, so that one whose answer was lost can be found again. */
  readonly key: string;
  /** The message whose thread it belongs to. */
  readonly inThread?: string | undefined;
  /** Shown in the channel as well as in the thread. */
  readonly alsoInChannel?: boolean | undefined;
}

/** A file for a thread. */
export interface ChannelFile {
  /** Unique within the thread, e.g. `result-01K….xlsx`; a file is found again by it. */
  readonly name: string;
  readonly title: string;
  readonly bytes: Uint8Array;
}

/** The Slack channel where people follow payouts. Each call fails with a {@link ChannelError}. */
export interface Channel {
  /** Tells it from every other channel, e.g. `C0123456789`. */
  readonly id: string;
  /** @throws {ChannelError} when it could not be delivered, or nobody knows whether it was. */
  post(message: ChannelMessage, options: PostOptions): Promise<PostedMessage>;
  /**
   * Replaces what a message says; doing so twice is no harm.
   * @throws {ChannelError} `message_not_found` when somebody deleted it, `edit_window_closed` or
   *   `cant_update_message` when it stands there and can't be changed any more
   */
  update(messageId: string, message: ChannelMessage): Promise<void>;
  /** The newest message posted with this key at `sinceMs` (epoch) or later, if there is one. */
  find(
    key: string,
    where: { readonly sinceMs: number; readonly inThread?: string | undefined },
  ): Promise<PostedMessage | undefined>;
  /**
   * Shares a file in a thread.
   * @throws {ChannelError} also where the channel takes no such file, though it takes messages
   */
  attach(file: ChannelFile, where: { readonly inThread: string }): Promise<void>;
  /** Whether a file of this name stands in the thread. */
  hasFile(name: string, where: { readonly inThread: string }): Promise<boolean>;
}

export interface ChannelErrorOptions extends ErrorOptions {
  /** The channel's own word for it, e.g. `channel_not_found`. */
  readonly code?: string | undefined;
  /** True when the channel may have taken it all the same: no answer came. */
  readonly isInDoubt?: boolean | undefined;
  /** How long the channel asked us to wait, if it did. */
  readonly retryAfterMs?: number | undefined;
}

export class ChannelError extends Error {
  override readonly name = "ChannelError";
  readonly code: string;
  readonly isInDoubt: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    { code, isInDoubt, retryAfterMs, ...options }: ChannelErrorOptions = {},
  ) {
    super(message, options);
    this.code = code ?? "not_delivered";
    this.isInDoubt = isInDoubt ?? code === undefined;
    this.retryAfterMs = retryAfterMs;
  }
}
