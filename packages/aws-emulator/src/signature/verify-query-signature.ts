import { ALGORITHM, parseAmzDate, parseCredential } from "./credential-scope.ts";
import { signQueryAgain } from "./sign-again.ts";
import { SignatureError } from "./signature-error.ts";
import {
  MAX_SKEW_MS,
  scopeProblem,
  type VerifiedSignature,
  type Verifier,
  verifyClaim,
} from "./verified-signature.ts";
import { parseQuery, type WireRequest } from "./wire-request.ts";

const MAX_EXPIRES_SECONDS = 7 * 24 * 60 * 60;

/** True when the request is signed in its query, as presigned URLs are. */
export function hasQuerySignature(request: WireRequest): boolean {
  return parseQuery(request.query).some(([name]) => name === "X-Amz-Algorithm");
}

/**
 * Verifies a presigned URL, its expiry included. The body is signed as the
 * `x-amz-content-sha256` header says, else not at all.
 * @throws {SignatureError}
 */
export async function verifyQuerySignature(
  request: WireRequest,
  verifier: Verifier,
): Promise<VerifiedSignature> {
  const parameters = new Map(parseQuery(request.query));
  const amzDate = parameters.get("X-Amz-Date") ?? "";
  const scope = parseCredential(parameters.get("X-Amz-Credential") ?? "");
  const signature = parameters.get("X-Amz-Signature");
  const signedHeaders = parameters.get("X-Amz-SignedHeaders");
  if (parameters.get("X-Amz-Algorithm") !== ALGORITHM) {
    throw parametersError(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  }
  if (parameters.has("X-Amz-Security-Token")) {
    throw new SignatureError(
      "InvalidToken",
      "The provided token is malformed or otherwise invalid.",
    );
  }
  if (scope === undefined || signature === undefined || signedHeaders === undefined) {
    throw parametersError(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  const problem = scopeProblem(scope, amzDate, verifier);
  if (problem !== undefined) throw parametersError(`Error parsing X-Amz-Credential; ${problem}`);
  const signedMs = assertInTime(amzDate, parameters.get("X-Amz-Expires"), verifier.nowMs);

  const header = request.headers["x-amz-content-sha256"];
  const payloadHash = typeof header === "string" ? header : "UNSIGNED-PAYLOAD";
  const claim = {
    scope,
    amzDate,
    signedMs,
    signedHeaders: signedHeaders.split(";"),
    signature,
    payloadHash,
  };
  return await verifyClaim(request, claim, verifier, signQueryAgain);
}

/** When it was signed, as epoch milliseconds. */
function assertInTime(amzDate: string, expires: string | undefined, nowMs: number): number {
  const signedMs = parseAmzDate(amzDate);
  if (signedMs === undefined) {
    throw parametersError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (expires === undefined || !/^\d{1,9}$/.test(expires)) {
    throw parametersError("X-Amz-Expires should be a number");
  }
  if (Number(expires) > MAX_EXPIRES_SECONDS) {
    throw parametersError("X-Amz-Expires must be less than a week (in seconds)");
  }
  const serverTime = { ServerTime: new Date(nowMs).toISOString() };
  if (signedMs - nowMs > MAX_SKEW_MS) {
    throw new SignatureError("AccessDenied", "Request is not yet valid", serverTime);
  }
  const expiresMs = signedMs + Number(expires) * 1000;
  if (nowMs >= expiresMs) {
    throw new SignatureError("AccessDenied", "Request has expired", {
      "X-Amz-Expires": expires,
      Expires: new Date(expiresMs).toISOString(),
      ...serverTime,
    });
  }
  return signedMs;
}

function parametersError(message: string): SignatureError {
  return new SignatureError("AuthorizationQueryParametersError", message);
}
