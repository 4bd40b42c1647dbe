import { ALGORITHM, parseAmzDate, parseCredential } from "./credential-scope.ts";
import { signHeaderAgain } from "./sign-again.ts";
import { SignatureError } from "./signature-error.ts";
import {
  MAX_SKEW_MS,
  scopeProblem,
  type VerifiedSignature,
  type Verifier,
  verifyClaim,
} from "./verified-signature.ts";
import type { WireRequest } from "./wire-request.ts";

/**
 * Verifies the `Authorization` header. `payloadHash` is what the body is signed as: for S3 the
 * `x-amz-content-sha256` header, for other services the SHA-256 of the body in hex.
 * @throws {SignatureError}
 */
export async function verifyHeaderSignature(
  request: WireRequest,
  payloadHash: string,
  verifier: Verifier,
): Promise<VerifiedSignature> {
  if (request.headers["x-amz-security-token"] !== undefined) {
    throw new SignatureError(
      "InvalidToken",
      "The provided token is malformed or otherwise invalid.",
    );
  }
  const { scope, signedHeaders, signature } = parseAuthorization(request.headers.authorization);
  const { amzDate, signedMs } = signingTime(request, verifier);
  const problem = scopeProblem(scope, amzDate, verifier);
  if (problem !== undefined) throw malformed(problem);
  const claim = { scope, amzDate, signedMs, signedHeaders, signature, payloadHash };
  return await verifyClaim(request, claim, verifier, signHeaderAgain);
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

function signingTime(request: WireRequest, verifier: Verifier) {
  const amzDate = request.headers["x-amz-date"];
  const signedMs = typeof amzDate === "string" ? parseAmzDate(amzDate) : undefined;
  if (typeof amzDate !== "string" || signedMs === undefined) {
    throw new SignatureError(
      "AccessDenied",
      "AWS authentication requires a valid Date or x-amz-date header",
    );
  }
  if (Math.abs(signedMs - verifier.nowMs) > MAX_SKEW_MS) {
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
  return { amzDate, signedMs };
}

function malformed(problem: string): SignatureError {
  return new SignatureError(
    "AuthorizationHeaderMalformed",
    `The authorization header is malformed; ${problem}`,
  );
}
