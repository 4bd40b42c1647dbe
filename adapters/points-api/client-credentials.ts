import type { Credentials as Described } from "../../connectors/connector.ts";
import { optional } from "../../domain/optional.ts";
import { type Credentials, type CredentialsDeps, readSecret } from "./secret-credentials.ts";
import { type AccessToken, renewalOf, shareToken } from "./shared-token.ts";
import {
  askForToken,
  assertTokenUrl,
  type Client,
  clientSchema,
  type IssuedToken,
} from "./token-endpoint.ts";

type ClientCredentials = Extract<Described, { kind: "client_credentials" }>;

/**
 * OAuth 2 client credentials (RFC 6749, section 4.4); one token serves all calls of a process.
 * @throws {Error} when the token endpoint's address is not to be called
 */
export function createClientCredentials(
  auth: ClientCredentials,
  secretId: string,
  { secrets, nowMs }: CredentialsDeps,
): Credentials {
  assertTokenUrl(auth);
  const grant = {
    grant_type: "client_credentials",
    ...optional("scope", auth.scope),
    ...optional("audience", auth.audience),
  };
  const readClient = () => readSecret(secrets, secretId, clientSchema);
  const ask = (client: Client) => askForToken(auth, client, grant, nowMs);

  return shareToken({
    nowMs,
    async fetchToken(refused) {
      // With the token, the secret that it was had for may have been replaced.
      if (refused !== undefined) secrets.forget(secretId);
      const client = await readClient();
      const askedAtMs = nowMs();
      const first = await ask(client);
      if (!("refusal" in first)) return tokenOf(first, askedAtMs);
      // The secret may have been rotated since it was read.
      secrets.forget(secretId);
      const rotated = await readClient();
      const isOther =
        rotated.clientId !== client.clientId || rotated.clientSecret !== client.clientSecret;
      const second = isOther ? await ask(rotated) : first;
      if ("refusal" in second) throw new Error(second.refusal);
      return tokenOf(second, askedAtMs);
    },
  });
}

function tokenOf({ accessToken, lifeMs }: IssuedToken, askedAtMs: number): AccessToken {
  return { token: accessToken, renewAtMs: renewalOf(askedAtMs, lifeMs) };
}
