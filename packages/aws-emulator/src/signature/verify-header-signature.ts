import type { WireRequest } from "./canonical-request.ts";
import { ALGORITHM, parseAmzDate, parseCredential } from "./credential-scope.ts";
import { SignatureError } from "./signature-error.ts";
import {
  MAX_SKEW_MS,
  scopeProblem,
  type VerifiedSignature,
  type Verifier,
  verifyClaim,
} from "./verified-signature.ts";

/**
 * Verifies the `Authorization` header. `payloadHash` is what the body is signed as: for S3 the
 * `x-amz-content-sha256` header, for other services the SHA-256 of the body in hex.
 * @throws {SignatureError}
 */
export function verifyHeaderSignature(
  request: WireRequest,
  payloadHash: string,
  verifier: Verifier,
): VerifiedSignature {
  if (request.headers["x-amz-security-token"] !== undefined) {
    throw new SignatureError(
      "InvalidToken",
      "The provided token is malformed or otherwise invalid.",
    );
  }
  const { scope, signedHeaders, signature } = parseAuthorization(request.headers.authorization);
  const amzDate = amzDateOf(request, verifier);
  const problem = scopeProblem(scope, amzDate, verifier);
  if (problem !== undefined) throw malformed(problem);
  return verifyClaim(request, { scope, amzDate, signedHeaders, signature, payloadHash }, verifier);
}

function parseAuthorization(authorization: string | undefined) {
  if (authorization === undefined) throw new SignatureError("AccessDenied", "Access Denied");
  if (!authorization.startsWith(`${ALGORITHM} `)) {
    throw malformed("the authorization mechanism is not supported; use AWS4-HMAC-SHA256");
  }
  const parts = new Map(
    authorization
      .slice(ALGORITHM.length)
      .split(",")
      .map((part) => {
        const equals = part.indexOf("=");
        return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()] as const;
      }),
  );
  const scope = parseCredential(parts.get("Credential") ?? "");
  const signedHeaders = parts.get("SignedHeaders");
  const signature = parts.get("Signature");
  if (scope === undefined || signedHeaders === undefined || signature === undefined) {
    throw malformed("it needs Credential, SignedHeaders and Signature");
  }
  return { scope, signedHeaders: signedHeaders.split(";"), signature };
}

function amzDateOf(request: WireRequest, verifier: Verifier): string {
  const amzDate = request.headers["x-amz-date"];
  const requestMs = typeof amzDate === "string" ? parseAmzDate(amzDate) : undefined;
  if (typeof amzDate !== "string" || requestMs === undefined) {
    throw new SignatureError(
      "AccessDenied",
      "AWS authentication requires a valid Date or x-amz-date header",
    );
  }
  if (Math.abs(requestMs - verifier.nowMs) > MAX_SKEW_MS) {
    throw new SignatureError(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      {
        RequestTime: amzDate,
        ServerTime: new Date(verifier.nowMs).toISOString(),
        MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
      },
    );
  }
  return amzDate;
}

function malformed(problem: string): SignatureError {
  return new SignatureError(
    "AuthorizationHeaderMalformed",
    `The authorization header is malformed; ${problem}`,
  );
}
