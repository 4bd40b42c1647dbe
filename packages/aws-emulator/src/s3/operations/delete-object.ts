import { assertVersionId } from "../find-version.ts";
import type { S3Answer, S3Call } from "../s3-call.ts";
import { notImplemented } from "../s3-error.ts";
import type { StoredVersion } from "../store/stored-version.ts";

/** DeleteObject: hides the key behind a delete marker, or removes one version for good. */
export function deleteObject({ request, bucket }: S3Call): S3Answer {
  if (request.headers.has("if-match")) throw notImplemented("If-Match");
  const versionId = request.query.get("versionId");
  if (versionId === undefined) {
    return { status: 204, headers: describe(bucket.objects.addDeleteMarker(request.key)) };
  }
  assertVersionId(versionId);
  const removed = bucket.objects.removeVersion(request.key, versionId);
  const headers = removed === undefined ? { "x-amz-version-id": versionId } : describe(removed);
  return { status: 204, headers };
}

function describe(version: StoredVersion): Record<string, string> {
  return {
    "x-amz-version-id": version.versionId,
    ...(version.kind === "delete_marker" ? { "x-amz-delete-marker": "true" } : {}),
  };
}
