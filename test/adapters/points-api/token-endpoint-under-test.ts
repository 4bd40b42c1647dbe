import { setImmediate as nextTurn } from "node:timers/promises";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { startLocalSecrets } from "@paysheet/aws-emulator/secrets-manager";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { createCredentials } from "../../../adapters/points-api/credentials.ts";
import { createRefreshTokenKeeper } from "../../../adapters/points-api/keep-refresh-token.ts";
import { createSecretVersions } from "../../../adapters/secrets/secret-versions.ts";
import { createSecretsReader } from "../../../adapters/secrets/secrets-reader.ts";
import { createMemoryRefreshLock } from "../../doubles/memory-stores.ts";
import { listen } from "./points-api-under-test.ts";

export const SECRET_ID = "paysheet/dev/points-api";
export const CLIENT = { clientId: "paysheet", clientSecret: "client-s3cret" };
export const START_MS = Date.parse("2026-11-23T01:00:00.000Z");
export const DAY_MS = 86_400_000;
export const LIFE_MS = 14 * DAY_MS;

interface Asked {
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** What the endpoint does in place of a plain answer. */
type Fault =
  | { readonly answer: readonly [status: number, body: string, headers?: Record<string, string>] }
  /** It issues a token, and the answer is lost. */
  | "lose-answer"
  /** The connection breaks before anything is done. */
  | "cut";

/** An OAuth endpoint whose refresh tokens are good once: `refresh-1` first. */
export async function startTokenEndpoint({
  tokenBody = (): object => ({ expires_in: 7_200 }),
  keepsOld = false,
} = {}) {
  const asked: Asked[] = [];
  const faults: Fault[] = [];
  let issued = 1;
  let good = ["refresh-1"];
  let waitFor: Promise<unknown> = Promise.resolve();

  const tokenUrl = await listen(async (request, response) => {
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const { authorization } = request.headers;
    asked.push({ authorization, form: Object.fromEntries(form) });
    await waitFor;
    const fault = faults.shift();
    if (fault === "cut") return request.socket.destroy();
    if (typeof fault === "object") {
      const [status, body, headers = {}] = fault.answer;
      return response.writeHead(status, headers).end(body);
    }
    if (!good.includes(form.get("refresh_token") ?? "")) {
      const error = { error: "invalid_grant", error_description: "Invalid refresh_token" };
      return response.writeHead(400).end(JSON.stringify(error));
    }
    issued += 1;
    good = keepsOld ? [...good, `refresh-${issued}`] : [`refresh-${issued}`];
    if (fault === "lose-answer") return request.socket.destroy();
    const tokens = { access_token: `access-${issued}`, refresh_token: `refresh-${issued}` };
    return response.end(JSON.stringify({ ...tokens, ...tokenBody() }));
  });
  return {
    tokenUrl,
    asked,
    faults,
    /** Holds all answers until then. */
    holdUntil(promise: Promise<unknown>) {
      waitFor = promise;
    },
    signIn(refreshToken: string) {
      good = [refreshToken];
    },
  };
}

/**
 * A secret in Secrets Manager, and processes that use it, each with nothing of its own but what it was
 * started with. The time stands still until a test sets it.
 */
export async function openRefreshTokens(
  { tokenUrl }: { readonly tokenUrl: string },
  secret: object = { ...CLIENT, refreshToken: "refresh-1" },
) {
  const account = {
    region: "ap-northeast-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local-secret" },
  };
  const service = await startLocalSecrets({
    ...account,
    accountId: "123456789012",
    secrets: { [SECRET_ID]: JSON.stringify(secret) },
  });
  const secretsManager = new SecretsManagerClient({ ...account, endpoint: service.endpoint });
  onTestFinished(async () => {
    secretsManager.destroy();
    await service.close();
  });
  let nowMs = START_MS;
  const waits = { pass: false };
  const clock = {
    nowMs: () => nowMs,
    async sleep(ms: number) {
      if (waits.pass) nowMs += ms;
      await nextTurn();
    },
  };
  const secretVersions = createSecretVersions({ secretsManager });
  const refreshLock = createMemoryRefreshLock();
  const auth = {
    kind: "refresh_token",
    clientAuth: "header",
    refreshTokenLifeMs: LIFE_MS,
    headers: { "x-api-version": "2026-09-01" },
    tokenUrl,
  } as const;
  const refreshing = { secretVersions, refreshLock, clock };

  return {
    setTime: (ms: number) => {
      nowMs = START_MS + ms;
    },
    /** From now on, who waits lets the time pass. */
    letTimePass: () => {
      waits.pass = true;
    },
    secretVersions,
    refreshLock,
    /** The secret as it stands. */
    stored: async () => (await secretVersions.read(SECRET_ID, z.looseObject({}))).content,
    put: (content: object) =>
      secretsManager.send(
        new PutSecretValueCommand({ SecretId: SECRET_ID, SecretString: JSON.stringify(content) }),
      ),
    startProcess: (own: Partial<typeof refreshing> = {}) =>
      createCredentials(auth, {
        secretId: SECRET_ID,
        secrets: createSecretsReader({ secretsManager, nowMs: clock.nowMs }),
        nowMs: clock.nowMs,
        refreshing: { ...refreshing, ...own },
      }),
    startKeeper: () => createRefreshTokenKeeper({ ...auth, secretId: SECRET_ID }, refreshing),
  };
}
