import { isAfter, type Listed, type ListingRequest, parseListing, rollUp } from "../listing.ts";
import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { invalidArgument } from "../s3-error.ts";
import { renderXml, type XmlElements } from "../xml.ts";

/** ListObjectsV2: the keys that a delete marker does not hide. */
export function listObjects({ request, bucket }: S3Call): S3Answer {
  const listing = parseListing(request.query);
  const token = request.query.get("continuation-token");
  const startAfter = request.query.get("start-after");
  const mark = token === undefined ? startAfter : parseToken(token);
  const visible = bucket.objects
    .sortedKeys()
    .filter((key) => bucket.objects.latest(key)?.kind === "object");
  const { page, isTruncated } = cutPage(rollUp(visible, listing), listing.maxKeys, mark);
  const last = page.at(-1);
  const xml = renderXml("ListBucketResult", [
    ["Name", bucket.name],
    ["Prefix", listing.encode(listing.prefix)],
    ["Delimiter", listing.delimiter],
    ["StartAfter", startAfter],
    ["ContinuationToken", token],
    ["MaxKeys", listing.maxKeys],
    ["KeyCount", page.length],
    ["EncodingType", listing.encodingType],
    ["IsTruncated", isTruncated],
    [
      "NextContinuationToken",
      isTruncated && last !== undefined ? writeToken(last.name) : undefined,
    ],
    ...page.map((listed) => describe(listed, listing, bucket)),
  ]);
  return xmlAnswer(xml);
}

function cutPage(all: Iterable<Listed>, maxKeys: number, mark: string | undefined) {
  const page: Listed[] = [];
  for (const listed of all) {
    if (mark !== undefined && !isAfter(listed.name, mark)) continue;
    if (page.length === maxKeys) return { page, isTruncated: maxKeys > 0 };
    page.push(listed);
  }
  return { page, isTruncated: false };
}

function describe(
  listed: Listed,
  listing: ListingRequest,
  bucket: S3Call["bucket"],
): XmlElements[number] {
  const name = listing.encode(listed.name);
  if (listed.kind === "common_prefix") return ["CommonPrefixes", [["Prefix", name]]];
  const version = bucket.objects.latest(listed.name);
  if (version?.kind !== "object") throw new Error(`${listed.name} vanished while it was listed.`);
  return [
    "Contents",
    [
      ["Key", name],
      ["LastModified", new Date(version.lastModifiedMs).toISOString()],
      ["ETag", `"${version.eTag}"`],
      ["ChecksumAlgorithm", version.checksum?.algorithm],
      ["ChecksumType", version.checksum?.type],
      ["Size", version.sizeBytes],
      ["StorageClass", "STANDARD"],
    ],
  ];
}

function writeToken(name: string): string {
  return `1${Buffer.from(name).toString("base64url")}`;
}

function parseToken(token: string): string {
  if (!/^1[\w-]+$/.test(token)) {
    throw invalidArgument(
      "continuation-token",
      token,
      "The continuation token provided is incorrect",
    );
  }
  return Buffer.from(token.slice(1), "base64url").toString("utf8");
}
