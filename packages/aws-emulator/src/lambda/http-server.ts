import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { AwsError } from "../service/aws-error.ts";
import { type AwsRequest, readRequest } from "../service/read-request.ts";
import { type KnownKeys, sha256Hex } from "../signature/credential-scope.ts";
import { SignatureError } from "../signature/signature-error.ts";
import { verifyHeaderSignature } from "../signature/verify-header-signature.ts";

/** Above Lambda's own 6 MB, so that its own limit answers. */
const BODY_LIMIT = { maxBytes: 8 * 1024 * 1024, tooLarge: "RequestTooLargeException" };

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
}

export interface HttpServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly region: string;
  /** The key pairs that requests must be signed with; without one nobody is asked. */
  readonly credentials: KnownKeys | undefined;
  /** Told of every well signed request, and who signed it. */
  readonly onRequest?: ((request: AwsRequest, caller: string) => void) | undefined;
  /** Throws AwsError to refuse. */
  readonly answer: (request: AwsRequest) => Promise<HttpAnswer>;
}

/** Speaks Lambda's REST-JSON on loopback: bodies in and out, errors typed as the SDK reads them. */
export async function startHttpServer(options: HttpServerOptions) {
  const server = createServer((request, response) => void respond(options, request, response));
  // A connection that the SDK keeps must not be dropped just as it is used again.
  server.keepAliveTimeout = 60_000;
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    port: address.port,
    /** Cuts calls off that still wait for a result. */
    async close(): Promise<void> {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  options: HttpServerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const common = { "content-type": "application/json", "x-amzn-requestid": randomUUID() };
  try {
    const request = await readRequest(incoming, BODY_LIMIT);
    if (options.credentials !== undefined) {
      const caller = verifySignature(request, options.credentials, options.region);
      options.onRequest?.(request, caller);
    }
    const { status, headers, body } = await options.answer(request);
    response.writeHead(status, { ...common, ...headers }).end(body);
  } catch (cause) {
    if (incoming.destroyed && !incoming.complete) return;
    const error = toAwsError(cause);
    const Type = error.status < 500 ? "User" : "Service";
    // Lambda's errors spell the member either way.
    const body = { Type, message: error.message, Message: error.message };
    response
      .writeHead(error.status, { ...common, "x-amzn-errortype": error.type })
      .end(JSON.stringify(body));
  }
}

function verifySignature(
  { method, path, rawQuery: query, headers, body }: AwsRequest,
  credentials: KnownKeys,
  region: string,
): string {
  const verifier = { credentials, region, service: "lambda", nowMs: Date.now() };
  const wire = { method, path, query, headers };
  return verifyHeaderSignature(wire, sha256Hex(body), verifier).scope.accessKeyId;
}

function toAwsError(cause: unknown): AwsError {
  if (cause instanceof AwsError) return cause;
  if (cause instanceof SignatureError) {
    const type =
      cause.code === "AccessDenied"
        ? "MissingAuthenticationTokenException"
        : cause.code === "InvalidAccessKeyId" || cause.code === "InvalidToken"
          ? "UnrecognizedClientException"
          : "InvalidSignatureException";
    return new AwsError(type, cause.message, { cause, status: 403 });
  }
  return new AwsError("ServiceException", `The emulator failed: ${String(cause)}`, {
    cause,
    status: 500,
  });
}
