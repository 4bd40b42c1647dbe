import { RESPONSE_PARAMETERS } from "./object-headers.ts";
import { createMultipartUpload } from "./operations/begin-upload.ts";
import { completeMultipartUpload } from "./operations/complete-upload.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { getObject } from "./operations/get-object.ts";
import { abortMultipartUpload, listMultipartUploads } from "./operations/list-uploads.ts";
import { listObjectVersions } from "./operations/list-versions.ts";
import { putObject } from "./operations/put-object.ts";
import { uploadPart } from "./operations/upload-part.ts";
import type { Operation } from "./s3-call.ts";
import { notImplemented } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

interface Route {
  readonly method: string;
  /** What IAM calls it. */
  readonly action: string;
  readonly on: "bucket" | "object";
  /** Query parameters that make it this operation. */
  readonly needs?: readonly string[];
  readonly allows?: readonly string[];
  readonly run: Operation;
}

/** The first that fits is taken. */
const ROUTES: readonly Route[] = [
  {
    method: "GET",
    on: "bucket",
    needs: ["uploads"],
    allows: ["prefix"],
    action: "ListBucketMultipartUploads",
    run: listMultipartUploads,
  },
  {
    method: "GET",
    on: "bucket",
    needs: ["versions"],
    allows: ["prefix", "key-marker", "version-id-marker", "max-keys"],
    action: "ListBucketVersions",
    run: listObjectVersions,
  },
  {
    method: "GET",
    on: "object",
    allows: ["versionId", ...RESPONSE_PARAMETERS],
    action: "GetObject",
    run: getObject,
  },
  {
    method: "HEAD",
    on: "object",
    allows: ["versionId", ...RESPONSE_PARAMETERS],
    action: "GetObject",
    run: getObject,
  },
  {
    method: "PUT",
    on: "object",
    needs: ["partNumber", "uploadId"],
    action: "PutObject",
    run: uploadPart,
  },
  { method: "PUT", on: "object", action: "PutObject", run: putObject },
  {
    method: "POST",
    on: "object",
    needs: ["uploads"],
    action: "PutObject",
    run: createMultipartUpload,
  },
  {
    method: "POST",
    on: "object",
    needs: ["uploadId"],
    action: "PutObject",
    run: completeMultipartUpload,
  },
  {
    method: "DELETE",
    on: "object",
    needs: ["uploadId"],
    action: "AbortMultipartUpload",
    run: abortMultipartUpload,
  },
  {
    method: "DELETE",
    on: "object",
    allows: ["versionId"],
    action: "DeleteObject",
    run: deleteObject,
  },
];

/** An operation, and what IAM calls it. */
export interface FoundOperation {
  /** E.g. `s3:GetObjectVersion`. */
  readonly action: string;
  readonly run: Operation;
}

/**
 * The operation a request asks for. A parameter that the operation does not know is refused:
 * `PUT key?tagging` must never be taken for a PutObject.
 * @throws {S3Error} NotImplemented
 */
export function findOperation(request: S3Request): FoundOperation {
  const on = request.key === "" ? "bucket" : "object";
  const route = ROUTES.find(
    (candidate) =>
      candidate.method === request.method &&
      candidate.on === on &&
      (candidate.needs ?? []).every((name) => request.query.has(name)),
  );
  if (route === undefined) throw notImplemented(request.method);
  const known = new Set([...(route.needs ?? []), ...(route.allows ?? []), "x-id"]);
  const unknown = [...request.query.keys()].find(
    (name) => !known.has(name) && !name.toLowerCase().startsWith("x-amz-"),
  );
  if (unknown !== undefined) throw notImplemented(unknown);
  const version = request.query.has("versionId") ? "Version" : "";
  return { action: `s3:${route.action}${version}`, run: route.run };
}
