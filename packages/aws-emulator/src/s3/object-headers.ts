import { CHECKSUM_HEADER } from "./body/checksum.ts";
import { notImplemented, S3Error } from "./s3-error.ts";
import type { ObjectVersion } from "./store/stored-version.ts";

/** Headers that ask for what is not kept here; passing over them would hide mistakes. */
const UNSUPPORTED_HEADERS = [
  "cache-control",
  "content-disposition",
  "content-language",
  "expires",
  "x-amz-acl",
  "x-amz-copy-source",
  "x-amz-tagging",
  "x-amz-website-redirect-location",
  "x-amz-write-offset-bytes",
];
const UNSUPPORTED_PREFIXES = [
  "x-amz-grant-",
  "x-amz-meta-",
  "x-amz-object-lock-",
  "x-amz-server-side-encryption-",
];
const ONLY_VALUES = new Map([
  // How the body travelled, not what the object is.
  ["content-encoding", "aws-chunked"],
  ["x-amz-storage-class", "STANDARD"],
  ["x-amz-server-side-encryption", "AES256"],
]);

/**
 * What is kept of a request's headers, or a form's fields, with the object: its type.
 * @throws {S3Error} NotImplemented
 */
export function headersToStore(given: ReadonlyMap<string, string>): Record<string, string> {
  for (const [name, value] of given) {
    const only = ONLY_VALUES.get(name);
    const isUnsupported =
      (only !== undefined && value !== only) ||
      UNSUPPORTED_HEADERS.includes(name) ||
      UNSUPPORTED_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (isUnsupported) throw notImplemented(name);
  }
  return { "content-type": given.get("content-type") ?? "binary/octet-stream" };
}

/** The headers that name a version just made. */
export function versionHeaders(version: ObjectVersion): Record<string, string> {
  return {
    etag: `"${version.eTag}"`,
    "x-amz-version-id": version.versionId,
    "x-amz-server-side-encryption": "AES256",
    ...checksumHeaders(version),
  };
}

export function checksumHeaders(version: ObjectVersion): Record<string, string> {
  if (version.checksum === undefined) return {};
  const { value, type } = version.checksum;
  return { [CHECKSUM_HEADER]: value, "x-amz-checksum-type": type };
}

/** Headers that a GET may ask for in place of the stored ones. */
const OVERRIDABLE = ["content-disposition", "content-type"];

/** The parameters of a GET that ask for them. */
export const RESPONSE_PARAMETERS: readonly string[] = OVERRIDABLE.map((name) => `response-${name}`);

export function responseOverrides(query: ReadonlyMap<string, string>): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const header of OVERRIDABLE) {
    const name = `response-${header}`;
    const value = query.get(name);
    if (value === undefined) continue;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new S3Error("InvalidArgument", {
        message: "Header value cannot be represented using ISO-8859-1.",
        details: { ArgumentName: name, ArgumentValue: value },
      });
    }
    overrides[header] = value;
  }
  return overrides;
}
