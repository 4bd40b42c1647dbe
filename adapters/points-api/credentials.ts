import * as z from "zod";
import { createClientCredentials } from "./client-credentials.ts";
import type { AuthConfig } from "./points-api-config.ts";
import {
  basicOf,
  type Credentials,
  type CredentialsDeps,
  fromSecret,
} from "./secret-credentials.ts";

const bearerSecretSchema = z.object({ token: z.string().min(1) });
const apiKeySecretSchema = z.object({ apiKey: z.string().min(1) });
const basicSecretSchema = z.object({
  // RFC 7617 has no way to write a colon in it.
  user: z.string().regex(/^[^:]+$/),
  password: z.string(),
});

export function createCredentials(auth: AuthConfig, deps: CredentialsDeps): Credentials {
  switch (auth.kind) {
    case "none":
      return { get: async () => ({ headers: {}, forget: () => undefined }) };
    case "bearer":
      return fromSecret(auth.secretId, deps, bearerSecretSchema, ({ token }) => ({
        authorization: `Bearer ${token}`,
      }));
    case "api_key":
      return fromSecret(auth.secretId, deps, apiKeySecretSchema, ({ apiKey }) => ({
        [auth.header.toLowerCase()]: apiKey,
      }));
    case "basic":
      return fromSecret(auth.secretId, deps, basicSecretSchema, ({ user, password }) => ({
        authorization: basicOf(user, password),
      }));
    case "client_credentials":
      return createClientCredentials(auth, deps);
  }
}
