import { request as httpRequest } from "undici";
import * as z from "zod";
import type { SecretsReader } from "../secrets/secrets-reader.ts";
import type { AuthConfig } from "./points-api-config.ts";

/** The headers by which the points API knows who calls. */
export interface Credentials {
  /** Headers that prove who we are. @throws {Error} when they can't be had */
  headers(): Promise<Record<string, string>>;
  /** To be called when they were refused: the next call gets fresh ones. */
  forget(): void;
}

export interface CredentialsDeps {
  readonly secrets: SecretsReader;
  readonly nowMs: () => number;
}

const bearerSecretSchema = z.object({ token: z.string().min(1) });
const apiKeySecretSchema = z.object({ apiKey: z.string().min(1) });
const clientSecretSchema = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});
const tokenAnswerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(300),
});

/** A token is renewed this long before it expires, so that none expires on its way. */
const RENEW_BEFORE_MS = 30_000;
const TOKEN_TIMEOUT_MS = 10_000;

export function createCredentials(auth: AuthConfig, deps: CredentialsDeps): Credentials {
  switch (auth.kind) {
    case "none":
      return { headers: async () => ({}), forget: () => undefined };
    case "bearer":
      return {
        async headers() {
          const { token } = await deps.secrets.read(auth.secretId, bearerSecretSchema);
          return { authorization: `Bearer ${token}` };
        },
        forget: () => deps.secrets.forget(auth.secretId),
      };
    case "api_key":
      return {
        async headers() {
          const { apiKey } = await deps.secrets.read(auth.secretId, apiKeySecretSchema);
          return { [auth.header.toLowerCase()]: apiKey };
        },
        forget: () => deps.secrets.forget(auth.secretId),
      };
    case "client_credentials":
      return createClientCredentials(auth, deps);
  }
}

/** OAuth 2 client credentials (RFC 6749, section 4.4); one token serves all calls. */
function createClientCredentials(
  auth: Extract<AuthConfig, { kind: "client_credentials" }>,
  { secrets, nowMs }: CredentialsDeps,
): Credentials {
  let current: Promise<{ token: string; renewAtMs: number }> | undefined;

  async function fetchToken() {
    const { clientId, clientSecret } = await secrets.read(auth.secretId, clientSecretSchema);
    const form = new URLSearchParams({ grant_type: "client_credentials" });
    if (auth.scope !== undefined) form.set("scope", auth.scope);
    const basic = Buffer.from(
      `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`,
    ).toString("base64");
    const askedAtMs = nowMs();
    const answer = await httpRequest(auth.tokenUrl, {
      method: "POST",
      headers: {
        authorization: `Basic ${basic}`,
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: form.toString(),
      signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
    });
    const body: unknown = await answer.body.json();
    if (answer.statusCode !== 200) {
      throw new Error(`The token endpoint answered ${answer.statusCode}.`);
    }
    const { access_token: token, expires_in: expiresInSeconds } = tokenAnswerSchema.parse(body);
    return { token, renewAtMs: askedAtMs + expiresInSeconds * 1000 - RENEW_BEFORE_MS };
  }

  async function token(): Promise<string> {
    current ??= fetchToken();
    const asked = current;
    try {
      const known = await asked;
      if (nowMs() < known.renewAtMs) return known.token;
    } catch (error) {
      if (current === asked) current = undefined;
      throw error;
    }
    if (current === asked) current = fetchToken();
    return (await current).token;
  }

  return {
    headers: async () => ({ authorization: `Bearer ${await token()}` }),
    forget() {
      current = undefined;
      secrets.forget(auth.secretId);
    },
  };
}
