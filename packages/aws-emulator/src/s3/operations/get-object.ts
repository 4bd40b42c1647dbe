import { findVersion } from "../find-version.ts";
import { checksumHeaders, responseOverrides } from "../object-headers.ts";
import type { S3Answer, S3Call } from "../s3-call.ts";
import { invalidArgument } from "../s3-error.ts";
import type { ObjectVersion } from "../store/stored-version.ts";

/**
 * GetObject and HeadObject: the server leaves out the body of the latter. Ranges and conditions are
 * not looked at, as HTTP allows: the whole object is sent.
 */
export function getObject({ request, bucket }: S3Call): S3Answer {
  const versionId = request.query.get("versionId");
  if (versionId === "") {
    throw invalidArgument("versionId", "", "Version id cannot be the empty string");
  }
  const version = findVersion(bucket, request.key, versionId);
  const wantsChecksum = request.headers.get("x-amz-checksum-mode")?.toUpperCase() === "ENABLED";
  return {
    status: 200,
    headers: {
      ...describe(version),
      ...responseOverrides(request.query),
      ...(wantsChecksum ? checksumHeaders(version) : {}),
    },
    body: { path: bucket.objects.bodyPath(version), sizeBytes: version.sizeBytes },
  };
}

function describe(version: ObjectVersion): Record<string, string> {
  return {
    ...version.headers,
    etag: `"${version.eTag}"`,
    "last-modified": new Date(version.lastModifiedMs).toUTCString(),
    "x-amz-version-id": version.versionId,
    "x-amz-server-side-encryption": "AES256",
  };
}
