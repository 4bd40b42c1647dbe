import { headersToStore } from "../object-headers.ts";
import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { notImplemented } from "../s3-error.ts";
import { renderXml } from "../xml.ts";

/** CreateMultipartUpload. */
export async function createMultipartUpload({
  request,
  bucket,
  verifier,
}: S3Call): Promise<S3Answer> {
  const algorithm = request.headers.get("x-amz-checksum-algorithm");
  if ((request.headers.get("x-amz-checksum-type") ?? "COMPOSITE") !== "COMPOSITE") {
    throw notImplemented("x-amz-checksum-type");
  }
  if (algorithm !== undefined && algorithm !== "CRC32") {
    throw notImplemented("x-amz-checksum-algorithm");
  }
  const upload = await bucket.uploads.create({
    key: request.key,
    headers: headersToStore(request.headers),
    initiatedMs: verifier.nowMs,
    ...(algorithm === undefined ? {} : { checksumAlgorithm: algorithm }),
  });
  const xml = renderXml("InitiateMultipartUploadResult", [
    ["Bucket", bucket.name],
    ["Key", request.key],
    ["UploadId", upload.uploadId],
  ]);
  return xmlAnswer(
    xml,
    algorithm === undefined
      ? {}
      : { "x-amz-checksum-algorithm": algorithm, "x-amz-checksum-type": "COMPOSITE" },
  );
}
