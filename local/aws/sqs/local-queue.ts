import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { openStateFile } from "../scheduler/state-file.ts";

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
}

/** A standard queue kept on disk. */
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
  receive(max: number, visibilityTimeoutMs: number): readonly ReceivedMessage[];
  /** How many are hidden now. */
  hiddenCount(): number;
  /** Removes the message of a receipt; false when the receipt is none of this queue's. */
  remove(receiptHandle: string): Promise<boolean>;
}

/** Opens the queue, with what it held before. Receipts do not survive a restart, messages do. */
export async function createLocalQueue(options: {
  readonly dataDir: string;
  readonly arn: string;
  readonly nowMs?: () => number;
}): Promise<LocalQueue> {
  const { arn, nowMs = Date.now } = options;
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  const file = await openStateFile<readonly QueuedMessage[]>(
    join(options.dataDir, `queue-${name}.json`),
    z.array(messageSchema),
    [],
  );
  const receipts = new Map<string, string>();
  const hiddenUntilMs = new Map<string, number>();

  function isHidden({ messageId }: QueuedMessage): boolean {
    return (hiddenUntilMs.get(messageId) ?? 0) > nowMs();
  }

  return {
    arn,
    name,
    async send({ body, attributes }) {
      const messageId = randomUUID();
      const message = { messageId, body, attributes: { ...attributes }, sentAtMs: nowMs() };
      await file.change((messages) => ({ value: [...messages, message], result: undefined }));
      return { messageId };
    },
    list: () => file.read(),
    receive(max, visibilityTimeoutMs) {
      const visible = file.read().filter((message) => !isHidden(message));
      return visible.slice(0, max).map((message) => {
        const receiptHandle = randomUUID();
        receipts.set(receiptHandle, message.messageId);
        hiddenUntilMs.set(message.messageId, nowMs() + visibilityTimeoutMs);
        return { ...message, receiptHandle };
      });
    },
    hiddenCount: () => file.read().filter(isHidden).length,
    async remove(receiptHandle) {
      const messageId = receipts.get(receiptHandle);
      if (messageId === undefined) return false;
      await file.change((messages) => ({
        value: messages.filter((message) => message.messageId !== messageId),
        result: undefined,
      }));
      hiddenUntilMs.delete(messageId);
      return true;
    },
  };
}
