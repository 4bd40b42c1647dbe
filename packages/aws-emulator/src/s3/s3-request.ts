import type { IncomingMessage } from "node:http";
import { parseQuery, type WireRequest } from "../signature/wire-request.ts";
import { S3Error } from "./s3-error.ts";

/** A request in S3's own words, path style only. */
export interface S3Request {
  readonly wire: WireRequest;
  readonly method: string;
  /** Empty when the service itself is addressed. */
  readonly bucketName: string;
  /** Empty when the bucket itself is addressed. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name; those that a presigned URL carries in its query included. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body as it comes: whoever stops reading it leaves the rest to the next. */
  readonly body: AsyncIterable<Buffer>;
}

const MAX_KEY_BYTES = 1024;
const SIGNING_PARAMETERS = new Set([
  "x-amz-algorithm",
  "x-amz-credential",
  "x-amz-date",
  "x-amz-expires",
  "x-amz-signedheaders",
  "x-amz-signature",
  "x-amz-content-sha256",
]);

/** A request's body that can be left early without cutting the connection before the answer. */
export function openBody(message: IncomingMessage): AsyncIterable<Buffer> {
  const iterator: AsyncIterator<Buffer> = message.iterator({ destroyOnReturn: false });
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
}

/** @throws {S3Error} InvalidURI, KeyTooLongError */
export function parseS3Request(message: IncomingMessage, body: AsyncIterable<Buffer>): S3Request {
  const method = message.method ?? "";
  const [path = "", ...rest] = (message.url ?? "").split("?");
  const wire = { method, path, query: rest.join("?"), headers: message.headers };
  const { bucketName, key } = parsePath(path);
  const query = new Map(decodeOrThrow(() => parseQuery(wire.query)));
  return { wire, method, bucketName, key, query, headers: gatherHeaders(message, query), body };
}

function parsePath(path: string): { bucketName: string; key: string } {
  const decoded = decodeOrThrow(() => decodeURIComponent(path));
  if (!decoded.startsWith("/")) throw new S3Error("InvalidURI");
  const slash = decoded.indexOf("/", 1);
  const bucketName = slash < 0 ? decoded.slice(1) : decoded.slice(1, slash);
  const key = slash < 0 ? "" : decoded.slice(slash + 1);
  assertKey(key);
  return { bucketName, key };
}

/** @throws {S3Error} KeyTooLongError; InvalidURI when the key climbs out of its bucket. */
export function assertKey(key: string): void {
  const sizeBytes = Buffer.byteLength(key);
  if (sizeBytes > MAX_KEY_BYTES) {
    throw new S3Error("KeyTooLongError", {
      details: { Size: String(sizeBytes), MaxSizeAllowed: String(MAX_KEY_BYTES) },
    });
  }
  // In path style the bucket is the first element, so that one `..` is still within the service.
  let depth = 1;
  for (const element of key.split("/")) {
    if (element === "..") depth -= 1;
    else if (element !== "." && element !== "") depth += 1;
    if (depth < 0) throw new S3Error("InvalidURI");
  }
}

function gatherHeaders(
  message: IncomingMessage,
  query: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of query) {
    const header = name.toLowerCase();
    if (header.startsWith("x-amz-") && !SIGNING_PARAMETERS.has(header)) headers.set(header, value);
  }
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  return headers;
}

function decodeOrThrow<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw new S3Error("InvalidURI", { cause: error });
  }
}
