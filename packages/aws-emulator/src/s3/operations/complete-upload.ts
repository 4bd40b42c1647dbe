import { createHash } from "node:crypto";
import { createChecksum } from "../body/checksum.ts";
import { receiveBody } from "../body/receive-body.ts";
import { readSmallBody } from "../body/request-body.ts";
import { type CompletedPart, parseCompletion } from "../completion-xml.ts";
import { findUpload } from "../find-upload.ts";
import { versionHeaders } from "../object-headers.ts";
import { assertMayWrite } from "../preconditions.ts";
import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { S3Error } from "../s3-error.ts";
import type { StoredChecksum } from "../store/stored-version.ts";
import type { MultipartUpload, UploadedPart } from "../store/upload-store.ts";
import { storeReceived } from "../store-received.ts";
import { renderXml } from "../xml.ts";

const MIN_PART_BYTES = 5 * 1024 * 1024;
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;

/** CompleteMultipartUpload: the parts named become one object, in the order of their numbers. */
export async function completeMultipartUpload(call: S3Call): Promise<S3Answer> {
  const { request, bucket } = call;
  const upload = await findUpload(call);
  const stated = parseCompletion(await readSmallBody(call));
  const parts = pickParts(stated, await bucket.uploads.parts(upload), upload);
  assertMayWrite(request.headers, bucket.objects.latest(request.key));

  const body = { data: bucket.uploads.readParts(upload, parts), trailers: new Map() };
  const limits = { minBytes: 0, maxBytes: MAX_OBJECT_BYTES };
  const received = await receiveBody(body, bucket.objects.temporaryPath(), limits);
  const checksum = compositeChecksum(parts, upload);
  const version = await storeReceived(bucket, received, {
    key: request.key,
    headers: upload.headers,
    conditions: request.headers,
    eTag: compositeETag(parts),
    ...(checksum === undefined ? {} : { checksum }),
  });
  // The parts stay until the event is taken, so that a completion that failed can be repeated.
  await call.announce(version, "ObjectCreated:CompleteMultipartUpload");
  await bucket.uploads.remove(upload);
  const xml = renderXml("CompleteMultipartUploadResult", [
    ["Location", `/${bucket.name}/${request.key}`],
    ["Bucket", bucket.name],
    ["Key", request.key],
    ["ETag", `"${version.eTag}"`],
    ["ChecksumCRC32", checksum?.value],
    ["ChecksumType", checksum?.type],
  ]);
  return xmlAnswer(xml, versionHeaders(version));
}

function pickParts(
  stated: readonly CompletedPart[],
  uploaded: readonly UploadedPart[],
  upload: MultipartUpload,
): readonly UploadedPart[] {
  const isInOrder = stated.every(
    (part, index) => part.partNumber > (stated[index - 1]?.partNumber ?? 0),
  );
  if (!isInOrder) {
    throw new S3Error("InvalidPartOrder", { details: { UploadId: upload.uploadId } });
  }
  const byNumber = new Map(uploaded.map((part) => [part.partNumber, part]));
  return stated.map((part, index) => {
    const found = byNumber.get(part.partNumber);
    const isSame =
      found?.eTag === part.eTag &&
      (part.checksum === undefined || part.checksum === found.checksum?.value);
    if (found === undefined || !isSame) {
      throw new S3Error("InvalidPart", {
        details: {
          UploadId: upload.uploadId,
          PartNumber: String(part.partNumber),
          ETag: part.eTag,
        },
      });
    }
    if (index < stated.length - 1 && found.sizeBytes < MIN_PART_BYTES) {
      throw new S3Error("EntityTooSmall", {
        details: {
          ProposedSize: String(found.sizeBytes),
          MinSizeAllowed: String(MIN_PART_BYTES),
          PartNumber: String(found.partNumber),
          ETag: found.eTag,
        },
      });
    }
    return found;
  });
}

function compositeETag(parts: readonly UploadedPart[]): string {
  const md5 = createHash("md5");
  for (const part of parts) md5.update(Buffer.from(part.eTag, "hex"));
  return `${md5.digest("hex")}-${parts.length}`;
}

function compositeChecksum(
  parts: readonly UploadedPart[],
  { checksumAlgorithm: algorithm }: MultipartUpload,
): StoredChecksum | undefined {
  if (algorithm === undefined) return undefined;
  const checksum = createChecksum();
  for (const part of parts) checksum.update(Buffer.from(part.checksum?.value ?? "", "base64"));
  return { algorithm, value: `${checksum.digest()}-${parts.length}`, type: "COMPOSITE" };
}
