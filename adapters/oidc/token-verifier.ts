import { errors, type JWTPayload, jwtVerify } from "jose";
import { optional } from "../../domain/optional.ts";
import type { Person, Role } from "../../domain/payout/person.ts";
import { createProviderKeys } from "./provider-keys.ts";
import {
  type EmailTrust,
  personOf,
  readAudiences,
  readRoles,
  trustedEmailOf,
  whyNoAccessToken,
} from "./token-claims.ts";

/** The caller and their roles: several, or none. */
export interface Caller {
  /** With an e-mail address when the token itself holds one that can be trusted. */
  readonly person: Person;
  readonly roles: readonly Role[];
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
  /** Name of the claim that holds the name to show; the subject is shown without one. */
  readonly nameClaim?: string | undefined;
  readonly emails?: EmailTrust | undefined;
  /** Whether access tokens are marked as such in their header (RFC 9068): others are refused. */
  readonly isTyped?: boolean | undefined;
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

  const { issuer, nameClaim, emails = "verified", isTyped = false } = options;
  const clockTolerance = options.clockToleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;

  async function readPayload(token: string): Promise<JWTPayload> {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer,
      requiredClaims: ["sub", "exp"],
      clockTolerance,
    });
    const why = whyNoAccessToken(protectedHeader, payload, { isTyped });
    if (why !== undefined) throw new TokenError("token_invalid", why);
    const nowSeconds = Math.floor(Date.now() / 1000);
    if (payload.iat !== undefined && payload.iat > nowSeconds + clockTolerance) {
      throw new TokenError("token_invalid", "The token was issued in the future.");
    }
    return payload;
  }

  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_CHARACTERS) {
        throw new TokenError("token_invalid", "The token is too long.");
      }
      const payload = await readPayload(token).catch((error: unknown) => {
        throw tokenErrorOf(error, (payload) => personOf(payload, { issuer, nameClaim }));
      });
      if (!readAudiences(payload).includes(options.audience)) {
        throw new TokenError("token_invalid", "The token was issued for another audience.");
      }
      const person = personOf(payload, { issuer, nameClaim });
      if (person === undefined) {
        throw new TokenError("token_invalid", "The token names no subject.");
      }
      return {
        person: { ...person, ...optional("email", trustedEmailOf(payload, emails)) },
        roles: readRoles(payload, options.rolesClaim),
        issuedAtMs: payload.iat === undefined ? undefined : payload.iat * 1000,
      };
    },
  };
}

export type TokenProblem = "token_invalid" | "token_expired";

export class TokenError extends Error {
  override readonly name = "TokenError";
  readonly problem: TokenProblem;
  /** Whose token has expired. */
  readonly person: Person | undefined;

  constructor(
    problem: TokenProblem,
    message: string,
    { person, ...options }: ErrorOptions & { readonly person?: Person | undefined } = {},
  ) {
    super(message, options);
    this.problem = problem;
    this.person = person;
  }
}

/** What jose found, in words of our own: its messages may quote claims. */
function tokenErrorOf(error: unknown, whose: (payload: JWTPayload) => Person | undefined): unknown {
  if (error instanceof errors.JWTExpired) {
    const person = whose(error.payload);
    return new TokenError("token_expired", "The token has expired.", { cause: error, person });
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
