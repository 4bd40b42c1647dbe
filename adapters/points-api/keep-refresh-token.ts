import { toEpochMs } from "../../domain/clock.ts";
import {
  createRefreshTokenSecret,
  type RefreshSecret,
  type RefreshTokenAuth,
  type RefreshTokenDeps,
} from "./refresh-token.ts";
import { CredentialsOutageError } from "./secret-credentials.ts";
import type { TokenEndpoint } from "./token-endpoint.ts";

/** How a refresh token does that dies when nobody uses it. */
export interface RefreshTokenHealth {
  /**
   * - `kept`: it has more than half of its life left.
   * - `refreshed`: another one took its place just now.
   * - `not_put`: nobody has put the first one into the secret yet.
   * - `waiting`: it is to be refreshed, and who is needed for that does not answer for now.
   * - `refused`: somebody has to mend something.
   */
  readonly state: "kept" | "refreshed" | "not_put" | "waiting" | "refused";
  /** A person has to look: it will end soon, or can't be refreshed. */
  readonly isAtRisk: boolean;
  /** Why it could not be refreshed, without any secret. */
  readonly why?: string | undefined;
}

/** Keeps a refresh token alive, however long nobody is paid. */
export interface RefreshTokenKeeper {
  /** Refreshes it when half of its life is over. Never rejects. */
  keep(): Promise<RefreshTokenHealth>;
}

/** What stands for each member but the secret one until a person puts the real ones. */
const NOT_PUT = "not-set";
/** What is left of its life when it is refreshed. */
const REFRESH_LEFT = 1 / 2;
/** What is left of it when people are told. */
const RISK_LEFT = 1 / 3;

export function createRefreshTokenKeeper(
  kept: TokenEndpoint &
    Pick<RefreshTokenAuth, "refreshTokenLifeMs"> & { readonly secretId: string },
  deps: RefreshTokenDeps,
): RefreshTokenKeeper {
  const tokens = createRefreshTokenSecret(kept, kept.secretId, deps);
  /** From 1, when it is new, to 0; of one that was never used it is not known how old it is. */
  const lifeLeftOf = ({ refreshedAt }: RefreshSecret): number =>
    refreshedAt === undefined
      ? 0
      : 1 - (deps.clock.nowMs() - toEpochMs(refreshedAt)) / kept.refreshTokenLifeMs;

  async function keep(): Promise<RefreshTokenHealth> {
    const before = await tokens.read();
    if (before.clientId === NOT_PUT) return { state: "not_put", isAtRisk: false };
    try {
      const after = await tokens.refreshUnless((stored) => lifeLeftOf(stored) > REFRESH_LEFT);
      const isOther = after.refreshedAt !== before.refreshedAt;
      return { state: isOther ? "refreshed" : "kept", isAtRisk: false };
    } catch (error) {
      return failed(error, lifeLeftOf(before) < RISK_LEFT);
    }
  }

  return { keep: () => keep().catch((error: unknown) => failed(error, false)) };
}

function failed(error: unknown, isEnding: boolean): RefreshTokenHealth {
  const why = error instanceof Error ? error.message : "unknown failure";
  return error instanceof CredentialsOutageError
    ? { state: "waiting", isAtRisk: isEnding, why }
    : { state: "refused", isAtRisk: true, why };
}
