import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Credentials as Described, Secret } from "../../connectors/connector.ts";
import { createClientCredentials } from "./client-credentials.ts";
import { type Credentials, type CredentialsDeps, fromSecret } from "./secret-credentials.ts";

/** Where a description asks for a secret, it has to be named. */
export interface DescribedCredentialsDeps extends CredentialsDeps {
  readonly secretId: string | undefined;
}

/**
 * Credentials as a connector describes them.
 * @throws {Error} when there is no secret that they could be read from
 */
export function createCredentials(
  described: Described,
  { secretId, ...deps }: DescribedCredentialsDeps,
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
      throw new Error("Refresh tokens are not known yet.");
  }
}

function fromDescribedSecret(
  { fields, headers, sign }: Extract<Described, { kind: "secret" }>,
  secretId: string,
  deps: CredentialsDeps,
): Credentials {
  return fromSecret(secretId, deps, secretSchema(fields), (secret) => ({
    headers: headers(secret),
    ...(sign !== undefined && {
      sign: (call) =>
        sign(call, secret, { nowMs: deps.nowMs(), nonce: randomBytes(16).toString("hex") }),
    }),
  }));
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
