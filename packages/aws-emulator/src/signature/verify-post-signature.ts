import { ALGORITHM, parseAmzDate, parseCredential } from "./credential-scope.ts";
import { SignatureError } from "./signature-error.ts";
import { assertSame, knownSigner, scopeProblem, type Verifier } from "./verified-signature.ts";

/**
 * Verifies the signature of a browser form's policy. `fields` are the form's, by lower-case name.
 * What the policy says, its expiration included, is the caller's to check.
 * @returns the access key id that signed it
 * @throws {SignatureError}
 */
export async function verifyPostSignature(
  fields: ReadonlyMap<string, string>,
  verifier: Verifier,
): Promise<string> {
  const policy = fields.get("policy");
  // Without a policy the form is anonymous, and nothing here is open to everybody.
  if (policy === undefined) throw new SignatureError("AccessDenied", "Access Denied");
  if (fields.has("x-amz-security-token")) {
    throw new SignatureError(
      "InvalidToken",
      "The provided token is malformed or otherwise invalid.",
    );
  }
  const signature = fields.get("x-amz-signature");
  const scope = parseCredential(fields.get("x-amz-credential") ?? "");
  const amzDate = fields.get("x-amz-date") ?? "";
  const signedMs = parseAmzDate(amzDate);
  if (
    fields.get("x-amz-algorithm") !== ALGORITHM ||
    scope === undefined ||
    signedMs === undefined ||
    signature === undefined
  ) {
    throw new SignatureError("AccessDenied", "Access Denied");
  }
  const problem = scopeProblem(scope, amzDate, verifier);
  if (problem !== undefined) {
    throw new SignatureError(
      "AuthorizationQueryParametersError",
      `Error parsing the X-Amz-Credential field; ${problem}`,
    );
  }
  const signer = knownSigner(scope, verifier);
  const expected = await signer.sign(policy, { signingDate: new Date(signedMs) });
  assertSame(expected, { scope, signature }, { StringToSign: policy });
  return scope.accessKeyId;
}
