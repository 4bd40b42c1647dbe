import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type * as z from "zod";
import { fetchSecret, parseSecret, SecretError } from "./secrets-reader.ts";

/** A secret as it was at some time. */
export interface SecretVersion<T> {
  readonly versionId: string;
  readonly content: T;
}

/** Secrets that change by our own doing: nothing is remembered between two reads. */
export interface SecretVersions {
  /** @throws {SecretError} when it can't be read or is not of that form */
  read<T>(secretId: string, schema: z.ZodType<T>): Promise<SecretVersion<T>>;
  /**
   * Puts this version in place of whichever is there. The same version again, whose answer was lost,
   * changes nothing.
   * @throws {SecretError} when it can't be put, which may have happened all the same
   */
  put(secretId: string, version: SecretVersion<object>): Promise<void>;
}

/** A request without an answer is sent again, so that nobody waits for it for ever. */
const PUT_TIMEOUT_MS = 10_000;

export function createSecretVersions({
  secretsManager,
}: {
  readonly secretsManager: SecretsManagerClient;
}): SecretVersions {
  return {
    async read(secretId, schema) {
      const { versionId, content } = await fetchSecret(secretsManager, secretId);
      return { versionId, content: parseSecret(secretId, content, schema) };
    },

    async put(secretId, { versionId, content }) {
      const command = new PutSecretValueCommand({
        SecretId: secretId,
        ClientRequestToken: versionId,
        SecretString: JSON.stringify(content),
      });
      try {
        await secretsManager.send(command, { abortSignal: AbortSignal.timeout(PUT_TIMEOUT_MS) });
      } catch (cause) {
        const why = cause instanceof Error ? cause.name : "unknown error";
        throw new SecretError(secretId, `can't be put: ${why}`, { cause });
      }
    },
  };
}
