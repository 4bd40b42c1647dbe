import type { S3Call } from "./s3-call.ts";
import { invalidArgument } from "./s3-error.ts";

const MAX_KEYS = 1000;

/** What all listings understand. */
export interface ListingRequest {
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly maxKeys: number;
  /** Writes a key as the client asked for it. */
  readonly encode: (key: string) => string;
  readonly encodingType: "url" | undefined;
}

/** Something that takes a place in a listing: a key, or all keys with a common prefix. */
export type Listed =
  | { readonly kind: "key"; readonly name: string }
  | { readonly kind: "common_prefix"; readonly name: string };

/** @throws {S3Error} InvalidArgument */
export function parseListing(query: S3Call["request"]["query"]): ListingRequest {
  const delimiter = query.get("delimiter");
  const encodingType = query.get("encoding-type");
  const maxKeys = query.get("max-keys") ?? String(MAX_KEYS);
  if (!/^\d{1,10}$/.test(maxKeys) || Number(maxKeys) > 2 ** 31 - 1) {
    throw invalidArgument(
      "max-keys",
      maxKeys,
      "Provided max-keys not an integer or within integer range",
    );
  }
  if (encodingType !== undefined && encodingType !== "url") {
    throw invalidArgument(
      "encoding-type",
      encodingType,
      "Invalid Encoding Method specified in Request",
    );
  }
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: delimiter === "" ? undefined : delimiter,
    maxKeys: Math.min(Number(maxKeys), MAX_KEYS),
    encode: encodingType === "url" ? encodeKey : (key) => key,
    encodingType,
  };
}

/** The keys that begin with the prefix, in order, those alike up to the delimiter rolled into one. */
export function* rollUp(keys: Iterable<string>, listing: ListingRequest): Generator<Listed> {
  const { prefix, delimiter } = listing;
  let lastPrefix: string | undefined;
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const at = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length);
    if (delimiter === undefined || at < 0) {
      yield { kind: "key", name: key };
      continue;
    }
    const name = key.slice(0, at + delimiter.length);
    if (name !== lastPrefix) yield { kind: "common_prefix", name };
    lastPrefix = name;
  }
}

/** Whether `name` comes after `mark` in the order of listings. */
export function isAfter(name: string, mark: string): boolean {
  return Buffer.compare(Buffer.from(name), Buffer.from(mark)) > 0;
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%2F", "/");
}
