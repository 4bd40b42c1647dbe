import type { IncomingMessage, ServerResponse } from "node:http";
import type { S3Event } from "aws-lambda";
import type { OnAwsCall } from "../service/aws-call.ts";
import type { KnownKeys } from "../signature/credential-scope.ts";
import type { VerifiedSignature, Verifier } from "../signature/verified-signature.ts";
import { verifyHeaderSignature } from "../signature/verify-header-signature.ts";
import { hasQuerySignature, verifyQuerySignature } from "../signature/verify-query-signature.ts";
import { discard } from "./body/discard.ts";
import type { Bucket } from "./bucket.ts";
import { answerPreflight, corsHeaders } from "./cors.ts";
import { createdEvent } from "./created-event.ts";
import { postObject } from "./operations/post-object.ts";
import { findOperation } from "./routes.ts";
import type { S3Answer, S3Call } from "./s3-call.ts";
import { notImplemented, S3Error } from "./s3-error.ts";
import { openBody, parseS3Request, type S3Request } from "./s3-request.ts";
import { errorAnswer, sendAnswer } from "./send-answer.ts";

export interface HandlerParts {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly region: string;
  readonly credentials: KnownKeys;
  readonly newRequestId: () => string;
  readonly onObjectCreated: (event: S3Event) => Promise<void>;
  readonly onCall: OnAwsCall;
}

type Handler = (message: IncomingMessage, response: ServerResponse) => void;

/** Answers each request, whatever becomes of it. */
export function createHandler(parts: HandlerParts): Handler {
  return (message, response) => {
    const requestId = parts.newRequestId();
    response.setHeader("x-amz-request-id", requestId);
    response.setHeader("x-amz-id-2", requestId);
    response.setHeader("server", "AmazonS3");
    respond(parts, message, response, requestId).catch(() => {
      // The connection is gone, or broke while the body was sent: nobody is left to be told.
      response.destroy();
    });
  };
}

async function respond(
  parts: HandlerParts,
  message: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const method = message.method ?? "";
  const body = openBody(message);
  let cors: Record<string, string> = {};
  let answer: S3Answer;
  try {
    const request = parseS3Request(message, body);
    const bucket = parts.buckets.get(request.bucketName);
    if (bucket !== undefined && method !== "OPTIONS") cors = corsHeaders(request, bucket);
    answer = await perform(parts, request, requestId);
  } catch (error) {
    // Read to its end, or the sender, still sending, meets a closed door and never the reason.
    await discard(body);
    if (!message.complete) throw error;
    answer = errorAnswer(error, message.url ?? "", requestId);
  }
  await sendAnswer(response, { ...answer, headers: { ...cors, ...answer.headers } }, method);
}

async function perform(
  parts: HandlerParts,
  request: S3Request,
  requestId: string,
): Promise<S3Answer> {
  const verifier: Verifier = {
    credentials: parts.credentials,
    region: parts.region,
    service: "s3",
    nowMs: Date.now(),
  };
  const isPreflight = request.method === "OPTIONS";
  const isForm = request.method === "POST" && request.key === "";
  const signature = isPreflight || isForm ? undefined : await authenticate(request, verifier);
  if (request.bucketName === "") throw notImplemented("ListBuckets");
  const bucket = parts.buckets.get(request.bucketName);
  if (bucket === undefined) {
    throw new S3Error("NoSuchBucket", { details: { BucketName: request.bucketName } });
  }
  if (isPreflight) return answerPreflight(request, bucket);
  const call: S3Call = {
    request,
    bucket,
    verifier,
    ...(signature === undefined ? {} : { signature }),
    ...createPublisher(parts, { request, bucket, requestId }),
  };
  if (signature === undefined) return await postObject(call);
  const { action, run } = findOperation(request);
  call.note({ caller: signature.scope.accessKeyId, action, key: request.key });
  return await run(call);
}

/** @throws {SignatureError} */
async function authenticate(request: S3Request, verifier: Verifier): Promise<VerifiedSignature> {
  if (hasQuerySignature(request.wire)) return await verifyQuerySignature(request.wire, verifier);
  if (request.headers.get("authorization") === undefined) throw new S3Error("AccessDenied");
  const payloadHash = request.headers.get("x-amz-content-sha256");
  if (payloadHash === undefined) {
    throw new S3Error("InvalidRequest", {
      message: "Missing required header for this request: x-amz-content-sha256",
    });
  }
  return await verifyHeaderSignature(request.wire, payloadHash, verifier);
}

/** What tells others of a call: who counts calls, and who waits for new objects. */
function createPublisher(
  parts: HandlerParts,
  {
    request,
    bucket,
    requestId,
  }: { readonly request: S3Request; readonly bucket: Bucket; readonly requestId: string },
): Pick<S3Call, "note" | "announce"> {
  let accessKeyId = "";
  return {
    note({ caller, action, key }) {
      accessKeyId = caller;
      const resource = `arn:aws:s3:::${bucket.name}${key === "" ? "" : `/${key}`}`;
      const sentBytes = Number(request.headers.get("content-length") ?? 0);
      parts.onCall({ caller, action, resource, sentBytes });
    },
    async announce(version, eventName) {
      const { region } = parts;
      const bucketName = bucket.name;
      try {
        await parts.onObjectCreated(
          createdEvent({ region, bucketName, version, eventName, accessKeyId, requestId }),
        );
      } catch (error) {
        throw new S3Error("InternalError", { cause: error });
      }
    },
  };
}
