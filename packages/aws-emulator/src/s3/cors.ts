import type { Bucket } from "./bucket.ts";
import type { S3Answer } from "./s3-call.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

const ALLOWED_METHODS = ["GET", "HEAD", "POST", "PUT"];
const MAX_AGE_SECONDS = 3000;

/** Answers the question a browser asks before it calls. @throws {S3Error} */
export function answerPreflight(request: S3Request, bucket: Bucket): S3Answer {
  const method = request.headers.get("access-control-request-method") ?? "";
  if (!request.headers.has("origin")) throw new S3Error("BadRequest");
  const headers = corsHeaders(request, bucket, method);
  if (headers["access-control-allow-origin"] === undefined) throw new S3Error("AccessForbidden");
  const wanted = request.headers.get("access-control-request-headers");
  return {
    status: 200,
    headers: {
      ...headers,
      "access-control-max-age": String(MAX_AGE_SECONDS),
      ...(wanted === undefined ? {} : { "access-control-allow-headers": wanted }),
    },
  };
}

/** The headers that let a page of one of the bucket's origins read an answer; none for others. */
export function corsHeaders(
  request: S3Request,
  bucket: Bucket,
  method: string = request.method,
): Record<string, string> {
  const origin = request.headers.get("origin");
  if (origin === undefined) return {};
  const isAllowed = ALLOWED_METHODS.includes(method) && bucket.corsOrigins.includes(origin);
  if (!isAllowed) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": ALLOWED_METHODS.join(", "),
    "access-control-expose-headers": "ETag, x-amz-version-id",
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}
