import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { onTestFinished } from "vitest";
import { type LocalS3Options, startLocalS3 } from "../../src/s3/start-local-s3.ts";

export const region = "ap-northeast-2";
export const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
export const Bucket = "sheets";

export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "local-s3-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  return dataDir;
}

/** A client that asks only once, unless told otherwise. */
export function connectTo(endpoint: string, maxAttempts = 1): S3Client {
  const s3 = new S3Client({ endpoint, region, credentials, maxAttempts });
  onTestFinished(() => s3.destroy());
  return s3;
}

/** An emulator of the test's own, gone when the test is finished. */
export async function setup(options: Partial<LocalS3Options> = {}) {
  const dataDir = options.dataDir ?? (await newDataDir());
  const server = await startLocalS3({
    dataDir,
    region,
    credentials,
    buckets: [{ name: Bucket, corsOrigins: [] }],
    ...options,
  });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= server.close();
    return closing;
  };
  onTestFinished(close);
  return { s3: connectTo(server.endpoint), dataDir, server: { ...server, close } };
}

export async function read(s3: S3Client, Key: string, VersionId?: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
}

/** How a call failed, as code and status, e.g. `NoSuchKey 404`. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
  const failure = await call.then(
    () => "no failure",
    (error: unknown) => error,
  );
  if (!(failure instanceof S3ServiceException)) return String(failure);
  return `${failure.name} ${failure.$metadata.httpStatusCode}`;
}
