import type { S3Call } from "../s3-call.ts";
import { notImplemented, S3Error } from "../s3-error.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";
import { statedChecksum } from "./checksum.ts";
import { type ReceivedBody, receiveBody } from "./receive-body.ts";

/** The largest body of one request. */
export const MAX_BODY_BYTES = 5 * 1024 ** 3;
const MAX_XML_BYTES = 2 * 1024 * 1024;
const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

/**
 * Receives the body of a signed request into the bucket's temporary files, plain or
 * `aws-chunked`, and compares all digests that the request states.
 * @throws {S3Error}
 */
export async function receiveRequestBody(call: S3Call): Promise<ReceivedBody> {
  const { headers } = call.request;
  const payloadHash = call.signature?.payloadHash ?? "UNSIGNED-PAYLOAD";
  const checksum = statedChecksum(headers);
  const sizeBytes = statedSize(headers, payloadHash);
  return receiveBody(openBody(call, payloadHash), call.bucket.objects.temporaryPath(), {
    sizeBytes,
    minBytes: 0,
    maxBytes: MAX_BODY_BYTES,
    checksum,
    ...(isHash(payloadHash) ? { sha256Hex: payloadHash } : {}),
  });
}

function openBody(call: S3Call, payloadHash: string) {
  const { body } = call.request;
  if (payloadHash === "UNSIGNED-PAYLOAD" || isHash(payloadHash)) {
    return { data: body, trailers: NO_TRAILERS };
  }
  if (payloadHash === "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return decodeAwsChunked(body);
  // Chunks that are signed one by one among them.
  throw notImplemented("x-amz-content-sha256");
}

function statedSize(headers: ReadonlyMap<string, string>, payloadHash: string): number {
  const isStreaming = payloadHash.startsWith("STREAMING-");
  const text = headers.get(isStreaming ? "x-amz-decoded-content-length" : "content-length");
  if (text === undefined) {
    if (!isStreaming && headers.has("transfer-encoding")) throw notImplemented("Transfer-Encoding");
    throw new S3Error("MissingContentLength");
  }
  const sizeBytes = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(sizeBytes)) throw new S3Error("InvalidRequest");
  if (sizeBytes > MAX_BODY_BYTES) {
    throw new S3Error("EntityTooLarge", {
      details: { ProposedSize: text, MaxSizeAllowed: String(MAX_BODY_BYTES) },
    });
  }
  return sizeBytes;
}

function isHash(payloadHash: string): boolean {
  return /^[0-9a-f]{64}$/.test(payloadHash);
}

/** Reads a small body, such as XML, whole. @throws {S3Error} MalformedXML when it is large. */
export async function readSmallBody(call: S3Call): Promise<string> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of call.request.body) {
    sizeBytes += piece.length;
    if (sizeBytes > MAX_XML_BYTES) throw new S3Error("MalformedXML");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
