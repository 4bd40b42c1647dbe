import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** Bodies of these types reach the Lambda as text, all others in base64. */
const TEXT_BODY = /^(text\/|application\/(json|xml|javascript|[\w.-]+\+json)\b)/;

/**
 * The event that an HTTP API sends its Lambda for a request (payload format 2.0).
 * @throws {URIError} when the path is not well encoded
 */
export function apiEvent(
  request: IncomingMessage,
  body: Buffer,
  nowMs: number,
): APIGatewayProxyEventV2 {
  const [encodedPath = "/", rawQueryString = ""] = splitOnce(request.url ?? "/", "?");
  // HTTP APIs decode the path, and cut it at a "?" that appears by that.
  const rawPath = decodeURIComponent(encodedPath).split("?")[0] ?? "/";
  const { cookie, ...headers } = singleHeaders(request);
  const isText = TEXT_BODY.test(headers["content-type"] ?? "");
  const query = joinedQuery(rawQueryString);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    headers,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    ...(rawQueryString === "" ? {} : { queryStringParameters: query }),
    ...(body.byteLength === 0 ? {} : { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.byteLength > 0 && !isText,
    requestContext: requestContext(request, rawPath, headers, nowMs),
  };
}

function requestContext(
  request: IncomingMessage,
  path: string,
  headers: Record<string, string>,
  nowMs: number,
): APIGatewayProxyEventV2["requestContext"] {
  return {
    accountId: "000000000000",
    apiId: "local",
    domainName: headers["host"] ?? "localhost",
    domainPrefix: "local",
    http: {
      method: request.method ?? "GET",
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
      userAgent: headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey: "$default",
    stage: "$default",
    time: logTime(nowMs),
    timeEpoch: nowMs,
  };
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [
      name,
      values.join(name === "cookie" ? "; " : ","),
    ]),
  );
}

function joinedQuery(rawQueryString: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** E.g. `21/Nov/2026:04:25:30 +0000`. */
function logTime(nowMs: number): string {
  const [, day, month, year, time] = new Date(nowMs).toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
