import { GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { isMissing } from "./missing-object.ts";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

interface Store {
  readonly s3: S3Client;
  readonly bucket: string;
}

interface Download {
  readonly fileName: string;
  readonly expiresInSeconds: number;
}

/** A link that downloads a workbook; see {@link linkToFile}. */
export async function linkToWorkbook(
  store: Store,
  key: string,
  download: Download,
): Promise<string | undefined> {
  return await linkToFile(store, { Key: key }, { ...download, contentType: XLSX });
}

/**
 * A link that downloads a file: presigned, so that it needs no credentials of the reader's.
 * Undefined when there is no such file (any more): whoever follows a link is told by S3 alone.
 */
export async function linkToFile(
  { s3, bucket }: Store,
  file: { readonly Key: string; readonly VersionId?: string },
  { fileName, expiresInSeconds, contentType }: Download & { readonly contentType: string },
): Promise<string | undefined> {
  const object = { Bucket: bucket, ...file };
  if (!(await exists(s3, object))) return undefined;
  const command = new GetObjectCommand({
    ...object,
    ResponseContentDisposition: attachmentNamed(fileName),
    ResponseContentType: contentType,
  });
  return getSignedUrl(s3, command, { expiresIn: expiresInSeconds });
}

async function exists(
  s3: S3Client,
  object: { readonly Bucket: string; readonly Key: string; readonly VersionId?: string },
): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand(object));
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
