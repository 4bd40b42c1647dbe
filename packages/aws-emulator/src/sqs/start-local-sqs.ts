import { createHash } from "node:crypto";
import * as z from "zod";
import { AwsError } from "../service/aws-error.ts";
import type { LocalService } from "../service/aws-service.ts";
import {
  type JsonOperation,
  jsonOperation,
  startJsonService,
} from "../service/json-rpc-service.ts";
import type { Credentials } from "../signature/credential-scope.ts";
import type { LocalQueue, ReceivedMessage } from "./local-queue.ts";

const DEFAULT_VISIBILITY_SECONDS = 30;

const queueUrlSchema = z.string().min(1);
const sendSchema = z.object({
  QueueUrl: queueUrlSchema,
  MessageBody: z.string().min(1).max(1_048_576),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.literal("String"), StringValue: z.string() }))
    .default({}),
});
const receiveSchema = z.object({
  QueueUrl: queueUrlSchema,
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).default(DEFAULT_VISIBILITY_SECONDS),
  MessageAttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
});
const deleteSchema = z.object({ QueueUrl: queueUrlSchema, ReceiptHandle: z.string() });
const attributesSchema = z.object({
  QueueUrl: queueUrlSchema,
  AttributeNames: z.array(z.string()).default([]),
});

/**
 * SQS on this machine: the calls that a queue and its dead letters need. A receiver is answered with what
 * there is; it never waits for more.
 */
export function startLocalSqs(options: {
  /** 0 (default) takes a free one. */
  readonly port?: number;
  readonly region: string;
  /** The key pair that requests must be signed with. */
  readonly credentials: Credentials;
  readonly queues: readonly LocalQueue[];
}): Promise<LocalService> {
  const { region, credentials, queues } = options;
  return startJsonService({
    port: options.port ?? 0,
    service: "sqs",
    region,
    credentials,
    contentType: "application/x-amz-json-1.0",
    messageMember: "message",
    targetPrefix: "AmazonSQS",
    operations: sqsOperations(queues, region),
  });
}

function sqsOperations(
  queues: readonly LocalQueue[],
  region: string,
): Record<string, JsonOperation> {
  return {
    GetQueueUrl: jsonOperation(z.object({ QueueName: z.string() }), async ({ QueueName }) => {
      const { arn, name } = findQueue(queues, QueueName);
      const accountId = arn.split(":")[4];
      return { QueueUrl: `https://sqs.${region}.amazonaws.com/${accountId}/${name}` };
    }),
    GetQueueAttributes: jsonOperation(attributesSchema, async ({ QueueUrl, AttributeNames }) => ({
      Attributes: chosen(queueAttributes(queueOf(queues, QueueUrl)), AttributeNames),
    })),
    SendMessage: jsonOperation(sendSchema, async ({ QueueUrl, MessageBody, MessageAttributes }) => {
      const { messageId } = await queueOf(queues, QueueUrl).send({
        body: MessageBody,
        attributes: Object.fromEntries(
          Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
        ),
      });
      return { MessageId: messageId, MD5OfMessageBody: md5(MessageBody) };
    }),
    ReceiveMessage: jsonOperation(receiveSchema, async (input) => {
      const queue = queueOf(queues, input.QueueUrl);
      const received = await queue.receive(
        input.MaxNumberOfMessages,
        input.VisibilityTimeout * 1000,
      );
      if (received.length === 0) return {};
      return {
        Messages: received.map((message) => messageAnswer(message, input)),
      };
    }),
    DeleteMessage: jsonOperation(deleteSchema, async ({ QueueUrl, ReceiptHandle }) => {
      if (await queueOf(queues, QueueUrl).remove(ReceiptHandle)) return {};
      throw new AwsError("ReceiptHandleIsInvalid", "The receipt handle is not valid.", {
        status: 404,
        queryCode: "ReceiptHandleIsInvalid",
      });
    }),
  };
}

/** The SDK sends to the endpoint it was given, so that only the URL's last part says which queue. */
function queueOf(queues: readonly LocalQueue[], queueUrl: string): LocalQueue {
  return findQueue(queues, queueUrl.slice(queueUrl.lastIndexOf("/") + 1));
}

function findQueue(queues: readonly LocalQueue[], name: string): LocalQueue {
  const queue = queues.find((candidate) => candidate.name === name);
  if (queue === undefined) {
    throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.", {
      queryCode: "AWS.SimpleQueueService.NonExistentQueue",
    });
  }
  return queue;
}

function queueAttributes(queue: LocalQueue): Record<string, string> {
  const hidden = queue.hiddenCount();
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(queue.list().length - hidden),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    VisibilityTimeout: String(DEFAULT_VISIBILITY_SECONDS),
  };
}

function messageAnswer(message: ReceivedMessage, asked: z.infer<typeof receiveSchema>) {
  const attributes = Object.entries(chosen(message.attributes, asked.MessageAttributeNames));
  const system = {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAtMs),
  };
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: chosen(system, asked.MessageSystemAttributeNames),
    ...(attributes.length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            attributes.map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
          ),
        }),
  };
}

function chosen(
  values: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  const all = names.includes("All") || names.includes(".*");
  return Object.fromEntries(Object.entries(values).filter(([name]) => all || names.includes(name)));
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
