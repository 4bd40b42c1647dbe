import { readFile, rename, writeFile } from "node:fs/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createDynamoDbClient } from "../adapters/dynamodb/dynamodb-client.ts";
import { createDynamoDbRefreshLock } from "../adapters/dynamodb/dynamodb-refresh-lock.ts";
import { documentClientOf } from "../adapters/dynamodb/dynamodb-table.ts";
import type { DescribedCredentialsDeps } from "../adapters/points-api/credentials.ts";
import type { RefreshLock } from "../adapters/points-api/refresh-lock.ts";
import { createSecretVersions, type SecretVersions } from "../adapters/secrets/secret-versions.ts";
import {
  createSecretsReader,
  parseSecret,
  SecretError,
} from "../adapters/secrets/secrets-reader.ts";
import type { Clock } from "../domain/clock.ts";

export interface SecretSource {
  /** JSON, as it would stand in Secrets Manager. */
  readonly text?: string | undefined;
  /** A file of such JSON. */
  readonly file?: string | undefined;
  /** The stage's table, by which one process at a time uses up a refresh token. */
  readonly table?: string | undefined;
  readonly region?: string | undefined;
  /** Of the stage's secret. */
  readonly secretId: string;
}

/** Where a check has the credentials from: a file, a variable, or the stage's own secret. */
export function secretsOf(source: SecretSource, clock: Clock): DescribedCredentialsDeps {
  const { text, file, table, region, secretId } = source;
  const { nowMs } = clock;
  if (file !== undefined) {
    const secretVersions = createSecretFile(file);
    const refreshLock = createLockOfOne();
    return {
      ...{ secretId: file, secrets: readerOf(secretVersions), nowMs },
      refreshing: { secretVersions, refreshLock, clock },
    };
  }
  if (text !== undefined) {
    const name = "PAYSHEET_POINTS_API_SECRET";
    const secrets = readerOf({ read: async (_, schema) => asVersion(name, text, schema) });
    return { secretId: name, secrets, nowMs };
  }
  const secretsManager = new SecretsManagerClient(region === undefined ? {} : { region });
  return {
    ...{ secretId, secrets: createSecretsReader({ secretsManager, nowMs }), nowMs },
    ...(table !== undefined && {
      refreshing: {
        secretVersions: createSecretVersions({ secretsManager }),
        refreshLock: createDynamoDbRefreshLock({
          client: documentClientOf(createDynamoDbClient()),
          tableName: table,
        }),
        clock,
      },
    }),
  };
}

function readerOf({ read }: Pick<SecretVersions, "read">): DescribedCredentialsDeps["secrets"] {
  return {
    read: async (secretId, schema) => (await read(secretId, schema)).content,
    forget: () => undefined,
  };
}

/** A secret in a file: what replaces it is written beside it first, so that neither can be half there. */
function createSecretFile(file: string): SecretVersions {
  return {
    async read(_, schema) {
      return asVersion(file, await readFile(file, "utf8"), schema);
    },
    async put(_, { content }) {
      await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}

/** A version has no name here but what is in it. */
function asVersion<T>(name: string, text: string, schema: Parameters<typeof parseSecret<T>>[2]) {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes what it could not read.
    throw new SecretError(name, "is not JSON");
  }
  return { versionId: text, content: parseSecret(name, content, schema) };
}

/** Nobody else uses up the token of a file that is one's own. */
function createLockOfOne(): RefreshLock {
  return {
    acquire: async ({ ttlMs, nowMs }) => ({
      endsAtMs: nowMs + ttlMs,
      lastUse: undefined,
      note: async () => true,
      release: async () => undefined,
    }),
  };
}
