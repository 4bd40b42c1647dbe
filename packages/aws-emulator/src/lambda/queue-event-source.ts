import { createHash } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import * as z from "zod";
import type { LocalQueue, ReceivedMessage } from "../sqs/local-queue.ts";

export interface QueueEventSourceOptions {
  readonly queue: LocalQueue;
  readonly region: string;
  /** Messages an invocation, at most. */
  readonly batchSize: number;
  /** Invocations at once, at most. */
  readonly maxConcurrency: number;
  /** How long a message that was handed out, or that failed, is not handed out again. */
  readonly visibilityTimeoutMs: number;
  /** Invokes the function and waits for what it answers; throws what it fails with. */
  readonly invoke: (event: SQSEvent) => Promise<unknown>;
  readonly log: (line: string) => void;
}

/** How often messages are looked for that come back by themselves; new ones wake it at once. */
const LOOK_EVERY_MS = 1_000;

const answerSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })),
});

/**
 * Lambda's event source mapping of a standard queue, with `ReportBatchItemFailures`: what an
 * invocation did not fail is deleted, the rest comes again once its visibility timeout is over.
 */
export function startQueueEventSource(options: QueueEventSourceOptions): {
  /** Takes no more, and resolves when what is under way has ended. */
  close(): Promise<void>;
} {
  const { queue, batchSize, maxConcurrency, visibilityTimeoutMs, log } = options;
  const pollers = new Set<Promise<void>>();
  let isClosed = false;

  function wake(): void {
    if (isClosed || pollers.size >= maxConcurrency) return;
    const poller = poll()
      .catch((error: unknown) => log(`Messages of ${queue.name} were not taken: ${error}`))
      .finally(() => pollers.delete(poller));
    pollers.add(poller);
  }

  async function poll(): Promise<void> {
    while (!isClosed) {
      const messages = await queue.receive(batchSize, visibilityTimeoutMs);
      if (messages.length === 0) return;
      // There may be more, and room for another invocation beside this one.
      wake();
      const failed = await handOut(messages);
      for (const { messageId, receiptHandle } of messages) {
        if (!failed.has(messageId)) await queue.remove(receiptHandle);
      }
    }
  }

  /** Ids of the messages that have to come again. */
  async function handOut(messages: readonly ReceivedMessage[]): Promise<ReadonlySet<string>> {
    try {
      const answer = await options.invoke(eventOf(messages, queue.arn, options.region));
      const { batchItemFailures } = answerSchema.parse(answer);
      return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    } catch (error) {
      log(`A function failed with messages of ${queue.name}: ${error}`);
      return new Set(messages.map(({ messageId }) => messageId));
    }
  }

  queue.onSent(wake);
  const timer = setInterval(wake, LOOK_EVERY_MS);
  timer.unref();
  wake();
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await Promise.all(pollers);
    },
  };
}

function eventOf(messages: readonly ReceivedMessage[], arn: string, awsRegion: string): SQSEvent {
  return {
    Records: messages.map(({ messageId, receiptHandle, body, sentAtMs, receiveCount }) => ({
      messageId,
      receiptHandle,
      body,
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: String(sentAtMs),
        SenderId: "LOCAL",
        ApproximateFirstReceiveTimestamp: String(sentAtMs),
      },
      messageAttributes: {},
      md5OfBody: createHash("md5").update(body).digest("hex"),
      eventSource: "aws:sqs",
      eventSourceARN: arn,
      awsRegion,
    })),
  };
}
