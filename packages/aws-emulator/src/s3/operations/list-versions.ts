import { isAfter, type ListingRequest, parseListing, rollUp } from "../listing.ts";
import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { invalidArgument } from "../s3-error.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import { renderXml, type XmlElements } from "../xml.ts";

/** One line of the listing: a version of a key, or a common prefix. */
interface Line {
  readonly name: string;
  readonly version?: StoredVersion;
  readonly isLatest: boolean;
}

/** ListObjectVersions: everything there is, newest first within a key. */
export function listVersions({ request, bucket }: S3Call): S3Answer {
  const listing = parseListing(request.query);
  const keyMarker = request.query.get("key-marker") ?? "";
  const versionIdMarker = request.query.get("version-id-marker") ?? "";
  if (versionIdMarker !== "" && keyMarker === "") {
    throw invalidArgument(
      "version-id-marker",
      versionIdMarker,
      "A version-id marker cannot be specified without a key marker.",
    );
  }
  const lines = [...linesAfter(bucket, listing, keyMarker, versionIdMarker)];
  const page = lines.slice(0, listing.maxKeys);
  const isTruncated = page.length < lines.length && listing.maxKeys > 0;
  const last = isTruncated ? page.at(-1) : undefined;
  const xml = renderXml("ListVersionsResult", [
    ["Name", bucket.name],
    ["Prefix", listing.encode(listing.prefix)],
    ["Delimiter", listing.delimiter],
    ["KeyMarker", listing.encode(keyMarker)],
    ["VersionIdMarker", versionIdMarker],
    ["MaxKeys", listing.maxKeys],
    ["EncodingType", listing.encodingType],
    ["IsTruncated", isTruncated],
    ["NextKeyMarker", last === undefined ? undefined : listing.encode(last.name)],
    ["NextVersionIdMarker", last?.version?.versionId],
    ...page.map((line) => describe(line, listing)),
  ]);
  return xmlAnswer(xml);
}

function* linesAfter(
  bucket: S3Call["bucket"],
  listing: ListingRequest,
  keyMarker: string,
  versionIdMarker: string,
): Generator<Line> {
  for (const { kind, name } of rollUp(bucket.objects.sortedKeys(), listing)) {
    const isMarked = name === keyMarker && versionIdMarker !== "";
    if (keyMarker !== "" && !isMarked && !isAfter(name, keyMarker)) continue;
    if (kind === "common_prefix") {
      yield { name, isLatest: false };
      continue;
    }
    const versions = bucket.objects.versions(name);
    const marked = versions.findIndex((version) => version.versionId === versionIdMarker);
    const from = isMarked ? marked + 1 : 0;
    for (const [index, version] of versions.entries()) {
      if (index >= from) yield { name, version, isLatest: index === 0 };
    }
  }
}

function describe({ name, version, isLatest }: Line, listing: ListingRequest): XmlElements[number] {
  const key = listing.encode(name);
  if (version === undefined) return ["CommonPrefixes", [["Prefix", key]]];
  const identity = [
    ["Key", key],
    ["VersionId", version.versionId],
    ["IsLatest", isLatest],
    ["LastModified", new Date(version.lastModifiedMs).toISOString()],
  ] as const;
  if (version.kind === "delete_marker") return ["DeleteMarker", identity];
  return [
    "Version",
    [
      ...identity,
      ["ETag", `"${version.eTag}"`],
      ["Size", version.sizeBytes],
      ["StorageClass", "STANDARD"],
    ],
  ];
}
