import { notImplemented, S3Error } from "./s3-error.ts";
import type { ObjectVersion, StoredVersion } from "./store/stored-version.ts";

type Headers = ReadonlyMap<string, string>;

/**
 * Whether a write may replace what is there: `If-None-Match: *` or `If-Match`.
 * @throws {S3Error} PreconditionFailed, NoSuchKey, NotImplemented
 */
export function assertMayWrite(headers: Headers, latest: StoredVersion | undefined): void {
  const existing = latest?.kind === "object" ? latest : undefined;
  const ifNoneMatch = headers.get("if-none-match");
  const ifMatch = headers.get("if-match");
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== "*") throw notImplemented("If-None-Match");
    if (existing !== undefined) throw failed("If-None-Match");
  }
  if (ifMatch === undefined) return;
  if (existing === undefined) throw new S3Error("NoSuchKey");
  if (!matches(ifMatch, existing)) throw failed("If-Match");
}

/**
 * Whether a read may be answered, by the rules of RFC 9110 for `If-…` headers.
 * @throws {S3Error} PreconditionFailed, NotModified
 */
export function assertMayRead(headers: Headers, version: ObjectVersion): void {
  const ifMatch = headers.get("if-match");
  const unmodifiedSince = headers.get("if-unmodified-since");
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, version)) throw failed("If-Match");
  } else if (unmodifiedSince !== undefined && isNewerThan(version, unmodifiedSince) === true) {
    throw failed("If-Unmodified-Since");
  }
  const ifNoneMatch = headers.get("if-none-match");
  const modifiedSince = headers.get("if-modified-since");
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, version)) throw notModified(version);
  } else if (modifiedSince !== undefined && isNewerThan(version, modifiedSince) === false) {
    throw notModified(version);
  }
}

function matches(header: string, version: ObjectVersion): boolean {
  const eTags = header
    .split(",")
    .map((eTag) => eTag.trim().replace(/^W\//, "").replaceAll('"', ""));
  return eTags.includes("*") || eTags.includes(version.eTag);
}

/** In whole seconds, all that HTTP dates tell; undefined for a date that can't be read. */
function isNewerThan(version: ObjectVersion, httpDate: string): boolean | undefined {
  const sinceMs = Date.parse(httpDate);
  if (Number.isNaN(sinceMs)) return undefined;
  return Math.floor(version.lastModifiedMs / 1000) * 1000 > sinceMs;
}

function failed(condition: string): S3Error {
  return new S3Error("PreconditionFailed", { details: { Condition: condition } });
}

function notModified(version: ObjectVersion): S3Error {
  return new S3Error("NotModified", { headers: { etag: `"${version.eTag}"` } });
}
