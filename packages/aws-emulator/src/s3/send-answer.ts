import { createReadStream } from "node:fs";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { SignatureError } from "../signature/signature-error.ts";
import type { S3Answer } from "./s3-call.ts";
import { S3Error } from "./s3-error.ts";
import { renderErrorXml } from "./xml.ts";

/** Writes an answer; to HEAD without its body, but with the length it would have. */
export async function sendAnswer(
  response: ServerResponse,
  answer: S3Answer,
  method: string,
): Promise<void> {
  const { status, headers = {}, body = "" } = answer;
  const sizeBytes = typeof body === "string" ? Buffer.byteLength(body) : body.sizeBytes;
  const hasLength = status !== 204;
  response.writeHead(status, {
    ...headers,
    ...(hasLength ? { "content-length": String(sizeBytes) } : {}),
  });
  if (method === "HEAD" || !hasLength || sizeBytes === 0) {
    response.end();
  } else if (typeof body === "string") {
    response.end(body);
  } else {
    await pipeline(createReadStream(body.path), response);
  }
}

/** Any failure as S3 tells it; what is no one's mistake but ours is an InternalError. */
export function errorAnswer(error: unknown, resource: string, requestId: string): S3Answer {
  const known = toS3Error(error);
  return {
    status: known.status,
    headers: { ...known.headers, "content-type": "application/xml" },
    body: renderErrorXml([
      ["Code", known.code],
      ["Message", known.message],
      ...Object.entries(known.details),
      ["Resource", resource],
      ["RequestId", requestId],
      ["HostId", requestId],
    ]),
  };
}

function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (error instanceof SignatureError) {
    return new S3Error(error.code, { message: error.message, details: error.details });
  }
  console.error("The local S3 failed.", error);
  return new S3Error("InternalError", { cause: error });
}
