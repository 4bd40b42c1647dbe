import type { MessageBlock } from "./message-blocks.ts";

/** A message for the channel where payouts are told of: Slack's blocks and their plain text. */
export interface ChannelMessage {
  /** The whole message as text, for notifications and readers without blocks; `& < >` escaped. */
  readonly text: string;
  /** Slack Block Kit blocks. */
  readonly blocks: readonly MessageBlock[];
}

/** The channel payouts are told of in. */
export interface Channel {
  /** @throws {ChannelError} when it could not be delivered, or nobody knows whether it was. */
  post(message: ChannelMessage): Promise<{ readonly messageId: string }>;
}

export interface ChannelErrorOptions extends ErrorOptions {
  /** The channel's own word for it, e.g. `channel_not_found`. */
  readonly code?: string;
  /** How long the channel asked us to wait, if it did. */
  readonly retryAfterMs?: number;
}

export class ChannelError extends Error {
  override readonly name = "ChannelError";
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { code, retryAfterMs, ...options }: ChannelErrorOptions = {}) {
    super(message, options);
    this.code = code ?? "not_delivered";
    this.retryAfterMs = retryAfterMs;
  }
}
