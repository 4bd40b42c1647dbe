import { type Credentials, CredentialsOutageError } from "./secret-credentials.ts";

/** An access token as calls use it. */
export interface AccessToken {
  readonly token: string;
  /** From when on another one is fetched for the next call, in epoch milliseconds. */
  readonly renewAtMs: number;
}

export interface SharedTokenDeps {
  /**
   * Gets a token that is good for a while.
   * @param refused one that the points API has refused, if it is why another is needed
   * @throws {CredentialsOutageError} when none can be had for now
   */
  readonly fetchToken: (refused: string | undefined) => Promise<AccessToken>;
  readonly nowMs: () => number;
  /** Headers that go with the token's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A token is renewed so long before it ends, or a fifth of a shorter life: none ends on its way. */
const RENEW_BEFORE_MS = 30_000;
const RENEW_BEFORE_SHARE = 0.2;
/** An endpoint that asks for more time is asked again after so long all the same. */
const LONGEST_HOLD_MS = 60_000;

/** When a token that lives for so long from then on is renewed. */
export function renewalOf(fromMs: number, lifeMs: number): number {
  return fromMs + lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs * RENEW_BEFORE_SHARE);
}

/**
 * One token for all calls of a process. All who come while it is fetched get that one; who hears late
 * that an old one is refused discards nothing.
 */
export function shareToken({ fetchToken, nowMs, headers = {} }: SharedTokenDeps): Credentials {
  let current: Promise<AccessToken> | undefined;
  let refused: string | undefined;
  let held: { readonly error: CredentialsOutageError; readonly untilMs: number } | undefined;

  async function fetchUnlessHeld(): Promise<AccessToken> {
    if (held !== undefined && nowMs() < held.untilMs) throw held.error;
    held = undefined;
    try {
      const fetched = await fetchToken(refused);
      refused = undefined;
      return fetched;
    } catch (error) {
      if (error instanceof CredentialsOutageError && error.retryAfterMs !== undefined) {
        const untilMs = nowMs() + Math.min(error.retryAfterMs, LONGEST_HOLD_MS);
        held = { error, untilMs };
      }
      throw error;
    }
  }

  function fetchOnce(): Promise<AccessToken> {
    const asked = fetchUnlessHeld();
    current = asked;
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked;
  }

  return {
    async get() {
      let asked = current ?? fetchOnce();
      let known = await asked;
      if (nowMs() >= known.renewAtMs) {
        asked = current === asked ? fetchOnce() : (current ?? fetchOnce());
        known = await asked;
      }
      const { token } = known;
      return {
        headers: { ...headers, authorization: `Bearer ${token}` },
        forget() {
          // A late refusal of an old token says nothing of the one that took its place.
          if (current !== asked) return;
          current = undefined;
          refused = token;
        },
      };
    },
  };
}
