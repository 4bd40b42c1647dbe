import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { startLocalS3 } from "@paysheet/aws-emulator/s3";

/** Where the stores keep their objects; below them the prefix is used too. */
const STORE_FOLDERS = ["", "sheets/", "checks/", "chunks/", "results/"];

/** The origin whose pages the bucket under test answers. */
export const PAGE_ORIGIN = "https://paysheet.example.com";

/** A versioned bucket somewhere, and a prefix in it that nobody else uses. */
export interface S3UnderTest {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly prefix: string;
  /** Removes all keys with that prefix, the stores' own folders included, and what was made for it. */
  remove(): Promise<void>;
}

/**
 * The S3 that `AWS_ENDPOINT_URL_S3` names, in the bucket `PAYSHEET_CONTRACT_BUCKET` or one made
 * for the purpose; without it the embedded emulator.
 */
export async function openS3UnderTest(): Promise<S3UnderTest> {
  const prefix = `contract-${randomUUID()}/`;
  if (process.env["AWS_ENDPOINT_URL_S3"] === undefined) return openEmbedded(prefix);
  const s3 = new S3Client({});
  const given = process.env["PAYSHEET_CONTRACT_BUCKET"];
  const bucket = given ?? `paysheet-contract-${randomUUID()}`;
  if (given === undefined) await createBucket(s3, bucket);
  return {
    s3,
    bucket,
    prefix,
    async remove() {
      for (const folder of STORE_FOLDERS) {
        await abortUploads(s3, bucket, folder + prefix);
        await removeVersions(s3, bucket, folder + prefix);
      }
      if (given === undefined) await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
      s3.destroy();
    },
  };
}

/** The same, and an empty directory for what stores keep on disk meanwhile. */
export async function openS3StoresUnderTest(): Promise<
  S3UnderTest & { readonly temporaryDirectory: string }
> {
  const underTest = await openS3UnderTest();
  const temporaryDirectory = await mkdtemp(join(tmpdir(), "s3-stores-"));
  return {
    ...underTest,
    temporaryDirectory,
    async remove() {
      await underTest.remove();
      await rm(temporaryDirectory, { recursive: true });
    },
  };
}

async function openEmbedded(prefix: string): Promise<S3UnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), "s3-contract-"));
  const bucket = "paysheet-contract";
  const region = "ap-northeast-2";
  const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
  const server = await startLocalS3({
    dataDir,
    region,
    credentials,
    buckets: [{ name: bucket, corsOrigins: [PAGE_ORIGIN] }],
  });
  const s3 = new S3Client({ endpoint: server.endpoint, region, credentials });
  return {
    s3,
    bucket,
    prefix,
    async remove() {
      s3.destroy();
      await server.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function createBucket(s3: S3Client, bucket: string): Promise<void> {
  const region = await s3.config.region();
  await s3.send(
    new CreateBucketCommand({
      Bucket: bucket,
      ...(region === "us-east-1"
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: region as "ap-northeast-2" } }),
    }),
  );
  await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: bucket,
      VersioningConfiguration: { Status: "Enabled" },
    }),
  );
  await s3.send(
    new PutBucketCorsCommand({
      Bucket: bucket,
      CORSConfiguration: {
        CORSRules: [
          {
            AllowedOrigins: [PAGE_ORIGIN],
            AllowedMethods: ["GET", "HEAD", "POST", "PUT"],
            AllowedHeaders: ["*"],
            ExposeHeaders: ["ETag", "x-amz-version-id"],
          },
        ],
      },
    }),
  );
}

async function removeVersions(s3: S3Client, bucket: string, prefix: string): Promise<void> {
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }));
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (versions.length === 0) return;
    for (const { Key, VersionId } of versions) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
    }
  }
}

async function abortUploads(s3: S3Client, bucket: string, prefix: string): Promise<void> {
  const page = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }));
  for (const { Key, UploadId } of page.Uploads ?? []) {
    await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  }
}
