import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Credentials as Described, Secret } from "../../connectors/connector.ts";
import { createClientCredentials } from "./client-credentials.ts";
import type { RefreshTokenDeps } from "./refresh-token.ts";
import { createRefreshTokenCredentials } from "./refresh-token-credentials.ts";
import { type Credentials, type CredentialsDeps, fromSecret } from "./secret-credentials.ts";

/** Where a description asks for a secret, it has to be named. */
export interface DescribedCredentialsDeps extends CredentialsDeps {
  readonly secretId: string | undefined;
  /** By what refresh tokens are used up and stored: needed where they are described. */
  readonly refreshing?: RefreshTokenDeps | undefined;
}

/**
 * Credentials as a connector describes them.
 * @throws {Error} when there is no secret that they could be read from
 */
export function createCredentials(
  described: Described,
  { secretId, refreshing, ...deps }: DescribedCredentialsDeps,
): Credentials {
  if (described.kind === "none") {
    return { areNone: true, get: async () => ({ headers: {}, forget: () => undefined }) };
  }
  if (secretId === undefined) {
    throw new Error(`The points API's credentials (${described.kind}) have no secret.`);
  }
  switch (described.kind) {
    case "secret":
      return fromDescribedSecret(described, secretId, deps);
    case "client_credentials":
      return createClientCredentials(described, secretId, deps);
    case "refresh_token":
      if (refreshing === undefined) throw new Error("Refresh tokens can't be stored here.");
      return createRefreshTokenCredentials(described, secretId, refreshing);
  }
}

function fromDescribedSecret(
  { fields, headers, sign }: Extract<Described, { kind: "secret" }>,
  secretId: string,
  deps: CredentialsDeps,
): Credentials {
  return fromSecret(secretId, deps, secretSchema(fields), (secret) => ({
    headers: sendable(headers(secret), secretId),
    ...(sign !== undefined && {
      sign: (call) => {
        const fresh = { nowMs: deps.nowMs(), nonce: randomBytes(16).toString("hex") };
        return sendable(sign(call, secret, fresh), secretId);
      },
    }),
  }));
}

/** What a header may hold as it is. A line end behind what was put is the usual slip. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** @throws {Error} naming the secret and the header, and nothing of what is in them */
function sendable(
  headers: Readonly<Record<string, string>>,
  secretId: string,
): Readonly<Record<string, string>> {
  const wrong = Object.entries(headers).find(([, value]) => !HEADER_VALUE.test(value));
  if (wrong === undefined) return headers;
  throw new Error(
    `What the secret ${secretId} holds can't be sent as ${wrong[0]}: it has a line end, or other characters that no header may have.`,
  );
}

/** Texts under these names; what else is in it is nobody's concern, unless it is text as well. */
function secretSchema(fields: readonly string[]): z.ZodType<Secret> {
  const named = Object.fromEntries(fields.map((field) => [field, z.string()]));
  return z
    .object(named)
    .catchall(z.unknown())
    .transform((secret) => {
      const texts = Object.entries(secret).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      );
      return Object.fromEntries(texts);
    });
}
