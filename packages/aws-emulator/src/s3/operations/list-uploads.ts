import { findUpload } from "../find-upload.ts";
import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { renderXml } from "../xml.ts";

/** AbortMultipartUpload. */
export async function abortMultipartUpload(call: S3Call): Promise<S3Answer> {
  await call.bucket.uploads.remove(await findUpload(call));
  return { status: 204 };
}

/** ListMultipartUploads under a prefix: those that somebody began and never ended. */
export async function listMultipartUploads({ request, bucket }: S3Call): Promise<S3Answer> {
  const prefix = request.query.get("prefix") ?? "";
  const uploads = (await bucket.uploads.list()).filter(({ key }) => key.startsWith(prefix));
  const xml = renderXml("ListMultipartUploadsResult", [
    ["Bucket", bucket.name],
    ["Prefix", prefix],
    ["IsTruncated", false],
    ...uploads.map(
      (upload) =>
        [
          "Upload",
          [
            ["Key", upload.key],
            ["UploadId", upload.uploadId],
            ["Initiated", new Date(upload.initiatedMs).toISOString()],
            ["StorageClass", "STANDARD"],
          ],
        ] as const,
    ),
  ]);
  return xmlAnswer(xml);
}
