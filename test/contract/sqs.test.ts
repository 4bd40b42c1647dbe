import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { createLocalQueue } from "@paysheet/aws-emulator/sqs";
import { startLocalSqs } from "@paysheet/aws-emulator/sqs/server";
import { afterAll, beforeAll, expect, it } from "vitest";

/**
 * What we rely on of SQS, asked of whatever AWS_ENDPOINT_URL_SQS names (with the SDK's own region and
 * credentials), by default of the emulator. Both queues are made for the suite and removed with it.
 */
const MAX_RECEIVES = 2;
const names = { queue: `paysheet-contract-${randomUUID()}`, dead: `paysheet-dead-${randomUUID()}` };
/** Where a message is not at once to be had again. */
const PATIENCE = { timeout: 20_000, interval: 200 };

let client: SQSClient;
let urls: { readonly queue: string; readonly dead: string };
let stop = async () => {};

beforeAll(async () => {
  const elsewhere = process.env["AWS_ENDPOINT_URL_SQS"] !== undefined;
  ({ client, stop } = elsewhere ? await createQueues() : await startEmulator());
  urls = { queue: await urlOf(names.queue), dead: await urlOf(names.dead) };
}, 60_000);

afterAll(async () => {
  await stop();
  client.destroy();
});

async function startEmulator() {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-contract-"));
  const region = "ap-northeast-2";
  const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
  const arnOf = (name: string) => `arn:aws:sqs:${region}:123456789012:${name}`;
  const dead = await createLocalQueue({ dataDir, arn: arnOf(names.dead) });
  const redrive = { maxReceiveCount: MAX_RECEIVES, to: dead };
  const queue = await createLocalQueue({ dataDir, arn: arnOf(names.queue), redrive });
  const { endpoint, close } = await startLocalSqs({ region, credentials, queues: [queue, dead] });
  return {
    client: new SQSClient({ endpoint, region, credentials }),
    async stop() {
      await close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function createQueues() {
  const made = new SQSClient({});
  const { QueueUrl: dead } = await made.send(new CreateQueueCommand({ QueueName: names.dead }));
  const { Attributes } = await made.send(
    new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ["QueueArn"] }),
  );
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: Attributes?.["QueueArn"],
    maxReceiveCount: MAX_RECEIVES,
  });
  const { QueueUrl: queue } = await made.send(
    new CreateQueueCommand({ QueueName: names.queue, Attributes: { RedrivePolicy } }),
  );
  return {
    client: made,
    async stop() {
      for (const QueueUrl of [queue, dead]) await made.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

async function urlOf(QueueName: string): Promise<string> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl ?? "";
}

const send = (MessageBody: string) =>
  client.send(
    new SendMessageCommand({
      QueueUrl: urls.queue,
      MessageBody,
      MessageAttributes: { ERROR_CODE: { DataType: "String", StringValue: "실패" } },
    }),
  );

async function receive(QueueUrl: string, VisibilityTimeout: number) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      VisibilityTimeout,
      WaitTimeSeconds: 1,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    }),
  );
  return Messages;
}

/** The first message that there is, once there is one. */
async function first(QueueUrl: string, visibilitySeconds: number): Promise<Message> {
  let found: Message | undefined;
  await expect
    .poll(async () => {
      [found] = await receive(QueueUrl, visibilitySeconds);
      return found;
    }, PATIENCE)
    .toBeDefined();
  if (found === undefined) throw new Error("A message was found, and is not there.");
  return found;
}

const remove = (QueueUrl: string, ReceiptHandle = "") =>
  client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

it("hands out what it was sent, hides it from others, and forgets it once it is deleted", async () => {
  const { MessageId } = await send("지급 1");
  const message = await first(urls.queue, 60);
  expect(message).toMatchObject({
    MessageId,
    Body: "지급 1",
    Attributes: { ApproximateReceiveCount: "1" },
    MessageAttributes: { ERROR_CODE: { StringValue: "실패" } },
  });
  expect(await receive(urls.queue, 60)).toEqual([]);
  await remove(urls.queue, message.ReceiptHandle);
  expect(await receive(urls.queue, 0)).toEqual([]);
});

it("hands out again what was not deleted in time, counts that, and gives it up to the dead letters", async () => {
  const { MessageId } = await send("지급 2");
  for (const count of [1, 2]) {
    expect(await first(urls.queue, 1)).toMatchObject({
      MessageId,
      Attributes: { ApproximateReceiveCount: String(count) },
    });
  }
  // It is moved when it would be handed out once more.
  let dead: Message | undefined;
  await expect
    .poll(async () => {
      expect(await receive(urls.queue, 1)).toEqual([]);
      [dead] = await receive(urls.dead, 60);
      return dead?.Body;
    }, PATIENCE)
    .toBe("지급 2");
  expect(dead?.MessageAttributes).toMatchObject({ ERROR_CODE: { StringValue: "실패" } });
  await remove(urls.dead, dead?.ReceiptHandle);
});

it("refuses a queue that does not exist, and a receipt that is none", async () => {
  await expect(urlOf(`${names.queue}-not`)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  await expect(remove(urls.queue, "forged")).rejects.toMatchObject({
    name: "ReceiptHandleIsInvalid",
  });
});
