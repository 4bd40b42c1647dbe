import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type KnownKeys, sha256Hex } from "../signature/credential-scope.ts";
import { SignatureError, type SignatureErrorCode } from "../signature/signature-error.ts";
import { verifyHeaderSignature } from "../signature/verify-header-signature.ts";
import type { AwsCall, OnAwsCall } from "./aws-call.ts";
import { AwsError } from "./aws-error.ts";
import { type AwsRequest, readRequest } from "./read-request.ts";

const BODY_LIMIT = { maxBytes: 2 * 1024 * 1024, tooLarge: "RequestEntityTooLargeException" };

export interface AwsServiceOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Signing name, e.g. `scheduler`. */
  readonly service: string;
  readonly region: string;
  readonly credentials: KnownKeys;
  readonly contentType: string;
  /** How the service spells the member of an error that holds its text. */
  readonly messageMember: "Message" | "message";
  /** Requests that are answered to anybody. */
  readonly isOpen?: (request: AwsRequest) => boolean;
  readonly onCall?: OnAwsCall | undefined;
  /** What IAM calls a request; undefined for what is no operation. */
  readonly describe?: (request: AwsRequest) => Pick<AwsCall, "action" | "resource"> | undefined;
  /** The answer's body; throw {@link AwsError} to refuse. */
  readonly answer: (request: AwsRequest) => Promise<unknown>;
}

export interface LocalService {
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves one AWS service on loopback: signatures checked, JSON in and out, errors typed. */
export async function startAwsService(options: AwsServiceOptions): Promise<LocalService> {
  const server = createServer((request, response) => {
    void respond(options, request, response);
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    port: address.port,
    async close() {
      server.close();
      server.closeIdleConnections();
      await once(server, "close");
    },
  };
}

async function respond(
  options: AwsServiceOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { contentType } = options;
  const common = { "content-type": contentType, "x-amzn-requestid": randomUUID() };
  try {
    const request = await readRequest(incoming, BODY_LIMIT);
    if (options.isOpen?.(request) !== true)
      note(options, request, verifySignature(options, request));
    const body = await options.answer(request);
    response.writeHead(200, common).end(JSON.stringify(body));
  } catch (cause) {
    const error = toAwsError(cause);
    const queryError =
      error.queryCode === undefined ? {} : { "x-amzn-query-error": `${error.queryCode};Sender` };
    response
      .writeHead(error.status, { ...common, "x-amzn-errortype": error.type, ...queryError })
      .end(JSON.stringify({ __type: error.type, [options.messageMember]: error.message }));
  }
}

/** The access key id that signed it. @throws {SignatureError} */
function verifySignature(options: AwsServiceOptions, request: AwsRequest): string {
  const { method, path, rawQuery: query, headers } = request;
  const { credentials, region, service } = options;
  // Callers sign by the wall clock, whatever clock the service itself is given.
  const verifier = { credentials, region, service, nowMs: Date.now() };
  const wire = { method, path, query, headers };
  return verifyHeaderSignature(wire, sha256Hex(request.body), verifier).scope.accessKeyId;
}

function note(options: AwsServiceOptions, request: AwsRequest, caller: string): void {
  const described = options.describe?.(request);
  if (described === undefined) return;
  options.onCall?.({ caller, ...described, sentBytes: Buffer.byteLength(request.body) });
}

/** What services other than S3 call a signature they don't accept. */
const SIGNATURE_ERRORS = {
  AccessDenied: "MissingAuthenticationTokenException",
  AuthorizationHeaderMalformed: "IncompleteSignatureException",
  AuthorizationQueryParametersError: "IncompleteSignatureException",
  InvalidAccessKeyId: "UnrecognizedClientException",
  InvalidToken: "UnrecognizedClientException",
  RequestTimeTooSkewed: "InvalidSignatureException",
  SignatureDoesNotMatch: "InvalidSignatureException",
} as const satisfies Record<SignatureErrorCode, string>;

function toAwsError(cause: unknown): AwsError {
  if (cause instanceof AwsError) return cause;
  if (cause instanceof SignatureError) {
    return new AwsError(SIGNATURE_ERRORS[cause.code], cause.message, { cause, status: 403 });
  }
  return new AwsError("InternalServerException", `The emulator failed: ${String(cause)}`, {
    cause,
    status: 500,
  });
}
