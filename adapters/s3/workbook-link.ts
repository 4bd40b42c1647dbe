import { GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { isMissing } from "./missing-object.ts";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * A link that downloads a workbook: presigned, so that it needs no credentials of the reader's.
 * Undefined when there is no such workbook (any more): whoever follows a link is told by S3 alone.
 */
export async function linkToWorkbook(
  { s3, bucket }: { readonly s3: S3Client; readonly bucket: string },
  key: string,
  { fileName, expiresInSeconds }: { readonly fileName: string; readonly expiresInSeconds: number },
): Promise<string | undefined> {
  if (!(await exists(s3, bucket, key))) return undefined;
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: attachmentNamed(fileName),
    ResponseContentType: XLSX,
  });
  return getSignedUrl(s3, command, { expiresIn: expiresInSeconds });
}

async function exists(s3: S3Client, bucket: string, key: string): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * A `Content-Disposition` that downloads under any name: the name itself as RFC 5987 writes it,
 * and a plain fallback for readers that don't know that (RFC 6266).
 */
function attachmentNamed(fileName: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name must not end the header.
  const name = fileName.toWellFormed().replaceAll(/[\u0000-\u001f\u007f/\\]/g, "_");
  const fallback = name.replaceAll(/[^\x20-\x7e]|["%]/g, "_");
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encodeRfc5987(name)}`;
}

function encodeRfc5987(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
