import { S3ServiceException } from "@aws-sdk/client-s3";

/**
 * True when S3 says that a key or version does not exist; to a HEAD it says NotFound, without a body. A role without `s3:ListBucket` gets
 * AccessDenied instead, so that it can't tell a missing object from a missing right.
 */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  if (["NoSuchKey", "NoSuchVersion", "NotFound"].includes(error.name)) return true;
  // A version that is a delete marker, and an id that S3 never gave out.
  if (error.name === "MethodNotAllowed") return true;
  return (
    error.name === "InvalidArgument" &&
    "ArgumentName" in error &&
    error.ArgumentName === "versionId"
  );
}
