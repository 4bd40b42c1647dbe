import type { Bucket } from "./bucket.ts";
import { invalidArgument, S3Error } from "./s3-error.ts";
import type { ObjectVersion } from "./store/stored-version.ts";

/** @throws {S3Error} InvalidArgument for what never was a version id of S3's. */
export function assertVersionId(versionId: string): void {
  if (!/^[\w-]{32}$/.test(versionId)) {
    throw invalidArgument("versionId", versionId, "Invalid version id specified");
  }
}

/**
 * The object a read means: the newest, or that very version.
 * @throws {S3Error} NoSuchKey, NoSuchVersion, InvalidArgument, MethodNotAllowed (a delete marker)
 */
export function findVersion(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  if (versionId === undefined) {
    const latest = bucket.objects.latest(key);
    if (latest?.kind === "object") return latest;
    throw new S3Error("NoSuchKey", {
      details: { Key: key },
      headers:
        latest === undefined
          ? {}
          : { "x-amz-delete-marker": "true", "x-amz-version-id": latest.versionId },
    });
  }
  assertVersionId(versionId);
  const version = bucket.objects.version(key, versionId);
  if (version === undefined) {
    throw new S3Error("NoSuchVersion", { details: { Key: key, VersionId: versionId } });
  }
  if (version.kind === "object") return version;
  throw new S3Error("MethodNotAllowed", {
    details: { Method: "GET", ResourceType: "DeleteMarker" },
    headers: {
      allow: "DELETE",
      "x-amz-delete-marker": "true",
      "x-amz-version-id": version.versionId,
    },
  });
}
