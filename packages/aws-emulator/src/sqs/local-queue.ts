import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { openStateFile } from "../state-file.ts";

const messageSchema = z.object({
  messageId: z.string(),
  body: z.string(),
  /** Message attributes, all of type String. */
  attributes: z.record(z.string(), z.string()),
  sentAtMs: z.number(),
});
type QueuedMessage = z.infer<typeof messageSchema>;

export interface ReceivedMessage extends QueuedMessage {
  readonly receiptHandle: string;
  /** How often it was received since the queue was opened, this time included. */
  readonly receiveCount: number;
}

/** Where a message goes that would be received once more than that. */
export interface Redrive {
  readonly maxReceiveCount: number;
  readonly to: LocalQueue;
}

/** A standard queue of SQS's, kept on disk. */
export interface LocalQueue {
  readonly arn: string;
  readonly name: string;
  /** Resolves once the message is on disk. */
  send(message: {
    readonly body: string;
    readonly attributes: Readonly<Record<string, string>>;
  }): Promise<{ readonly messageId: string }>;
  /** Every message, received or not, oldest first. */
  list(): readonly QueuedMessage[];
  /** Up to `max` messages, hidden from the next receiver for `visibilityTimeoutMs`. */
  receive(max: number, visibilityTimeoutMs: number): Promise<readonly ReceivedMessage[]>;
  /** Calls back whenever a message was sent. */
  onSent(listener: () => void): void;
  /** Removes the message of a receipt; false when the receipt is none of this queue's. */
  remove(receiptHandle: string): Promise<boolean>;
}

/** Opens the queue, with what it held before. Receipts do not survive a restart, messages do. */
export async function createLocalQueue(options: {
  readonly dataDir: string;
  readonly arn: string;
  readonly nowMs?: () => number;
  readonly redrive?: Redrive;
}): Promise<LocalQueue> {
  const { arn, nowMs = Date.now, redrive } = options;
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  const file = await openStateFile<readonly QueuedMessage[]>(
    join(options.dataDir, `queue-${name}.json`),
    z.array(messageSchema),
    [],
  );
  const receipts = new Map<string, string>();
  const hiddenUntilMs = new Map<string, number>();
  const receiveCounts = new Map<string, number>();
  const listeners: (() => void)[] = [];

  function isHidden({ messageId }: QueuedMessage): boolean {
    return (hiddenUntilMs.get(messageId) ?? 0) > nowMs();
  }

  async function take(messageId: string): Promise<void> {
    await file.change((messages) => ({
      value: messages.filter((message) => message.messageId !== messageId),
      result: undefined,
    }));
    hiddenUntilMs.delete(messageId);
    receiveCounts.delete(messageId);
  }

  function receiveOne(message: QueuedMessage, visibilityTimeoutMs: number): ReceivedMessage {
    const { messageId } = message;
    const receiptHandle = randomUUID();
    const receiveCount = (receiveCounts.get(messageId) ?? 0) + 1;
    receipts.set(receiptHandle, messageId);
    receiveCounts.set(messageId, receiveCount);
    hiddenUntilMs.set(messageId, nowMs() + visibilityTimeoutMs);
    return { ...message, receiptHandle, receiveCount };
  }

  /** Twice there rather than nowhere, should this end midway. */
  async function redriveSpent(): Promise<void> {
    if (redrive === undefined) return;
    const { to, maxReceiveCount } = redrive;
    for (const message of file.read()) {
      const isSpent = (receiveCounts.get(message.messageId) ?? 0) >= maxReceiveCount;
      if (!isSpent || isHidden(message)) continue;
      hiddenUntilMs.set(message.messageId, Number.POSITIVE_INFINITY);
      await to.send(message);
      await take(message.messageId);
    }
  }

  return {
    arn,
    name,
    async send({ body, attributes }) {
      const messageId = randomUUID();
      const message = { messageId, body, attributes: { ...attributes }, sentAtMs: nowMs() };
      await file.change((messages) => ({ value: [...messages, message], result: undefined }));
      for (const tell of listeners) tell();
      return { messageId };
    },
    list: () => file.read(),
    async receive(max, visibilityTimeoutMs) {
      await redriveSpent();
      const visible = file.read().filter((message) => !isHidden(message));
      return visible.slice(0, max).map((message) => receiveOne(message, visibilityTimeoutMs));
    },
    onSent: (listener) => void listeners.push(listener),
    async remove(receiptHandle) {
      const messageId = receipts.get(receiptHandle);
      if (messageId === undefined) return false;
      await take(messageId);
      return true;
    },
  };
}
