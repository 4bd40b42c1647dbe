import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from "aws-lambda";
import type { AdminApi } from "./admin-api.ts";

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Pick<Context, "awsRequestId">,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** The app as the handler of an HTTP API's Lambda (payload format 2.0). */
export function createLambdaHandler(app: AdminApi): ApiHandler {
  return async (event, { awsRequestId }) => {
    const response = await app.fetch(requestOf(event), { lambdaContext: { awsRequestId } });
    return resultOf(response);
  };
}

function requestOf(event: APIGatewayProxyEventV2): Request {
  const { method } = event.requestContext.http;
  const query = event.rawQueryString === "" ? "" : `?${event.rawQueryString}`;
  const url = `https://${event.requestContext.domainName}${encodePath(event.rawPath)}${query}`;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) {
    // Headers refuses other characters; none that the API reads has any.
    if (value !== undefined && /^[\t\x20-\x7e]*$/.test(value)) headers.set(name, value);
  }
  // A Request with these methods can't be made with a body.
  if (event.body === undefined || method === "GET" || method === "HEAD") {
    return new Request(url, { method, headers });
  }
  const body = Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
  headers.set("content-length", String(body.byteLength));
  return new Request(url, { method, headers, body });
}

async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isText = /^text\/|[/+]json\b/.test(response.headers.get("content-type") ?? "");
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: bytes.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
}

/**
 * HTTP APIs hand on `rawPath` decoded, so that a `#`, `%` or `/` of a user id would be read as part
 * of the address. The only address that holds free text is put back together around it.
 */
function encodePath(rawPath: string): string {
  const userId = /^\/api\/users\/(.+)\/payments$/s.exec(rawPath)?.[1];
  if (userId !== undefined) return `/api/users/${encodeURIComponent(userId)}/payments`;
  return rawPath.split("/").map(encodeURIComponent).join("/");
}
