import { findVersion } from "../find-version.ts";
import { checksumHeaders, responseOverrides } from "../object-headers.ts";
import { assertMayRead } from "../preconditions.ts";
import { parseRange } from "../range.ts";
import type { S3Answer, S3Call } from "../s3-call.ts";
import { invalidArgument } from "../s3-error.ts";
import type { ObjectVersion } from "../store/stored-version.ts";

/** GetObject and HeadObject: the server leaves out the body of the latter. */
export function getObject(call: S3Call): S3Answer {
  const { request, bucket } = call;
  const versionId = request.query.get("versionId");
  if (versionId === "") {
    throw invalidArgument("versionId", "", "Version id cannot be the empty string");
  }
  const version = findVersion(bucket, request.key, versionId);
  assertMayRead(request.headers, version);
  const range = parseRange(request.headers.get("range"), version.sizeBytes);
  const { start, end } = range ?? { start: 0, end: version.sizeBytes - 1 };
  const wantsChecksum = request.headers.get("x-amz-checksum-mode")?.toUpperCase() === "ENABLED";
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...describe(version),
      ...responseOverrides(request.query),
      // A checksum is of the whole object and says nothing of a part of it.
      ...(wantsChecksum && range === undefined ? checksumHeaders(version) : {}),
      ...(range === undefined
        ? {}
        : { "content-range": `bytes ${start}-${end}/${version.sizeBytes}` }),
    },
    body: { path: bucket.objects.bodyPath(version), start, end },
  };
}

function describe(version: ObjectVersion): Record<string, string> {
  return {
    ...version.headers,
    "accept-ranges": "bytes",
    etag: `"${version.eTag}"`,
    "last-modified": new Date(version.lastModifiedMs).toUTCString(),
    "x-amz-version-id": version.versionId,
    "x-amz-server-side-encryption": "AES256",
  };
}
