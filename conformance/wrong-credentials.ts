import * as z from "zod";
import {
  createCredentials,
  type DescribedCredentialsDeps,
} from "../adapters/points-api/credentials.ts";
import type { Credentials } from "../adapters/points-api/secret-credentials.ts";
import type { SecretsReader } from "../adapters/secrets/secrets-reader.ts";
import type { Description } from "../connectors/connector.ts";

const WRONG_TOKEN = "paysheet-check-wrong-token-0000000000";
const ORDERS = ["0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ"];

/**
 * Credentials of the right form that are wrong; undefined where none are asked for, or none can be made.
 * A token endpoint is not asked: a refresh token that is used wrongly may be lost.
 */
export function createWrongCredentials(
  described: Description["credentials"],
  deps: DescribedCredentialsDeps,
): Credentials | undefined {
  switch (described.kind) {
    case "none":
      return undefined;
    case "secret":
      return createCredentials(described, { ...deps, secrets: readingWrong(deps.secrets) });
    case "client_credentials":
      return withToken({});
    case "refresh_token":
      return withToken(described.headers ?? {});
  }
}

function withToken(headers: Readonly<Record<string, string>>): Credentials {
  return {
    get: async () => ({
      headers: { ...headers, authorization: `Bearer ${WRONG_TOKEN}` },
      forget: () => undefined,
    }),
  };
}

function readingWrong(secrets: SecretsReader): SecretsReader {
  return {
    async read(secretId, schema) {
      const secret = await secrets.read(secretId, z.record(z.string(), z.unknown()));
      const wrong = Object.entries(secret).map(([name, value]) => [name, wrongly(value)]);
      return schema.parse(Object.fromEntries(wrong));
    },
    forget: (secretId) => secrets.forget(secretId),
  };
}

/** Each letter and digit becomes the next of its kind; a private key stays one that can sign. */
function wrongly(value: unknown): unknown {
  if (typeof value !== "string" || value.includes("-----BEGIN")) return value;
  return value.replace(/[0-9A-Za-z]/g, (one) => {
    const order = ORDERS.find((characters) => characters.includes(one)) ?? one;
    return order.charAt((order.indexOf(one) + 1) % order.length);
  });
}
