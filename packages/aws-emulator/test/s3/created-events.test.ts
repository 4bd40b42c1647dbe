import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import type { S3Event } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { Bucket, connectTo, failureOf, read, region, setup } from "./local-s3-under-test.ts";

describe("local S3 events", () => {
  it("tells of every way an object comes to be, before it answers", async () => {
    const events: S3Event[] = [];
    const { s3 } = await setup({ onObjectCreated: async (event) => void events.push(event) });
    const Key = "sheets/설 이벤트+1.xlsx";
    const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body: "rows" }));
    const upload = { Bucket, Key: "parts" };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1, Body: Buffer.from("part") };
    const { ETag } = await s3.send(new UploadPartCommand(part));
    await s3.send(
      new CompleteMultipartUploadCommand({
        ...upload,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    const { url, fields } = await createPresignedPost(s3, { Bucket, Key: "form" });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["rows"]));
    await fetch(url, { method: "POST", body: form });

    const records = events.flatMap(({ Records }) => Records);
    expect(records.map(({ eventName, s3: { object } }) => [eventName, object.key])).toEqual([
      ["ObjectCreated:Put", "sheets/%EC%84%A4+%EC%9D%B4%EB%B2%A4%ED%8A%B8%2B1.xlsx"],
      ["ObjectCreated:CompleteMultipartUpload", "parts"],
      ["ObjectCreated:Post", "form"],
    ]);
    expect(records[0]).toMatchObject({
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: region,
      s3: {
        bucket: { name: Bucket, arn: "arn:aws:s3:::sheets" },
        object: { size: 4, eTag: put.ETag?.replaceAll('"', ""), versionId: put.VersionId },
      },
    });
    const sequencers = records.map(({ s3: { object } }) => object.sequencer);
    expect(sequencers).toEqual([...sequencers].sort());
  });

  it("answers 500 while an event is not taken, and makes it again on the retry", async () => {
    let refusals = 2;
    const versions: unknown[] = [];
    const { server } = await setup({
      async onObjectCreated({ Records }) {
        refusals -= 1;
        if (refusals >= 0) throw new Error("The disk is full.");
        versions.push(Records[0]?.s3.object.versionId);
      },
    });
    const once = connectTo(server.endpoint);
    const put = new PutObjectCommand({ Bucket, Key: "a", Body: "rows" });
    expect(await failureOf(once.send(put))).toBe("InternalError 500");
    const { VersionId } = await connectTo(server.endpoint, 3).send(put);
    expect(versions).toEqual([VersionId]);
  });

  it("completes an upload again whose event was not taken", async () => {
    let refusals = 1;
    const { s3 } = await setup({
      async onObjectCreated() {
        refusals -= 1;
        if (refusals >= 0) throw new Error("The disk is full.");
      },
    });
    const upload = { Bucket, Key: "parts" };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1, Body: Buffer.from("part") };
    const { ETag } = await s3.send(new UploadPartCommand(part));
    const complete = new CompleteMultipartUploadCommand({
      ...upload,
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
    });
    expect(await failureOf(s3.send(complete))).toBe("InternalError 500");
    await s3.send(complete);
    expect(await read(s3, "parts")).toBe("part");
  });
});
