import { CHECKSUM_HEADER } from "../body/checksum.ts";
import { receiveRequestBody } from "../body/request-body.ts";
import { findUpload } from "../find-upload.ts";
import type { S3Answer, S3Call } from "../s3-call.ts";
import { invalidArgument, notImplemented, S3Error } from "../s3-error.ts";

const MAX_PART_NUMBER = 10_000;

/** UploadPart: bytes on their way into an object; sent again it replaces what came first. */
export async function uploadPart(call: S3Call): Promise<S3Answer> {
  const { request, bucket } = call;
  if (request.headers.has("x-amz-copy-source")) throw notImplemented("x-amz-copy-source");
  const partNumber = parsePartNumber(request.query.get("partNumber") ?? "");
  const upload = await findUpload(call);
  const received = await receiveRequestBody(call);
  const { sizeBytes, md5Hex, checksum } = received;
  if (upload.checksumAlgorithm !== undefined && checksum === undefined) {
    throw new S3Error("InvalidRequest", {
      message:
        "Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: null",
    });
  }
  await bucket.uploads.addPart(
    upload,
    {
      partNumber,
      sizeBytes,
      eTag: md5Hex,
      ...(checksum === undefined
        ? {}
        : { checksum: { algorithm: "CRC32" as const, value: checksum } }),
    },
    received.path,
  );
  return {
    status: 200,
    headers: {
      etag: `"${md5Hex}"`,
      "x-amz-server-side-encryption": "AES256",
      ...(checksum === undefined ? {} : { [CHECKSUM_HEADER]: checksum }),
    },
  };
}

function parsePartNumber(text: string): number {
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber >= 1 && partNumber <= MAX_PART_NUMBER) return partNumber;
  throw invalidArgument(
    "partNumber",
    text,
    `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
  );
}
