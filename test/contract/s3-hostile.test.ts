import { request } from "node:http";
import { request as requestTls } from "node:https";
import { Readable } from "node:stream";
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
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

function setup(name: string) {
  const { s3, bucket, prefix } = underTest;
  const object = { Bucket: bucket, Key: prefix + name };
  const put = (more: object = {}) =>
    s3.send(new PutObjectCommand({ ...object, Body: "hello", ...more }));
  const read = async (more: object = {}) => {
    const { Body } = await s3.send(new GetObjectCommand({ ...object, ...more }));
    return Body?.transformToString();
  };
  return { s3, bucket, prefix, object, put, read };
}

/** A client of the same S3 that differs in one thing, and that asks only once. */
async function otherClient(differing: (config: S3Client["config"]) => Promise<S3ClientConfig>) {
  const { config } = underTest.s3;
  const endpoint = await config.endpoint?.();
  return new S3Client({
    region: await config.region(),
    credentials: config.credentials,
    maxAttempts: 1,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(await differing(config)),
  });
}

describe("S3 signatures", () => {
  it("refuses an unknown key, a wrong secret, another region and a wrong clock", async () => {
    const { object } = setup("signed");
    const get = new GetObjectCommand(object);
    const secretAccessKey = "x".repeat(40);
    const unknownKey = await otherClient(async () => ({
      credentials: { accessKeyId: "AKIAUNKNOWNUNKNOWN00", secretAccessKey },
    }));
    const wrongSecret = await otherClient(async (config) => {
      const { accessKeyId } = await config.credentials();
      return { credentials: { accessKeyId, secretAccessKey } };
    });
    const elsewhere = await otherClient(async () => ({ region: "eu-north-1" }));
    const anHourBehind = await otherClient(async () => ({ systemClockOffset: -3_600_000 }));
    expect(await failureOf(unknownKey.send(get))).toBe("InvalidAccessKeyId 403");
    expect(await failureOf(wrongSecret.send(get))).toBe("SignatureDoesNotMatch 403");
    expect(await failureOf(elsewhere.send(get))).toBe("AuthorizationHeaderMalformed 400");
    expect(await failureOf(anHourBehind.send(get))).toBe("RequestTimeTooSkewed 403");
  });

  it("refuses a request that was changed after it was signed", async () => {
    const { object } = setup("changed");
    const changedWith = async (change: (request: Record<string, unknown>) => void) => {
      const client = await otherClient(async () => ({}));
      client.middlewareStack.add(
        (next) => async (args) => {
          change(args.request as Record<string, unknown>);
          return next(args);
        },
        { step: "deserialize", priority: "high" },
      );
      return failureOf(client.send(new PutObjectCommand({ ...object, Body: "hello" })));
    };
    const changeHeaders = (more: object) =>
      changedWith((sent) => {
        sent["headers"] = { ...(sent["headers"] as object), ...more };
      });
    expect(await changedWith((sent) => (sent["body"] = "jello"))).toMatch(
      /^(XAmzContentSHA256Mismatch|BadDigest) 400$/,
    );
    expect(await changedWith((sent) => (sent["path"] += "2"))).toBe("SignatureDoesNotMatch 403");
    expect(await changedWith((sent) => (sent["method"] = "POST"))).toBe(
      "SignatureDoesNotMatch 403",
    );
    expect(await changedWith((sent) => (sent["query"] = { tagging: "" }))).toBe(
      "SignatureDoesNotMatch 403",
    );
    expect(await changeHeaders({ "content-type": "text/html" })).toBe("SignatureDoesNotMatch 403");
    expect(await changeHeaders({ "x-amz-meta-added": "later" })).toBe("AccessDenied 403");
    const { put } = setup("changed");
    await put();
  });

  it("refuses who does not sign", async () => {
    const { s3, object, put } = setup("unsigned");
    await put();
    const signed = await getSignedUrl(s3, new GetObjectCommand(object));
    const { status } = await fetch(signed.split("?")[0] ?? "");
    expect(status).toBe(403);
  });
});

describe("S3 checksums", () => {
  it("refuses a body that is not what its digest says", async () => {
    const { put } = setup("digest");
    const ofOther = { ChecksumCRC32: "AAAAAA==" };
    expect(await failureOf(put(ofOther))).toBe("BadDigest 400");
  });

  it("keeps a checksum and tells it when asked", async () => {
    const { s3, object, put } = setup("checksum");
    const stored = await put();
    const head = await s3.send(new HeadObjectCommand({ ...object, ChecksumMode: "ENABLED" }));
    expect(stored.ChecksumCRC32).toBe("NhCmhg==");
    expect([head.ChecksumCRC32, head.ChecksumType]).toEqual(["NhCmhg==", "FULL_OBJECT"]);
  });

  it("takes a stream whose checksum follows it", async () => {
    const { put, read } = setup("trailer");
    const pieces = ["a".repeat(70_000), "b".repeat(70_000), "c"];
    const body = Readable.from(pieces.map((piece) => Buffer.from(piece)));
    const stored = await put({ Body: body, ContentLength: 140_001 });
    expect(stored.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
    expect(await read()).toBe(pieces.join(""));
  });
});

describe("S3 keys", () => {
  it.each([
    "한글 파일.xlsx",
    "a b+c%2Fd&e=f?g#h.txt",
    "quote'\"(1)*!~.txt",
    "emoji 🎁 and é and é",
    "slashes//and/./dots/../inside",
    "trailing/",
    "<xml>&amp;",
  ])("keeps %j as its own name", async (name) => {
    const { put, read } = setup(name);
    await put({ Body: name });
    expect(await read()).toBe(name);
  });

  it("takes a key of 1,024 bytes, and none longer", async () => {
    const { prefix, put, read } = setup("");
    const longest = prefix + "가".repeat(300) + "x".repeat(1024 - 900 - prefix.length);
    await put({ Key: longest });
    expect(await read({ Key: longest })).toBe("hello");
    expect(await failureOf(put({ Key: `${longest}x` }))).toBe("KeyTooLongError 400");
  });

  it("refuses a path that climbs out of the bucket", async () => {
    const { s3, bucket, object } = setup("climb");
    const signed = new URL(await getSignedUrl(s3, new GetObjectCommand(object)));
    const climbing = `/${bucket}/../../etc/passwd`;
    const send = signed.protocol === "https:" ? requestTls : request;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = send({ ...address(signed), path: climbing + signed.search }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on("error", reject).end();
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(
      await failureOf(s3.send(new PutObjectCommand({ ...object, Key: "../../x", Body: "x" }))),
    ).toMatch(/ 400$/);
  });

  function address(url: URL) {
    return { host: url.hostname, port: url.port, method: "GET" };
  }
});

describe("S3 calls beyond what is emulated", () => {
  it("never takes a sub-resource for the object", async () => {
    const { s3, object, put, read } = setup("sub-resource");
    await put();
    const tagging = { TagSet: [{ Key: "a", Value: "b" }] };
    await s3.send(new PutObjectTaggingCommand({ ...object, Tagging: tagging })).catch(() => {});
    expect(await read()).toBe("hello");
  });
});
