import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Credentials as Described } from "../../connectors/connector.ts";
import { type Clock, toInstant } from "../../domain/clock.ts";
import type { SecretVersion, SecretVersions } from "../secrets/secret-versions.ts";
import type { HeldRefreshLock, RefreshLock } from "./refresh-lock.ts";
import { CredentialsOutageError, passingAsOutage } from "./secret-credentials.ts";
import {
  askForToken,
  assertTokenUrl,
  clientSchema,
  type IssuedToken,
  type TokenEndpoint,
} from "./token-endpoint.ts";

export type RefreshTokenAuth = Extract<Described, { kind: "refresh_token" }>;

export interface RefreshTokenDeps {
  readonly secretVersions: SecretVersions;
  readonly refreshLock: RefreshLock;
  readonly clock: Pick<Clock, "nowMs" | "sleep">;
}

/** What a person puts into the secret, and what each refresh adds to it. */
const refreshSecretSchema = clientSchema.loose().extend({
  refreshToken: z.string().min(1),
  accessToken: z.string().min(1).optional(),
  accessTokenEndsAt: z.iso.datetime().optional(),
  /** Since when the refresh token is there. */
  refreshedAt: z.iso.datetime().optional(),
});
export type RefreshSecret = z.infer<typeof refreshSecretSchema>;

/** A secret whose refresh token each use replaces. */
export interface RefreshTokenSecret {
  /** The secret as it stands. */
  read(): Promise<RefreshSecret>;
  /**
   * The secret as soon as `isGood`: as it stands, or with tokens that another process has stored
   * meanwhile; else with those of a refresh.
   * @throws {CredentialsOutageError} when it can't be had for now
   * @throws {Error} when somebody has to mend something, in words of what
   */
  refreshUnless(isGood: (secret: RefreshSecret) => boolean): Promise<RefreshSecret>;
}

type Version = SecretVersion<RefreshSecret>;
/** A version that is to stand in the secret in place of the one whose refresh token it was had for. */
interface Replacement {
  readonly replaces: string;
  readonly version: Version;
}

/** Outlasts a call of the token endpoint and storing what it answered, with what is tried again. */
const LOCK_TTL_MS = 45_000;
/** So much of it must be left when the endpoint is asked. */
const LEFT_TO_ASK_MS = 40_000;
const STORE_TRIES = 3;
const POLL_MS = 250;
/** Another process that refreshes for longer has most likely died. */
const LONGEST_WAIT_MS = 15_000;

/**
 * Refresh tokens that each use replaces (RFC 6749, section 6). One process at a time uses one up, and
 * what takes its place is stored before anything is done with it (docs/adr/0032).
 * @throws {Error} when the token endpoint's address is not to be called
 */
export function createRefreshTokenSecret(
  endpoint: TokenEndpoint,
  secretId: string,
  { secretVersions, refreshLock, clock }: RefreshTokenDeps,
): RefreshTokenSecret {
  assertTokenUrl(endpoint);
  const owner = randomUUID();
  /** What could not be stored: it holds the only refresh token that is good. */
  let unstored: Replacement | undefined;

  const read = () => passingAsOutage(() => secretVersions.read(secretId, refreshSecretSchema));

  /** Undefined when the secret has to be looked at again. */
  async function refresh(
    lock: HeldRefreshLock,
    isGood: (secret: RefreshSecret) => boolean,
  ): Promise<Version | undefined> {
    const latest = await read();
    if (unstored !== undefined) return await store(lock, unstored);
    if (isGood(latest.content)) return latest;
    const lastUse = lock.lastUse?.versionId === latest.versionId ? lock.lastUse : undefined;
    // Secrets Manager does not show a new version everywhere at once.
    if (lastUse?.outcome === "stored") return undefined;
    const cutOffAtMs = lastUse?.outcome === undefined ? lastUse?.atMs : undefined;
    const version = await exchange(lock, latest, cutOffAtMs);
    unstored = { replaces: latest.versionId, version };
    return await store(lock, unstored);
  }

  async function exchange(
    lock: HeldRefreshLock,
    { versionId, content }: Version,
    cutOffAtMs: number | undefined,
  ): Promise<Version> {
    const askedAtMs = clock.nowMs();
    // The first use that was cut off is the one by which a token may have been lost.
    const use = { versionId, atMs: cutOffAtMs ?? askedAtMs };
    const isNoted = await passingAsOutage(() => lock.note(use));
    if (!isNoted || lock.endsAtMs - clock.nowMs() < LEFT_TO_ASK_MS) {
      throw new CredentialsOutageError(`There was too little time to refresh ${secretId}.`);
    }
    const grant = { grant_type: "refresh_token", refresh_token: content.refreshToken };
    const answer = await askForToken(endpoint, content, grant, clock.nowMs);
    if (!("refusal" in answer)) {
      return { versionId: randomUUID(), content: withTokens(content, answer, askedAtMs) };
    }
    if (cutOffAtMs === undefined) {
      await passingAsOutage(() => lock.note({ ...use, outcome: "refused" }));
    }
    throw new Error(
      answer.error === "invalid_grant"
        ? `${answer.refusal}. ${signInAgain(secretId, cutOffAtMs)}`
        : answer.refusal,
    );
  }

  /** Undefined when a person has put another one meanwhile, which is newer. */
  async function store(
    lock: HeldRefreshLock,
    replacement: Replacement,
  ): Promise<Version | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        const stored = await putUnlessReplaced(replacement);
        unstored = undefined;
        const use = { versionId: replacement.replaces, atMs: clock.nowMs() };
        // A failure of this takes nothing back.
        await lock.note({ ...use, outcome: "stored" }).catch(() => false);
        return stored;
      } catch (error) {
        if (!(error instanceof CredentialsOutageError) || tries === STORE_TRIES) throw error;
        await clock.sleep(POLL_MS);
      }
    }
  }

  async function putUnlessReplaced({
    replaces,
    version,
  }: Replacement): Promise<Version | undefined> {
    const { versionId } = await read();
    // It was put before, and the answer was lost.
    if (versionId === version.versionId) return version;
    if (versionId !== replaces) return undefined;
    await passingAsOutage(() => secretVersions.put(secretId, version));
    return version;
  }

  async function refreshUnderLock(
    isGood: (secret: RefreshSecret) => boolean,
  ): Promise<Version | undefined> {
    const request = { secretId, owner, ttlMs: LOCK_TTL_MS, nowMs: clock.nowMs() };
    const lock = await passingAsOutage(() => refreshLock.acquire(request));
    if (lock === undefined) return undefined;
    try {
      return await refresh(lock, isGood);
    } finally {
      // Kept until it ends where nothing could be stored: what stands there must not be sent again.
      if (unstored === undefined) await lock.release().catch(() => undefined);
    }
  }

  return {
    read: async () => (await read()).content,

    async refreshUnless(isGood) {
      const waitUntilMs = clock.nowMs() + LONGEST_WAIT_MS;
      for (;;) {
        const { content } = await read();
        if (unstored === undefined && isGood(content)) return content;
        const refreshed = await refreshUnderLock(isGood);
        if (refreshed !== undefined) return refreshed.content;
        if (clock.nowMs() >= waitUntilMs) {
          throw new CredentialsOutageError(`Another refresh of ${secretId} takes long.`);
        }
        await clock.sleep(POLL_MS);
      }
    },
  };
}

function withTokens(
  secret: RefreshSecret,
  { accessToken, refreshToken, lifeMs }: IssuedToken,
  askedAtMs: number,
): RefreshSecret {
  return {
    ...secret,
    // An endpoint that gives no other lets the same one be used again.
    refreshToken: refreshToken ?? secret.refreshToken,
    accessToken,
    accessTokenEndsAt: toInstant(askedAtMs + lifeMs),
    refreshedAt: toInstant(askedAtMs),
  };
}

function signInAgain(secretId: string, cutOffAtMs: number | undefined): string {
  const why =
    cutOffAtMs === undefined
      ? ""
      : ` It was used at ${toInstant(cutOffAtMs)}, and what took its place was lost before it could be stored.`;
  return (
    `The refresh token in the secret ${secretId} is no good any more.${why} Sign in to the points ` +
    "system again and put the new one there (docs/runbook.md#refresh-token-ending)."
  );
}
