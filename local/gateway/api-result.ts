import type { ServerResponse } from "node:http";
import type { APIGatewayProxyResultV2 } from "aws-lambda";

/** What Lambda lets a synchronous invocation answer. */
const MAX_RESULT_BYTES = 6 * 1024 * 1024;

/** Sends a Lambda's result as an HTTP API would; a result it can't read is its own error. */
export function sendApiResult(response: ServerResponse, result: APIGatewayProxyResultV2): void {
  if (Buffer.byteLength(JSON.stringify(result)) > MAX_RESULT_BYTES) {
    sendGatewayError(response, 500);
    return;
  }
  if (typeof result === "string" || result.statusCode === undefined) {
    const body = typeof result === "string" ? result : JSON.stringify(result);
    response.writeHead(200, { "content-type": "application/json" }).end(body);
    return;
  }
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    response.setHeader(name, String(value));
  }
  if (result.cookies !== undefined) response.setHeader("set-cookie", result.cookies);
  const body = Buffer.from(result.body ?? "", result.isBase64Encoded === true ? "base64" : "utf8");
  response.writeHead(result.statusCode, { "content-length": body.byteLength }).end(body);
}

const GATEWAY_MESSAGES = {
  400: "Bad Request",
  413: "Request Entity Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** An HTTP API's own refusal, in its own form: no problem details here. */
export function sendGatewayError(
  response: ServerResponse,
  status: keyof typeof GATEWAY_MESSAGES,
): void {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(JSON.stringify({ message: GATEWAY_MESSAGES[status] }));
}
