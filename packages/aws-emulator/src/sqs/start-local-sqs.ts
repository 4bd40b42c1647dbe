import { createHash } from "node:crypto";
import * as z from "zod";
import { AwsError, unknownOperation } from "../service/aws-error.ts";
import { jsonAnswer, type LocalService, startAwsService } from "../service/aws-service.ts";
import { parseInput, parseJsonBody } from "../service/validation.ts";
import type { Credentials } from "../signature/credential-scope.ts";
import type { LocalQueue, ReceivedMessage } from "./local-queue.ts";

const queueSchema = z.looseObject({ QueueUrl: z.string().min(1) });
const sendSchema = queueSchema.extend({
  MessageBody: z.string().min(1).max(1_048_576),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.literal("String"), StringValue: z.string() }))
    .default({}),
});
const receiveSchema = queueSchema.extend({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: z.int().min(0).max(43_200).default(30),
});
const deleteSchema = queueSchema.extend({ ReceiptHandle: z.string() });

/**
 * The queues of this machine over HTTP, so that the contract suite can ask of them what it asks of
 * SQS: send, receive, delete. Functions need no such door; a receiver is answered with what there is.
 */
export function startLocalSqs(options: {
  readonly region: string;
  /** The key pair that requests must be signed with. */
  readonly credentials: Credentials;
  readonly queues: readonly LocalQueue[];
}): Promise<LocalService> {
  const { region, credentials, queues } = options;
  const operations = operationsOn(queues, region);
  return startAwsService({
    service: "sqs",
    region,
    credentials,
    contentType: "application/x-amz-json-1.0",
    async answer({ headers, body }) {
      const name = /^AmazonSQS\.(\w+)$/.exec(String(headers["x-amz-target"]))?.[1] ?? "";
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined) throw unknownOperation();
      return jsonAnswer(await operation(parseJsonBody(body)));
    },
  });
}

type Operation = (input: Record<string, unknown>) => Promise<object>;

function operationsOn(
  queues: readonly LocalQueue[],
  region: string,
): Readonly<Record<string, Operation>> {
  const find = (name: string): LocalQueue => {
    const queue = queues.find((one) => one.name === name);
    if (queue !== undefined) return queue;
    throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
  };
  /** The SDK sends to the endpoint it was given, so that only the URL's last part says which queue. */
  const queueOf = (url: string) => find(url.slice(url.lastIndexOf("/") + 1));

  return {
    async GetQueueUrl(input) {
      const { arn, name } = find(parseInput(z.object({ QueueName: z.string() }), input).QueueName);
      return { QueueUrl: `https://sqs.${region}.amazonaws.com/${arn.split(":")[4]}/${name}` };
    },
    async SendMessage(input) {
      const { QueueUrl, MessageBody: body, MessageAttributes } = parseInput(sendSchema, input);
      const values = Object.entries(MessageAttributes);
      const attributes = Object.fromEntries(
        values.map(([name, value]) => [name, value.StringValue]),
      );
      const { messageId } = await queueOf(QueueUrl).send({ body, attributes });
      return { MessageId: messageId, MD5OfMessageBody: md5(body) };
    },
    async ReceiveMessage(input) {
      const { QueueUrl, ...asked } = parseInput(receiveSchema, input);
      const hideMs = asked.VisibilityTimeout * 1000;
      const received = await queueOf(QueueUrl).receive(asked.MaxNumberOfMessages, hideMs);
      return received.length === 0 ? {} : { Messages: received.map(answerOf) };
    },
    async DeleteMessage(input) {
      const { QueueUrl, ReceiptHandle } = parseInput(deleteSchema, input);
      if (await queueOf(QueueUrl).remove(ReceiptHandle)) return {};
      throw new AwsError("ReceiptHandleIsInvalid", "The receipt handle is not valid.");
    },
  };
}

function answerOf({ messageId, receiptHandle, body, attributes, receiveCount }: ReceivedMessage) {
  const values = Object.entries(attributes);
  return {
    MessageId: messageId,
    ReceiptHandle: receiptHandle,
    Body: body,
    MD5OfBody: md5(body),
    Attributes: { ApproximateReceiveCount: String(receiveCount) },
    MessageAttributes: Object.fromEntries(
      values.map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
    ),
  };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
