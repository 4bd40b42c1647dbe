import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import { type KnownKeys, sha256Hex } from "../signature/credential-scope.ts";
import { SignatureError, type SignatureErrorCode } from "../signature/signature-error.ts";
import { verifyHeaderSignature } from "../signature/verify-header-signature.ts";
import type { AwsCall, OnAwsCall } from "./aws-call.ts";
import { AwsError } from "./aws-error.ts";
import { type AwsRequest, type BodyLimit, readRequest } from "./read-request.ts";

const BODY_LIMIT: BodyLimit = {
  maxBytes: 2 * 1024 * 1024,
  tooLarge: "RequestEntityTooLargeException",
};

export interface AwsAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text, or nothing. */
  readonly body: string;
}

export interface AwsServiceOptions {
  /** Signing name, e.g. `scheduler`. */
  readonly service: string;
  readonly region: string;
  /** The key pairs that requests must be signed with. */
  readonly credentials: KnownKeys;
  readonly contentType: string;
  /** 2 MB by default. */
  readonly bodyLimit?: BodyLimit;
  /** What the service calls a failure of its own. */
  readonly failureType?: string;
  /** How the service spells an error; as most do by default. */
  readonly errorBody?: (error: AwsError) => object;
  /** Requests that are answered to anybody. */
  readonly isOpen?: (request: AwsRequest) => boolean;
  readonly onCall?: OnAwsCall | undefined;
  /** What IAM calls a request; undefined for what is no operation. */
  readonly describe?: (request: AwsRequest) => Pick<AwsCall, "action" | "resource"> | undefined;
  /** Throws {@link AwsError} to refuse. */
  readonly answer: (request: AwsRequest) => Promise<AwsAnswer>;
}

export interface LocalService {
  readonly endpoint: string;
  /** Cuts off what is still waited for. */
  close(): Promise<void>;
}

/** Serves one AWS service on loopback: signatures checked, JSON in and out, errors typed. */
export async function startAwsService(options: AwsServiceOptions): Promise<LocalService> {
  const { url, close } = await serveOnLoopback(0, (request, response) => {
    void respond(options, request, response);
  });
  return { endpoint: url, close };
}

/** The answer to what was done. */
export function jsonAnswer(body: unknown): AwsAnswer {
  return { status: 200, body: JSON.stringify(body) };
}

async function respond(
  options: AwsServiceOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const common = { "content-type": options.contentType, "x-amzn-requestid": randomUUID() };
  try {
    const request = await readRequest(incoming, options.bodyLimit ?? BODY_LIMIT);
    if (options.isOpen?.(request) !== true) {
      note(options, request, await verifySignature(options, request));
    }
    const { status, headers, body } = await options.answer(request);
    response.writeHead(status, { ...common, ...headers }).end(body);
  } catch (cause) {
    const error = toAwsError(cause, options.failureType);
    const { errorBody = spellError } = options;
    response
      .writeHead(error.status, { ...common, "x-amzn-errortype": error.type })
      .end(JSON.stringify(errorBody(error)));
  }
}

function spellError({ type, message }: AwsError): object {
  return { __type: type, Message: message };
}

/** The access key id that signed it. @throws {SignatureError} */
async function verifySignature(options: AwsServiceOptions, request: AwsRequest): Promise<string> {
  const { method, path, rawQuery: query, headers } = request;
  const { credentials, region, service } = options;
  // Callers sign by the wall clock, whatever clock the service itself is given.
  const verifier = { credentials, region, service, nowMs: Date.now() };
  const wire = { method, path, query, headers };
  const { scope } = await verifyHeaderSignature(wire, sha256Hex(request.body), verifier);
  return scope.accessKeyId;
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

function toAwsError(cause: unknown, failureType = "InternalServerException"): AwsError {
  if (cause instanceof AwsError) return cause;
  if (cause instanceof SignatureError) {
    return new AwsError(SIGNATURE_ERRORS[cause.code], cause.message, { cause, status: 403 });
  }
  return new AwsError(failureType, `The emulator failed: ${String(cause)}`, { cause, status: 500 });
}
