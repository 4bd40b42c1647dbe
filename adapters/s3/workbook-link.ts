import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A link that downloads a workbook: presigned, so that it needs no credentials of the reader's. */
export async function linkToWorkbook(
  { s3, bucket }: { readonly s3: S3Client; readonly bucket: string },
  key: string,
  { fileName, expiresInSeconds }: { readonly fileName: string; readonly expiresInSeconds: number },
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: attachmentNamed(fileName),
    ResponseContentType: XLSX,
  });
  return getSignedUrl(s3, command, { expiresIn: expiresInSeconds });
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
