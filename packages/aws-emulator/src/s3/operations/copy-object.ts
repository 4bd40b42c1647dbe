import { link } from "node:fs/promises";
import { findVersion } from "../find-version.ts";
import { headersToStore, parseCopySource, versionHeaders } from "../object-headers.ts";
import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { notImplemented, S3Error } from "../s3-error.ts";
import type { ObjectVersion } from "../store/stored-version.ts";
import { storeReceived } from "../store-received.ts";
import { renderXml } from "../xml.ts";

const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** CopyObject: a new version with the bytes of another object, of this bucket or one beside it. */
export async function copyObject(call: S3Call): Promise<S3Answer> {
  const { request, bucket } = call;
  const source = findSource(call);
  const headers = headersFor(call, source.version);
  const path = bucket.objects.temporaryPath();
  // Bodies never change once stored, so that two versions may share one.
  await link(source.path, path);
  const { sizeBytes, eTag, checksum } = source.version;
  const version = await storeReceived(
    bucket,
    { path, sizeBytes, md5Hex: eTag },
    {
      key: request.key,
      headers,
      conditions: request.headers,
      ...(checksum === undefined ? {} : { checksum }),
    },
  );
  await call.announce(version, "ObjectCreated:Copy");
  const xml = renderXml("CopyObjectResult", [
    ["LastModified", new Date(version.lastModifiedMs).toISOString()],
    ["ETag", `"${version.eTag}"`],
  ]);
  return xmlAnswer(xml, {
    ...versionHeaders(version),
    "x-amz-copy-source-version-id": source.version.versionId,
  });
}

function findSource(call: S3Call): { version: ObjectVersion; path: string } {
  const { request, buckets } = call;
  const condition = [...request.headers.keys()].find((name) =>
    name.startsWith("x-amz-copy-source-if-"),
  );
  if (condition !== undefined) throw notImplemented(condition);
  const { bucketName, key, versionId } = parseCopySource(
    request.headers.get("x-amz-copy-source") ?? "",
  );
  const bucket = buckets.get(bucketName);
  if (bucket === undefined) {
    throw new S3Error("NoSuchBucket", { details: { BucketName: bucketName } });
  }
  const version = findVersion(bucket, key, versionId);
  if (version.sizeBytes > MAX_COPY_BYTES) {
    throw new S3Error("InvalidRequest", {
      message: `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_COPY_BYTES}`,
    });
  }
  return { version, path: bucket.objects.bodyPath(version) };
}

function headersFor({ request, bucket }: S3Call, source: ObjectVersion): Record<string, string> {
  const given = headersToStore(request.headers);
  if (request.headers.get("x-amz-metadata-directive") === "REPLACE") return given;
  const isOntoItself =
    bucket.objects.latest(request.key) === source &&
    !(request.headers.get("x-amz-copy-source") ?? "").includes("versionId=");
  if (isOntoItself) {
    throw new S3Error("InvalidRequest", {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
  }
  return source.headers;
}
