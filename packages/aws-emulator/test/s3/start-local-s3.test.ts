import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  ListObjectsV2Command,
  PutObjectAclCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { startLocalS3 } from "../../src/s3/start-local-s3.ts";
import {
  Bucket,
  credentials,
  failureOf,
  newDataDir,
  read,
  region,
  setup,
} from "./local-s3-under-test.ts";

describe("local S3", () => {
  it("is found by the SDK through AWS_ENDPOINT_URL_S3 alone", async () => {
    const { server } = await setup();
    const script = `
      const { S3Client, PutObjectCommand } = await import("@aws-sdk/client-s3");
      const put = new PutObjectCommand({ Bucket: "sheets", Key: "a", Body: "rows" });
      console.log((await new S3Client({}).send(put)).ETag);`;
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
    expect(output).toBe(`"${createHash("md5").update("rows").digest("hex")}"\n`);
  });

  it("refuses what it does not emulate", async () => {
    const { s3 } = await setup();
    const object = { Bucket, Key: "a" };
    await s3.send(new PutObjectCommand({ ...object, Body: "rows" }));
    const acl = new PutObjectAclCommand({ ...object, ACL: "public-read" });
    const put = (more: object) => s3.send(new PutObjectCommand({ ...object, Body: "b", ...more }));
    expect(await failureOf(s3.send(acl))).toBe("NotImplemented 501");
    const copy = new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` });
    expect(await failureOf(s3.send(copy))).toBe("NotImplemented 501");
    const list = new ListObjectsV2Command({ Bucket });
    expect(await failureOf(s3.send(list))).toBe("NotImplemented 501");
    expect(await failureOf(put({ Tagging: "a=b" }))).toBe("NotImplemented 501");
    expect(await failureOf(put({ Metadata: { a: "b" } }))).toBe("NotImplemented 501");
    expect(await failureOf(put({ IfMatch: '"any"' }))).toBe("NotImplemented 501");
    expect(await failureOf(put({ ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }))).toBe(
      "NotImplemented 501",
    );
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
