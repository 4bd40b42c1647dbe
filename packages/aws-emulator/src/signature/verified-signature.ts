import { hashCanonicalRequest, type WireRequest } from "./canonical-request.ts";
import {
  ALGORITHM,
  type CredentialScope,
  deriveSigningKey,
  type KnownKeys,
  sameSignature,
  scopeText,
  secretOf,
  sign,
} from "./credential-scope.ts";
import { SignatureError } from "./signature-error.ts";

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

/** A signature as the request states it. */
export interface ClaimedSignature {
  readonly scope: CredentialScope;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
}

/**
 * Signs the request again with the known secret and compares.
 * @throws {SignatureError} InvalidAccessKeyId, AccessDenied (headers left unsigned),
 *   SignatureDoesNotMatch.
 */
export function verifyClaim(
  request: WireRequest,
  claim: ClaimedSignature,
  verifier: Verifier,
): VerifiedSignature {
  assertHeadersSigned(request, claim.signedHeaders);
  const canonicalHash = hashCanonicalRequest(request, {
    signedHeaders: claim.signedHeaders,
    payloadHash: claim.payloadHash,
    service: verifier.service,
  });
  const stringToSign = [ALGORITHM, claim.amzDate, scopeText(claim.scope), canonicalHash].join("\n");
  verifySigned(stringToSign, claim, verifier);
  return { scope: claim.scope, payloadHash: claim.payloadHash };
}

/**
 * Compares a signature over `stringToSign` with the one claimed.
 * @throws {SignatureError} InvalidAccessKeyId, SignatureDoesNotMatch
 */
export function verifySigned(
  stringToSign: string,
  claim: { readonly scope: CredentialScope; readonly signature: string },
  verifier: Verifier,
): void {
  const signingKey = deriveSigningKey(secretAsKnown(claim.scope, verifier), claim.scope);
  if (!sameSignature(sign(signingKey, stringToSign), claim.signature)) {
    throw new SignatureError(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      {
        AWSAccessKeyId: claim.scope.accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: claim.signature,
      },
    );
  }
}

function secretAsKnown(scope: CredentialScope, verifier: Verifier): string {
  const secret = secretOf(verifier.credentials, scope.accessKeyId);
  if (secret !== undefined) return secret;
  throw new SignatureError(
    "InvalidAccessKeyId",
    "The AWS Access Key Id you provided does not exist in our records.",
    { AWSAccessKeyId: scope.accessKeyId },
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
