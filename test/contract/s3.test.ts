import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
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
  return { s3, bucket, prefix, object, put, get, read };
}

describe("S3 objects", () => {
  it("gives back bytes, headers and metadata as they were put", async () => {
    const { put, get } = setup("whole");
    const { ETag, VersionId } = await put("hello", {
      ContentType: "text/plain; charset=utf-8",
      CacheControl: "no-store",
      ContentEncoding: "identity",
      Metadata: { note: "a b  c" },
    });
    const found = await get();
    expect({
      body: await found.Body?.transformToString(),
      type: found.ContentType,
      caching: found.CacheControl,
      encoding: found.ContentEncoding,
      metadata: found.Metadata,
      eTag: found.ETag,
      versionId: found.VersionId,
      sizeBytes: found.ContentLength,
    }).toEqual({
      body: "hello",
      type: "text/plain; charset=utf-8",
      caching: "no-store",
      encoding: "identity",
      metadata: { note: "a b  c" },
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

  it("says that the bucket is there and versioned", async () => {
    const { s3, bucket } = setup("");
    const { $metadata } = await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    expect([$metadata.httpStatusCode, Status]).toEqual([200, "Enabled"]);
  });

  it("gives a range, from either end, and refuses one beyond the end", async () => {
    const { put, get } = setup("range");
    await put("0123456789");
    const ask = async (range: string) => {
      const { $metadata, ContentRange, Body } = await get({ Range: range });
      return [$metadata.httpStatusCode, ContentRange, await Body?.transformToString()];
    };
    expect(await ask("bytes=2-4")).toEqual([206, "bytes 2-4/10", "234"]);
    expect(await ask("bytes=7-")).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await ask("bytes=-3")).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await ask("bytes=8-99")).toEqual([206, "bytes 8-9/10", "89"]);
    expect(await failureOf(get({ Range: "bytes=10-" }))).toBe("InvalidRange 416");
  });

  it("reads on condition of an ETag", async () => {
    const { put, get, read } = setup("conditional-read");
    const { ETag } = await put("hello");
    expect(await read({ IfMatch: ETag })).toBe("hello");
    expect(await failureOf(get({ IfMatch: '"other"' }))).toBe("PreconditionFailed 412");
    expect(await read({ IfNoneMatch: '"other"' })).toBe("hello");
    expect(await failureOf(get({ IfNoneMatch: ETag }))).toMatch(/ 304$/);
  });

  it("copies an object, of a version if asked for", async () => {
    const { s3, bucket, object, put, read } = setup("copy 원본+.txt");
    const { VersionId } = await put("first", { ContentType: "text/plain" });
    await put("second");
    const copy = { Bucket: bucket, Key: `${object.Key}.copy` };
    const source = `${bucket}/${encodeURIComponent(object.Key)}`;
    await s3.send(
      new CopyObjectCommand({ ...copy, CopySource: `${source}?versionId=${VersionId}` }),
    );
    expect(await read(copy)).toBe("first");
    await s3.send(new CopyObjectCommand({ ...copy, CopySource: source }));
    expect(await read(copy)).toBe("second");
    const missing = new CopyObjectCommand({ ...copy, CopySource: `${source}-not-there` });
    expect(await failureOf(s3.send(missing))).toBe("NoSuchKey 404");
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

  it("replaces what is as it was read, and nothing else", async () => {
    const { put, read } = setup("replace");
    expect(await failureOf(put("none", { IfMatch: '"any"' }))).toBe("NoSuchKey 404");
    const { ETag } = await put("first");
    await put("second", { IfMatch: ETag });
    expect(await failureOf(put("third", { IfMatch: ETag }))).toBe("PreconditionFailed 412");
    expect(await read()).toBe("second");
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

describe("S3 listings", () => {
  it("lists visible keys by prefix, rolled up by delimiter, page by page", async () => {
    const { s3, bucket, prefix, object } = setup("list/");
    const names = ["a", "b/1", "b/2", "c &<>.txt", "가/1", "나+나"];
    for (const name of [...names, "hidden"]) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: object.Key + name, Body: name }));
    }
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${object.Key}hidden` }));

    const keys: string[] = [];
    const prefixes: string[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: `${prefix}list/`,
          Delimiter: "/",
          MaxKeys: 2,
          ContinuationToken: token,
        }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key = "" }) => Key.slice(object.Key.length)));
      prefixes.push(
        ...(page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix.slice(object.Key.length)),
      );
      token = page.NextContinuationToken;
      pages += 1;
    } while (token !== undefined);
    expect({ keys, prefixes, pages }).toEqual({
      keys: ["a", "c &<>.txt", "나+나"],
      prefixes: ["b/", "가/"],
      pages: 3,
    });
  });

  it("lists versions newest first, delete markers too, page by page", async () => {
    const { s3, bucket, object, put } = setup("list-versions");
    const first = await put("first");
    const second = await put("second");
    const marker = await s3.send(new DeleteObjectCommand(object));
    const listing = { Bucket: bucket, Prefix: object.Key, MaxKeys: 2 };
    const page = await s3.send(new ListObjectVersionsCommand(listing));
    const rest = await s3.send(
      new ListObjectVersionsCommand({
        ...listing,
        KeyMarker: page.NextKeyMarker,
        VersionIdMarker: page.NextVersionIdMarker,
      }),
    );
    expect({
      markers: page.DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
      versions: page.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
      rest: rest.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
      more: [page.IsTruncated, rest.IsTruncated],
    }).toEqual({
      markers: [[marker.VersionId, true]],
      versions: [[second.VersionId, false]],
      rest: [[first.VersionId, false]],
      more: [true, false],
    });
  });
});
