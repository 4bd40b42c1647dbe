import { createdEvent } from "@paysheet/aws-emulator/s3/created-event";
import type { S3Event, SQSRecord } from "aws-lambda";
import { expect, it } from "vitest";
import { createQueuedUploadsHandler } from "../../../lambdas/check-sheet/handler.ts";

function setup() {
  const checked: string[] = [];
  const logged: {
    readonly level: string;
    readonly message: string;
    readonly messageId: unknown;
  }[] = [];
  const log = (level: string) => (message: string, fields: Record<string, unknown>) =>
    void logged.push({ level, message, messageId: fields["messageId"] });
  const handle = createQueuedUploadsHandler({
    log: { info: log("info"), error: log("error") },
    async check({ Records }) {
      for (const { s3 } of Records) {
        if (s3.object.key.endsWith("bad.xlsx")) throw new Error("The store does not answer.");
        checked.push(s3.object.key);
      }
    },
  });
  return { handle, checked, logged };
}

function uploaded(key: string): S3Event {
  return createdEvent({
    region: "ap-northeast-2",
    bucketName: "paysheet",
    version: {
      kind: "object",
      headers: {},
      key,
      versionId: "v1",
      sequence: 1,
      sizeBytes: 3,
      eTag: "0a1b",
      lastModifiedMs: 0,
    },
    eventName: "ObjectCreated:Post",
    accessKeyId: "local",
    requestId: "request-1",
  });
}

function message(messageId: string, body: string): SQSRecord {
  return {
    messageId,
    body,
    receiptHandle: `receipt of ${messageId}`,
    attributes: {
      ApproximateReceiveCount: "2",
      SentTimestamp: "0",
      SenderId: "s3",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:ap-northeast-2:123456789012:uploads",
    awsRegion: "ap-northeast-2",
  };
}

it("checks what S3 tells of in each message, and names those alone that failed", async () => {
  const { handle, checked, logged } = setup();
  const answer = await handle({
    Records: [
      message("m1", JSON.stringify(uploaded("sheets/1/a.xlsx"))),
      message("m2", JSON.stringify(uploaded("sheets/2/bad.xlsx"))),
      message("m3", "not JSON"),
      message("m4", JSON.stringify(uploaded("sheets/4/d.xlsx"))),
    ],
  });
  expect(answer).toEqual({
    batchItemFailures: [{ itemIdentifier: "m2" }, { itemIdentifier: "m3" }],
  });
  expect(checked).toEqual(["sheets/1/a.xlsx", "sheets/4/d.xlsx"]);
  const failed = { level: "error", message: "an upload could not be checked" };
  expect(logged).toEqual([
    { ...failed, messageId: "m2" },
    { ...failed, messageId: "m3" },
  ]);
});

it("passes over what S3 sends when the queue is first named to it", async () => {
  const { handle, checked, logged } = setup();
  const body = JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "paysheet" });
  expect(await handle({ Records: [message("m1", body)] })).toEqual({ batchItemFailures: [] });
  expect(checked).toEqual([]);
  expect(logged.map(({ message }) => message)).toEqual(["S3 tried the queue"]);
});
