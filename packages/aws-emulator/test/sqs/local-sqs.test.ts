import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { expect, it, onTestFinished } from "vitest";
import { createLocalQueue } from "../../src/sqs/local-queue.ts";
import { startLocalSqs } from "../../src/sqs/start-local-sqs.ts";
import { credentials, queueArn, region, temporaryDir } from "../scheduler/setup-scheduler.ts";
import { createWatchedClock } from "../scheduler/watched-clock.ts";

async function setup() {
  const dataDir = await temporaryDir();
  const clock = createWatchedClock();
  const open = () => createLocalQueue({ dataDir, arn: queueArn, nowMs: clock.nowMs });
  const queue = await open();
  const sqs = await startLocalSqs({ region, credentials, queues: [queue] });
  const client = new SQSClient({ endpoint: sqs.endpoint, region, credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await sqs.close();
  });
  const { QueueUrl = "" } = await client.send(
    new GetQueueUrlCommand({ QueueName: "dead-letters" }),
  );
  const receive = async (MessageAttributeNames: string[] = ["All"]) => {
    const command = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames });
    return (await client.send(command)).Messages ?? [];
  };
  return { clock, open, queue, client, QueueUrl, receive };
}

it("keeps what it was sent, with its attributes, over a restart", async () => {
  const { open, queue, clock } = await setup();
  const { messageId } = await queue.send({ body: "{}", attributes: { ERROR_CODE: "E" } });
  const sentAtMs = clock.nowMs();
  expect((await open()).list()).toEqual([
    { messageId, body: "{}", attributes: { ERROR_CODE: "E" }, sentAtMs },
  ]);
});

it("hands a message to one receiver at a time until it is deleted", async () => {
  const { client, clock, queue, QueueUrl, receive } = await setup();
  const { MessageId } = await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: "지급",
      MessageAttributes: { ERROR_CODE: { DataType: "String", StringValue: "E" } },
    }),
  );
  const [first] = await receive();
  expect(first).toMatchObject({
    MessageId,
    Body: "지급",
    MessageAttributes: { ERROR_CODE: { DataType: "String", StringValue: "E" } },
  });
  expect(await receive()).toEqual([]);
  const counts = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  expect(counts.Attributes).toMatchObject({
    QueueArn: queueArn,
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesNotVisible: "1",
  });

  clock.advance(30_000);
  const [again] = await receive([]);
  expect(again?.MessageId).toBe(MessageId);
  expect(again?.MessageAttributes).toBeUndefined();
  await client.send(
    new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle ?? "" }),
  );
  clock.advance(30_000);
  expect(await receive()).toEqual([]);
  expect(queue.list()).toEqual([]);
});

it("refuses an unknown queue, receipt and operation as SQS does", async () => {
  const { client, QueueUrl } = await setup();
  await expect(client.send(new GetQueueUrlCommand({ QueueName: "other" }))).rejects.toMatchObject({
    name: "QueueDoesNotExist",
  });
  await expect(
    client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "forged" })),
  ).rejects.toMatchObject({ name: "ReceiptHandleIsInvalid" });
  await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
});
