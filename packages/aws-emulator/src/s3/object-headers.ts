import { parseQuery } from "../signature/canonical-request.ts";
import { checksumHeader } from "./body/checksum.ts";
import { notImplemented, S3Error } from "./s3-error.ts";
import type { ObjectVersion } from "./store/stored-version.ts";

const STORED_HEADERS = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];
const MAX_METADATA_BYTES = 2 * 1024;

/** Headers that ask for what this emulator does not keep; passing over them would hide mistakes. */
const UNSUPPORTED_HEADERS = [
  "x-amz-acl",
  "x-amz-tagging",
  "x-amz-website-redirect-location",
  "x-amz-write-offset-bytes",
];
const UNSUPPORTED_PREFIXES = [
  "x-amz-grant-",
  "x-amz-object-lock-",
  "x-amz-server-side-encryption-",
];
const ONLY_VALUES = new Map([
  ["x-amz-storage-class", "STANDARD"],
  ["x-amz-server-side-encryption", "AES256"],
]);

/**
 * What is kept of a request's headers, or a form's fields, with the object.
 * @throws {S3Error} MetadataTooLarge, NotImplemented
 */
export function headersToStore(given: ReadonlyMap<string, string>): Record<string, string> {
  assertSupported(given);
  const stored: Record<string, string> = { "content-type": "binary/octet-stream" };
  let metadataBytes = 0;
  for (const [name, value] of given) {
    if (STORED_HEADERS.includes(name)) stored[name] = value;
    if (!name.startsWith("x-amz-meta-")) continue;
    metadataBytes += Buffer.byteLength(name) - "x-amz-meta-".length + Buffer.byteLength(value);
    stored[name] = value;
  }
  if (metadataBytes > MAX_METADATA_BYTES) {
    throw new S3Error("MetadataTooLarge", {
      details: { Size: String(metadataBytes), MaxSizeAllowed: String(MAX_METADATA_BYTES) },
    });
  }
  return withoutTransferEncoding(stored);
}

function assertSupported(given: ReadonlyMap<string, string>): void {
  for (const [name, value] of given) {
    const only = ONLY_VALUES.get(name);
    const isUnsupported =
      (only !== undefined && value !== only) ||
      UNSUPPORTED_HEADERS.includes(name) ||
      UNSUPPORTED_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (isUnsupported) throw notImplemented(name);
  }
}

/** `aws-chunked` is how the body travelled, not what the object is. */
function withoutTransferEncoding(stored: Record<string, string>): Record<string, string> {
  const { "content-encoding": encoding, ...others } = stored;
  const left = (encoding ?? "")
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "aws-chunked");
  return left.length === 0 ? others : { ...others, "content-encoding": left.join(",") };
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
  const { algorithm, value, type } = version.checksum;
  return { [checksumHeader(algorithm)]: value, "x-amz-checksum-type": type };
}

/** The headers that `response-…` parameters of a GET put in place of the stored ones. */
export function responseOverrides(query: ReadonlyMap<string, string>): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const header of STORED_HEADERS) {
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

/** `/bucket/key?versionId=…` of a copy's source, decoded. */
export function parseCopySource(source: string): {
  readonly bucketName: string;
  readonly key: string;
  readonly versionId: string | undefined;
} {
  const [path = "", query = ""] = source.replace(/^\//, "").split("?");
  const decoded = decodeURIComponent(path);
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1) {
    throw new S3Error("InvalidArgument", {
      message: "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      details: { ArgumentName: "x-amz-copy-source", ArgumentValue: source },
    });
  }
  return {
    bucketName: decoded.slice(0, slash),
    key: decoded.slice(slash + 1),
    versionId: new Map(parseQuery(query)).get("versionId"),
  };
}
