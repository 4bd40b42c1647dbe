import { findUpload } from "../find-upload.ts";
import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { invalidArgument } from "../s3-error.ts";
import { renderXml } from "../xml.ts";

const MAX_PARTS = 1000;

/** AbortMultipartUpload. */
export async function abortMultipartUpload(call: S3Call): Promise<S3Answer> {
  await call.bucket.uploads.remove(await findUpload(call));
  return { status: 204 };
}

/** ListParts of one upload. */
export async function listParts(call: S3Call): Promise<S3Answer> {
  const { request, bucket } = call;
  const upload = await findUpload(call);
  const maxParts = parseCount(request.query, "max-parts", MAX_PARTS);
  const marker = parseCount(request.query, "part-number-marker", 0);
  const parts = (await bucket.uploads.parts(upload)).filter((part) => part.partNumber > marker);
  const page = parts.slice(0, Math.min(maxParts, MAX_PARTS));
  const isTruncated = page.length < parts.length;
  const xml = renderXml("ListPartsResult", [
    ["Bucket", bucket.name],
    ["Key", upload.key],
    ["UploadId", upload.uploadId],
    ["PartNumberMarker", marker],
    ["NextPartNumberMarker", isTruncated ? page.at(-1)?.partNumber : undefined],
    ["MaxParts", maxParts],
    ["IsTruncated", isTruncated],
    ["ChecksumAlgorithm", upload.checksumAlgorithm],
    ...page.map((part) => {
      const checksum = part.checksum;
      return [
        "Part",
        [
          ["PartNumber", part.partNumber],
          ["LastModified", new Date(part.lastModifiedMs).toISOString()],
          ["ETag", `"${part.eTag}"`],
          ["Size", part.sizeBytes],
          [`Checksum${checksum?.algorithm ?? "CRC32"}`, checksum?.value],
        ],
      ] as const;
    }),
  ]);
  return xmlAnswer(xml);
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

function parseCount(query: ReadonlyMap<string, string>, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) {
    throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`);
  }
  return Number(text);
}
