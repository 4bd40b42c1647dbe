import { toEpochMs } from "../../domain/clock.ts";
import {
  createRefreshTokenSecret,
  type RefreshSecret,
  type RefreshTokenAuth,
  type RefreshTokenDeps,
} from "./refresh-token.ts";
import type { Credentials } from "./secret-credentials.ts";
import { type AccessToken, renewalOf, shareToken } from "./shared-token.ts";

/**
 * Access tokens had for refresh tokens that each use replaces (RFC 6749, section 6). All processes use
 * the one access token that stands in the secret; only when it ends, or is refused, one of them refreshes.
 * @throws {Error} when the token endpoint's address is not to be called
 */
export function createRefreshTokenCredentials(
  auth: RefreshTokenAuth,
  secretId: string,
  deps: RefreshTokenDeps,
): Credentials {
  const tokens = createRefreshTokenSecret(auth, secretId, deps);
  const { nowMs } = deps.clock;
  return shareToken({
    nowMs,
    headers: auth.headers,
    async fetchToken(refused) {
      const secret = await tokens.refreshUnless((stored) => {
        const access = accessTokenIn(stored);
        return access !== undefined && access.token !== refused && nowMs() < access.renewAtMs;
      });
      const access = accessTokenIn(secret);
      if (access === undefined) throw new Error(`The secret ${secretId} has no access token.`);
      return access;
    },
  });
}

/** Undefined where none was stored, or not by us. */
function accessTokenIn({
  accessToken: token,
  accessTokenEndsAt: endsAt,
  refreshedAt: from,
}: RefreshSecret): AccessToken | undefined {
  if (token === undefined || endsAt === undefined || from === undefined) return undefined;
  const fromMs = toEpochMs(from);
  return { token, renewAtMs: renewalOf(fromMs, toEpochMs(endsAt) - fromMs) };
}
