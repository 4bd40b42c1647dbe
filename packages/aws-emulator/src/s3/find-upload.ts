import type { S3Call } from "./s3-call.ts";
import { S3Error } from "./s3-error.ts";
import type { MultipartUpload } from "./store/upload-store.ts";

/** @throws {S3Error} NoSuchUpload when it was never begun, or is completed or aborted. */
export async function findUpload({ request, bucket }: S3Call): Promise<MultipartUpload> {
  const uploadId = request.query.get("uploadId") ?? "";
  const upload = await bucket.uploads.get(request.key, uploadId);
  if (upload === undefined) {
    throw new S3Error("NoSuchUpload", { details: { UploadId: uploadId } });
  }
  return upload;
}
