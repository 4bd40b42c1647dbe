import type { SignatureV4 } from "@smithy/signature-v4";
import {
  type CredentialScope,
  type KnownKeys,
  sameSignature,
  secretOf,
} from "./credential-scope.ts";
import { type ClaimedSignature, createSigner } from "./sign-again.ts";
import { SignatureError } from "./signature-error.ts";
import type { WireRequest } from "./wire-request.ts";

/** How far a client's clock may be off. */
export const MAX_SKEW_MS = 15 * 60 * 1000;

/** Who an emulator is, and whom it believes. */
export interface Verifier {
  readonly credentials: KnownKeys;
  readonly region: string;
  /** Signing name, e.g. `s3`, `scheduler`. */
  readonly service: string;
  readonly nowMs: number;
}

/** A signature that was found right: whose it is, and of which body. */
export type VerifiedSignature = Pick<ClaimedSignature, "scope" | "payloadHash">;

/**
 * Signs the request again with the known secret and compares.
 * @throws {SignatureError} InvalidAccessKeyId, AccessDenied (headers left unsigned, or `Date`
 *   signed), SignatureDoesNotMatch.
 */
export async function verifyClaim(
  request: WireRequest,
  claim: ClaimedSignature,
  verifier: Verifier,
  signAgain: (
    signer: SignatureV4,
    request: WireRequest,
    claim: ClaimedSignature,
  ) => Promise<string>,
): Promise<VerifiedSignature> {
  assertHeadersSigned(request, claim.signedHeaders);
  assertNoDateSigned(claim.signedHeaders);
  const signer = knownSigner(claim.scope, verifier);
  assertSame(await signAgain(signer, request, claim), claim);
  return { scope: claim.scope, payloadHash: claim.payloadHash };
}

/** The signer with the secret of a scope's key pair. @throws {SignatureError} InvalidAccessKeyId */
export function knownSigner(scope: CredentialScope, verifier: Verifier): SignatureV4 {
  const secret = secretOf(verifier.credentials, scope.accessKeyId);
  if (secret !== undefined) return createSigner(scope, secret);
  throw new SignatureError(
    "InvalidAccessKeyId",
    "The AWS Access Key Id you provided does not exist in our records.",
    { AWSAccessKeyId: scope.accessKeyId },
  );
}

/** @throws {SignatureError} SignatureDoesNotMatch */
export function assertSame(
  expected: string,
  given: { readonly scope: CredentialScope; readonly signature: string },
  details: Readonly<Record<string, string>> = {},
): void {
  if (sameSignature(expected, given.signature)) return;
  throw new SignatureError(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    {
      AWSAccessKeyId: given.scope.accessKeyId,
      ...details,
      SignatureProvided: given.signature,
    },
  );
}

/** What AWS says of a scope that is not for this place and day; undefined when it is. */
export function scopeProblem(
  scope: CredentialScope,
  amzDate: string,
  verifier: Verifier,
): string | undefined {
  if (scope.date !== amzDate.slice(0, 8)) {
    return `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${amzDate.slice(0, 8)}".`;
  }
  if (scope.region !== verifier.region) {
    return `the region '${scope.region}' is wrong; expecting '${verifier.region}'`;
  }
  if (scope.service !== verifier.service) {
    return `incorrect service "${scope.service}". This endpoint belongs to "${verifier.service}".`;
  }
  return undefined;
}

/** Else anybody on the way could add a header that changes what the request does. */
function assertHeadersSigned(request: WireRequest, signedHeaders: readonly string[]): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name === "host" || name.startsWith("x-amz-")) && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw new SignatureError(
    "AccessDenied",
    "There were headers present in the request which were not signed",
    { HeadersNotSigned: unsigned.join(", ") },
  );
}

/** The signer takes a request's time from `X-Amz-Date` alone, and no SDK signs another. */
function assertNoDateSigned(signedHeaders: readonly string[]): void {
  if (!signedHeaders.includes("date")) return;
  throw new SignatureError(
    "AccessDenied",
    "This emulator cannot check a signature over the Date header; sign X-Amz-Date without it.",
  );
}
