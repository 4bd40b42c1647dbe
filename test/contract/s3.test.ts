import { createHash } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf } from "./s3-failure.ts";
import { openS3UnderTest, type S3UnderTest } from "./s3-under-test.ts";

let underTest: S3UnderTest;

beforeAll(async () => {
  underTest = await openS3UnderTest();
});

afterAll(async () => {
  await underTest.remove();
});

/** Calls on one key that no other test uses. */
function setup(name: string) {
  const { s3, bucket, prefix } = underTest;
  const object = { Bucket: bucket, Key: prefix + name };
  const put = (content: string, more: object = {}) =>
    s3.send(new PutObjectCommand({ ...object, Body: content, ...more }));
  const get = (more: object = {}) => s3.send(new GetObjectCommand({ ...object, ...more }));
  const read = async (more: object = {}) => (await get(more)).Body?.transformToString();
  return { s3, bucket, object, put, get, read };
}

describe("S3 objects", () => {
  it("gives back bytes and their type as they were put", async () => {
    const { put, get } = setup("whole");
    const { ETag, VersionId } = await put("hello", {
      ContentType: "text/plain; charset=utf-8",
    });
    const found = await get();
    expect({
      body: await found.Body?.transformToString(),
      type: found.ContentType,
      eTag: found.ETag,
      versionId: found.VersionId,
      sizeBytes: found.ContentLength,
    }).toEqual({
      body: "hello",
      type: "text/plain; charset=utf-8",
      eTag: `"${createHash("md5").update("hello").digest("hex")}"`,
      versionId: VersionId,
      sizeBytes: 5,
    });
    expect(ETag).toBe(found.ETag);
  });

  it("keeps an empty object", async () => {
    const { put, read } = setup("empty");
    await put("", { ContentLength: 0 });
    expect(await read()).toBe("");
  });

  it("keeps every version, and hides the key behind a delete marker", async () => {
    const { s3, object, put, get, read } = setup("versions");
    const first = await put("first");
    const second = await put("second");
    expect(await read()).toBe("second");
    expect(await read({ VersionId: first.VersionId })).toBe("first");

    const deleted = await s3.send(new DeleteObjectCommand(object));
    expect(deleted.DeleteMarker).toBe(true);
    expect(await failureOf(get())).toBe("NoSuchKey 404");
    expect(await failureOf(get({ VersionId: deleted.VersionId }))).toBe("MethodNotAllowed 405");
    expect(await read({ VersionId: second.VersionId })).toBe("second");

    await s3.send(new DeleteObjectCommand({ ...object, VersionId: deleted.VersionId }));
    expect(await read()).toBe("second");
    await s3.send(new DeleteObjectCommand({ ...object, VersionId: second.VersionId }));
    expect(await read()).toBe("first");
    expect(await failureOf(get({ VersionId: second.VersionId }))).toBe("NoSuchVersion 404");
  });

  it("tells a missing key, version and bucket apart", async () => {
    const { s3, bucket, object, get, put } = setup("never put");
    expect(await failureOf(get())).toBe("NoSuchKey 404");
    expect(await failureOf(s3.send(new HeadObjectCommand(object)))).toBe("NotFound 404");
    await put("now");
    expect(await failureOf(get({ VersionId: "nonsense" }))).toBe("InvalidArgument 400");
    expect(await failureOf(get({ Bucket: `${bucket}-not-there` }))).toBe("NoSuchBucket 404");
  });
});

describe("S3 conditional writes", () => {
  it("creates a key that is not there, and no other", async () => {
    const { s3, object, put, read } = setup("create-once");
    await put("first", { IfNoneMatch: "*" });
    expect(await failureOf(put("second", { IfNoneMatch: "*" }))).toBe("PreconditionFailed 412");
    expect(await read()).toBe("first");
    await s3.send(new DeleteObjectCommand(object));
    await put("third", { IfNoneMatch: "*" });
    expect(await read()).toBe("third");
  });

  it("lets one of twenty concurrent creations win", async () => {
    const { put, read } = setup("race");
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => ({
        writer,
        failure: await failureOf(put(`writer ${writer}`, { IfNoneMatch: "*" })),
      })),
    );
    const winners = outcomes.filter(({ failure }) => failure === "no failure");
    const losers = outcomes.filter(({ failure }) => /^\w+ (409|412)$/.test(failure));
    expect([winners.length, losers.length]).toEqual([1, 19]);
    expect(await read()).toBe(`writer ${winners[0]?.writer}`);
  });

  it("does not do conditions it does not know", async () => {
    const { put } = setup("condition");
    await put("first");
    expect(await failureOf(put("second", { IfNoneMatch: '"some"' }))).toBe("NotImplemented 501");
  });
});
