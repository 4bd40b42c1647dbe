import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf } from "./s3-failure.ts";
import { openS3UnderTest, type S3UnderTest } from "./s3-under-test.ts";

const MIB = 1024 * 1024;

let underTest: S3UnderTest;

beforeAll(async () => {
  underTest = await openS3UnderTest();
});

afterAll(async () => {
  await underTest.remove();
});

describe("S3 multipart uploads", () => {
  async function begin(name: string) {
    const { s3, bucket, prefix } = underTest;
    const object = { Bucket: bucket, Key: prefix + name };
    const put = (content: string) => s3.send(new PutObjectCommand({ ...object, Body: content }));
    const read = async () =>
      (await s3.send(new GetObjectCommand(object))).Body?.transformToString();
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ ...object, ContentType: "text/plain" }),
    );
    const upload = { ...object, UploadId };
    const send = async (PartNumber: number, content: string) => {
      const part = { ...upload, PartNumber, Body: Buffer.from(content) };
      return { PartNumber, ETag: (await s3.send(new UploadPartCommand(part))).ETag };
    };
    const complete = (Parts: object[], more: object = {}) =>
      s3.send(
        new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }),
      );
    return { s3, upload, put, send, complete, read };
  }

  it("puts parts together in the order of their numbers, the last sent of each", async () => {
    const { send, complete, read } = await begin("multipart");
    const last = await send(7, "end");
    await send(2, "x".repeat(5 * MIB));
    const first = await send(2, "y".repeat(5 * MIB));
    const { ETag } = await complete([first, last]);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const content = await read();
    expect([content?.length, content?.[0], content?.slice(-3)]).toEqual([5 * MIB + 3, "y", "end"]);
    expect(await failureOf(send(8, "late"))).toBe("NoSuchUpload 404");
  });

  it("refuses parts that are too small, unknown, or out of order", async () => {
    const { s3, upload, send, complete } = await begin("multipart-wrong");
    const one = await send(1, "small");
    const two = await send(2, "end");
    expect(await failureOf(complete([one, two]))).toBe("EntityTooSmall 400");
    expect(await failureOf(complete([two, one]))).toBe("InvalidPartOrder 400");
    const other = { PartNumber: 1, ETag: `"${"0".repeat(32)}"` };
    expect(await failureOf(complete([other]))).toBe("InvalidPart 400");
    expect(await failureOf(send(10_001, "beyond"))).toBe("InvalidArgument 400");
    await s3.send(new AbortMultipartUploadCommand(upload));
    expect(await failureOf(complete([one]))).toBe("NoSuchUpload 404");
  });

  it("completes on condition that the key is not there", async () => {
    const { put, send, complete, read } = await begin("multipart-conditional");
    const one = await send(1, "upload");
    await put("first");
    const failure = await failureOf(complete([one], { IfNoneMatch: "*" }));
    expect(failure).toBe("PreconditionFailed 412");
    expect(await read()).toBe("first");
  });
});
