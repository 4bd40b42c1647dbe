import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { defaultIsContentTypeBinary, handle, type LambdaContext } from "hono/aws-lambda";
import type { AdminApi } from "./admin-api.ts";

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: LambdaContext,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** The app as the handler of an HTTP API's Lambda (payload format 2.0). */
export function createLambdaHandler(app: AdminApi): ApiHandler {
  const answer = handle(app, { isContentTypeBinary });
  return async (event, context) => {
    const { headers, ...result } = await answer(adapted(event), context);
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { ...result, headers: Object.fromEntries(entries) };
  };
}

/** A text is handed on without the byte-order mark that spreadsheets need. */
function isContentTypeBinary(contentType: string): boolean {
  return contentType.startsWith("text/csv") || defaultIsContentTypeBinary(contentType);
}

function adapted(event: APIGatewayProxyEventV2) {
  const { method } = event.requestContext.http;
  // A Request with these methods can't be made with a body.
  const hasBody = method !== "GET" && method !== "HEAD";
  return {
    ...event,
    rawPath: encodePath(event.rawPath),
    body: hasBody ? (event.body ?? null) : null,
    // The adapter's types ask for what an open HTTP API does not send.
    requestContext: { ...event.requestContext, authentication: null, authorizer: {} },
  };
}

/**
 * HTTP APIs hand on `rawPath` decoded, so that a `#`, `%` or `/` of a user id would be read as part
 * of the address. The only addresses that hold free text are put back together around it.
 */
function encodePath(rawPath: string): string {
  const [, userId, rest] = /^\/api\/users\/(.+)(\/payments(?:\.csv)?)$/s.exec(rawPath) ?? [];
  if (userId !== undefined) return `/api/users/${encodeURIComponent(userId)}${rest}`;
  return rawPath.split("/").map(encodeURIComponent).join("/");
}
