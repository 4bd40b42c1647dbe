import { spawn } from "node:child_process";
import { GetObjectCommand, PutObjectAclCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { failureIn, failureOf } from "../../../../test/contract/s3-failure.ts";
import { startLocalS3 } from "../../src/s3/start-local-s3.ts";
import { Bucket, credentials, newDataDir, read, region, setup } from "./local-s3-under-test.ts";

describe("local S3", () => {
  it("is found by the SDK through AWS_ENDPOINT_URL_S3 alone", async () => {
    const { server } = await setup();
    const script = `
      const { S3Client, ListObjectsV2Command } = await import("@aws-sdk/client-s3");
      const { KeyCount } = await new S3Client({}).send(new ListObjectsV2Command({ Bucket: "sheets" }));
      console.log(KeyCount);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        AWS_ENDPOINT_URL_S3: server.endpoint,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    });
    let output = "";
    for await (const text of child.stdout.setEncoding("utf8")) output += text;
    expect(output).toBe("0\n");
  });

  it("judges expiry by the clock it is given", async () => {
    let nowMs = Date.now();
    const { s3 } = await setup({ nowMs: () => nowMs });
    await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "rows" }));
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "a" }), {
      expiresIn: 60,
      // By the same clock: signatures carry whole seconds, and the test may take longer than one.
      signingDate: new Date(nowMs),
    });
    expect((await fetch(url)).status).toBe(200);
    nowMs += 60_000;
    expect(await failureIn(await fetch(url))).toBe("AccessDenied 403");
  });

  it("refuses what it does not stand in for", async () => {
    const { s3 } = await setup();
    const object = { Bucket, Key: "a" };
    await s3.send(new PutObjectCommand({ ...object, Body: "rows" }));
    const acl = new PutObjectAclCommand({ ...object, ACL: "public-read" });
    const put = (more: object) => s3.send(new PutObjectCommand({ ...object, Body: "b", ...more }));
    expect(await failureOf(s3.send(acl))).toBe("NotImplemented 501");
    expect(await failureOf(put({ Tagging: "a=b" }))).toBe("NotImplemented 501");
    expect(await failureOf(put({ ServerSideEncryption: "aws:kms" }))).toBe("NotImplemented 501");
    expect(await failureOf(put({ ChecksumCRC64NVME: "AAAAAAAAAAA=" }))).toBe("NotImplemented 501");
    expect(await read(s3, "a")).toBe("rows");
  });

  it("will not open a bucket by a name that is a path", async () => {
    const dataDir = await newDataDir();
    const buckets = [{ name: "../elsewhere", corsOrigins: [] }];
    await expect(startLocalS3({ dataDir, region, credentials, buckets })).rejects.toThrow(
      RangeError,
    );
  });
});
