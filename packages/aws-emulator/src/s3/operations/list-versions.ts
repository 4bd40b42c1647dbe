import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { invalidArgument } from "../s3-error.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import { renderXml, type XmlElements } from "../xml.ts";

const MOST_KEYS = 1_000;

/** ListObjectVersions under a prefix: by key, and of a key the newest first; delete markers too. */
export function listObjectVersions({ request, bucket }: S3Call): S3Answer {
  const { query } = request;
  const prefix = query.get("prefix") ?? "";
  const maxKeys = readMaxKeys(query.get("max-keys"));
  const keyMarker = query.get("key-marker") ?? "";
  const versionIdMarker = query.get("version-id-marker") ?? "";
  const versions = bucket.objects.versionsBelow(prefix);
  const left = versions.slice(placeAfter(versions, keyMarker, versionIdMarker));
  const listed = left.slice(0, maxKeys);
  const last = listed.at(-1);
  const isTruncated = left.length > listed.length;
  const xml = renderXml("ListVersionsResult", [
    ["Name", bucket.name],
    ["Prefix", prefix],
    ["KeyMarker", keyMarker],
    ["VersionIdMarker", versionIdMarker],
    ["NextKeyMarker", isTruncated ? last?.key : undefined],
    ["NextVersionIdMarker", isTruncated ? last?.versionId : undefined],
    ["MaxKeys", maxKeys],
    ["IsTruncated", isTruncated],
    ...listed.map((version) => describe(version, bucket.objects.latest(version.key) === version)),
  ]);
  return xmlAnswer(xml);
}

function readMaxKeys(text: string | undefined): number {
  if (text === undefined) return MOST_KEYS;
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), MOST_KEYS);
  throw invalidArgument(
    "max-keys",
    text,
    "Provided max-keys not an integer or within integer range",
  );
}

/** Where the page begins: behind the version that was named, or behind all of the key. */
function placeAfter(
  versions: readonly StoredVersion[],
  keyMarker: string,
  versionIdMarker: string,
): number {
  if (versionIdMarker !== "") {
    const at = versions.findIndex(
      ({ key, versionId }) => key === keyMarker && versionId === versionIdMarker,
    );
    if (at >= 0) return at + 1;
  }
  const after = versions.findIndex(({ key }) => key > keyMarker);
  return after < 0 ? versions.length : after;
}

function describe(version: StoredVersion, isLatest: boolean): XmlElements[number] {
  const common: XmlElements = [
    ["Key", version.key],
    ["VersionId", version.versionId],
    ["IsLatest", isLatest],
    ["LastModified", new Date(version.lastModifiedMs).toISOString()],
  ];
  if (version.kind === "delete_marker") return ["DeleteMarker", common];
  return [
    "Version",
    [
      ...common,
      ["ETag", `"${version.eTag}"`],
      ["Size", version.sizeBytes],
      ["StorageClass", "STANDARD"],
    ],
  ];
}
