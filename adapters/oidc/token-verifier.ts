import { errors, type JWTPayload, jwtVerify } from "jose";
import type { Person, Role } from "../../domain/payout/person.ts";
import { createProviderKeys } from "./provider-keys.ts";
import { personOf, readAudiences, readRoles, verifiedEmailOf } from "./token-claims.ts";

/** The caller and their roles: several, or none. */
export interface Caller {
  readonly person: Person;
  readonly roles: readonly Role[];
  /** Verified by the provider; absent when the token does not hold it. */
  readonly email?: string | undefined;
  /** When the token was issued; absent when it does not say. */
  readonly issuedAtMs?: number | undefined;
}

export interface TokenVerifier {
  /**
   * Verifies a bearer token and returns whom it was issued to.
   * @throws {TokenError} when the token will not do; its message never holds the token
   * @throws {ProviderUnavailableError} when the provider's keys can't be had
   */
  verify(token: string): Promise<Caller>;
}

export interface TokenVerifierOptions {
  /** Exactly as the provider's discovery document and its tokens name it. */
  readonly issuer: string;
  /** What `aud` must hold; for tokens without `aud` (Cognito's access tokens) the `client_id`. */
  readonly audience: string;
  /** Name of the claim that holds the roles; dots lead into nested claims. */
  readonly rolesClaim: string;
  readonly clockToleranceSeconds?: number;
  /** How long after a fetch an unknown key does not cause another one. */
  readonly keysCooldownMs?: number | undefined;
}

/** Signatures by public keys only: a shared secret or no signature is never taken. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"];
const DEFAULT_TOLERANCE_SECONDS = 30;
const MAX_TOKEN_CHARACTERS = 16_384;

/** Verifies JWTs of one OpenID provider, whose keys it finds by discovery. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const keys = createProviderKeys({
    issuer: options.issuer,
    cooldownMs: options.keysCooldownMs,
  });

  async function readPayload(token: string): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer: options.issuer,
      requiredClaims: ["sub", "exp"],
      clockTolerance: options.clockToleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS,
    });
    return payload;
  }

  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_CHARACTERS) {
        throw new TokenError("token_invalid", "The token is too long.");
      }
      const payload = await readPayload(token).catch((error: unknown) => {
        throw tokenErrorOf(error);
      });
      if (!readAudiences(payload).includes(options.audience)) {
        throw new TokenError("token_invalid", "The token was issued for another audience.");
      }
      const person = personOf(payload);
      if (person === undefined) {
        throw new TokenError("token_invalid", "The token names no subject.");
      }
      return {
        person,
        roles: readRoles(payload, options.rolesClaim),
        email: verifiedEmailOf(payload),
        issuedAtMs: payload.iat === undefined ? undefined : payload.iat * 1000,
      };
    },
  };
}

export type TokenProblem = "token_invalid" | "token_expired";

export class TokenError extends Error {
  override readonly name = "TokenError";
  readonly problem: TokenProblem;

  constructor(problem: TokenProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** What jose found, in words of our own: its messages may quote claims. */
function tokenErrorOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new TokenError("token_expired", "The token has expired.", { cause: error });
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new TokenError("token_invalid", claimMessage(error), { cause: error });
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return invalid("The token is not signed with an algorithm that is taken here.", error);
  }
  if (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return invalid("The token is signed with a key that the provider does not have.", error);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return invalid("The token's signature is wrong.", error);
  }
  if (error instanceof errors.JOSEError) {
    return invalid("The bearer token is not a signed JWT.", error);
  }
  return error;
}

function claimMessage({ claim }: errors.JWTClaimValidationFailed): string {
  if (claim === "iss") return "The token was issued by another provider.";
  if (claim === "nbf") return "The token is not valid yet.";
  return `The token's claim "${claim}" is missing or will not do.`;
}

function invalid(message: string, cause: Error): TokenError {
  return new TokenError("token_invalid", message, { cause });
}
