import type { IncomingHttpHeaders } from "node:http";
import { sha256Hex } from "./credential-scope.ts";

/** A request as it came over the wire, nothing decoded. */
export interface WireRequest {
  readonly method: string;
  /** Percent-encoded path, without the query. */
  readonly path: string;
  /** Percent-encoded query, without its question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}

/** Name and value pairs of a percent-encoded query, decoded, in their order. */
export function parseQuery(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? "" : pair.slice(equals + 1);
      return [decodeURIComponent(name), decodeURIComponent(value)] as const;
    });
}

/** The SHA-256 of the canonical request, as it stands in the string to sign. */
export function hashCanonicalRequest(
  request: WireRequest,
  signing: {
    readonly signedHeaders: readonly string[];
    readonly payloadHash: string;
    readonly service: string;
  },
): string {
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path, signing.service),
    canonicalQuery(request.query),
    ...signing.signedHeaders.map((name) => `${name}:${canonicalHeader(request.headers[name])}`),
    "",
    signing.signedHeaders.join(";"),
    signing.payloadHash,
  ].join("\n");
  return sha256Hex(canonicalRequest);
}

/** S3 signs the path encoded once; every other service signs the encoded path encoded again. */
function canonicalPath(path: string, service: string): string {
  const signed = service === "s3" ? decodeURIComponent(path) : path;
  return signed.split("/").map(encodeRfc3986).join("/");
}

function canonicalQuery(query: string): string {
  return parseQuery(query)
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => order(nameA, nameB) || order(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function canonicalHeader(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(",") : (value ?? "");
  return text.trim().replaceAll(/ +/g, " ");
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Everything but RFC 3986's unreserved characters, percent-encoded. */
function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
