import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { fetchDiscovery, PROVIDER_TIMEOUT_MS } from "./discovery.ts";

const DEFAULT_COOLDOWN_MS = 30_000;

/**
 * The signing keys of an OpenID provider, found by its discovery document, cached, and fetched
 * again when a token names a key that is not among them.
 */
export function createProviderKeys(options: {
  readonly issuer: string;
  readonly cooldownMs?: number | undefined;
}): JWTVerifyGetKey {
  let discovered: Promise<JWTVerifyGetKey> | undefined;

  async function discover(): Promise<JWTVerifyGetKey> {
    const jwksUri = await fetchJwksUri(options.issuer);
    return createRemoteJWKSet(new URL(jwksUri), {
      cooldownDuration: options.cooldownMs ?? DEFAULT_COOLDOWN_MS,
      timeoutDuration: PROVIDER_TIMEOUT_MS,
    });
  }

  return async (header, token) => {
    discovered ??= discover();
    try {
      const keys = await discovered;
      return await keys(header, token);
    } catch (error) {
      if (error instanceof ProviderUnavailableError) discovered = undefined;
      throw aboutToken(error) ? error : unavailable(options.issuer, error);
    }
  };
}

async function fetchJwksUri(issuer: string): Promise<string> {
  try {
    return (await fetchDiscovery(issuer)).jwks_uri;
  } catch (cause) {
    throw unavailable(issuer, cause);
  }
}

/** Errors that say something of the token, not of the provider or the way to it. */
function aboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

function unavailable(issuer: string, cause: unknown): ProviderUnavailableError {
  return cause instanceof ProviderUnavailableError
    ? cause
    : new ProviderUnavailableError(issuer, { cause });
}

export class ProviderUnavailableError extends Error {
  override readonly name = "ProviderUnavailableError";
  constructor(issuer: string, options?: ErrorOptions) {
    super(`The keys of the OpenID provider ${issuer} can't be fetched now.`, options);
  }
}
