import type { S3Event, SQSBatchResponse, SQSEvent } from "aws-lambda";

export interface QueuedUploadsDeps {
  readonly check: (event: S3Event) => Promise<void>;
  readonly log: Record<
    "info" | "error",
    (message: string, fields: Record<string, unknown>) => void
  >;
}

/** What S3 puts in a queue once, when it is told to notify it. */
interface TestEvent {
  readonly Event: "s3:TestEvent";
}

/**
 * Takes S3's notifications out of the queue's messages. A message that fails is named, so that it
 * comes again, and after so many times ends in the dead-letter queue; the others are done with.
 */
export function createQueuedUploadsHandler({ check, log }: QueuedUploadsDeps) {
  async function handle(body: string): Promise<void> {
    const notification: S3Event | TestEvent = JSON.parse(body);
    if ("Event" in notification) return log.info("S3 tried the queue", { ...notification });
    await check(notification);
  }

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body, attributes } of Records) {
      try {
        await handle(body);
      } catch (error) {
        const tries = Number(attributes.ApproximateReceiveCount);
        log.error("an upload could not be checked", { messageId, tries, body, error });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
