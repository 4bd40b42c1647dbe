import type { IncomingHttpHeaders } from "node:http";

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
