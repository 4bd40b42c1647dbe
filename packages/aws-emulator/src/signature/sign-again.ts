import { Sha256 } from "@smithy/core/checksum";
import { escapeUriPath } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { CredentialScope } from "./credential-scope.ts";
import { parseQuery, type WireRequest } from "./wire-request.ts";

const PAYLOAD_HASH = "x-amz-content-sha256";

/** A signature as the request states it. */
export interface ClaimedSignature {
  readonly scope: CredentialScope;
  /** When it was signed, `YYYYMMDDTHHMMSSZ`, and the same as epoch milliseconds. */
  readonly amzDate: string;
  readonly signedMs: number;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
}

/** The signer that a client with this secret would have. */
export function createSigner(scope: CredentialScope, secretAccessKey: string): SignatureV4 {
  const { accessKeyId, region, service } = scope;
  return new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    // S3 signs the path encoded once; every other service signs the encoded path encoded again.
    uriEscapePath: service !== "s3",
  });
}

/** The signature that belongs into the `Authorization` header of a received request. */
export async function signHeaderAgain(
  signer: SignatureV4,
  request: WireRequest,
  claim: ClaimedSignature,
): Promise<string> {
  const { headers } = await signer.sign(requestToSign(request, claim), signingOptions(claim));
  return headers["authorization"]?.split("Signature=")[1] ?? "";
}

/** The signature that belongs into the query of a received request. */
export async function signQueryAgain(
  signer: SignatureV4,
  request: WireRequest,
  claim: ClaimedSignature,
): Promise<string> {
  const toSign = requestToSign(request, claim);
  const { query } = await signer.presign(toSign, {
    ...signingOptions(claim),
    // What was sent as a header was signed as one.
    unhoistableHeaders: new Set(Object.keys(toSign.headers)),
    expiresIn: Number(toSign.query["X-Amz-Expires"]?.[0]),
  });
  return String(query?.["X-Amz-Signature"]);
}

/** The request as it was before it was signed. */
function requestToSign(
  { method, path, query, headers }: WireRequest,
  { scope, signedHeaders, payloadHash }: ClaimedSignature,
) {
  const parameters = Map.groupBy(parseQuery(query), ([name]) => name);
  return {
    method,
    protocol: "http:",
    hostname: "",
    path: scope.service === "s3" ? escapeUriPath(decodeURIComponent(path)) : path,
    query: Object.fromEntries(
      [...parameters].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]),
    ),
    headers: {
      ...Object.fromEntries(signedHeaders.map((name) => [name, String(headers[name] ?? "")])),
      // The signer takes the hash from here, whether or not it is among what was signed.
      [PAYLOAD_HASH]: payloadHash,
    },
  };
}

function signingOptions({ signedMs, signedHeaders }: ClaimedSignature) {
  return {
    signingDate: new Date(signedMs),
    signableHeaders: new Set(signedHeaders),
    unsignableHeaders: new Set([PAYLOAD_HASH]),
  };
}
