import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ResultFiles } from "../../domain/report/result-store.ts";
import { isMissing } from "./missing-object.ts";

/** Reads result workbooks as whole files. */
export function createS3ResultFiles({
  s3,
  bucket,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
}): ResultFiles {
  return {
    async read(resultKey, maxBytes) {
      try {
        const { Body, ContentLength } = await s3.send(
          new GetObjectCommand({ Bucket: bucket, Key: resultKey }),
        );
        if (Body === undefined) return undefined;
        if (ContentLength === undefined || ContentLength > maxBytes) {
          // Nobody reads the rest: let go of the connection.
          if ("destroy" in Body) Body.destroy();
          return undefined;
        }
        return await Body.transformToByteArray();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}
