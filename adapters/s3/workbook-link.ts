import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { attachmentNamed } from "./content-disposition.ts";

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
