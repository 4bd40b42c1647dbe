import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type * as z from "zod";

/** Reads secrets that hold JSON. */
export interface SecretsReader {
  /**
   * The secret's content as `schema` parses it.
   * @throws {SecretError} when it can't be read or is not of that form
   */
  read<T>(secretId: string, schema: z.ZodType<T>): Promise<T>;
  /** To be called when the secret was refused: the next read asks Secrets Manager again. */
  forget(secretId: string): void;
}

/** Names the secret and what is wrong with it, never anything of its content. */
export class SecretError extends Error {
  override readonly name = "SecretError";
  readonly secretId: string;

  constructor(secretId: string, problem: string, options?: ErrorOptions) {
    super(`The secret ${secretId} ${problem}.`, options);
    this.secretId = secretId;
  }
}

const DEFAULT_MAX_AGE_MS = 5 * 60_000;
/** A request without an answer is sent again, so that nobody waits for it for ever. */
const READ_TIMEOUT_MS = 10_000;

interface CachedSecret {
  readonly askedAtMs: number;
  readonly content: Promise<unknown>;
}

/**
 * Reads secrets from Secrets Manager, asking again for one that is older than `maxAgeMs`, so that a
 * rotated secret is used without a new deployment.
 */
export function createSecretsReader(deps: {
  readonly secretsManager: SecretsManagerClient;
  readonly nowMs: () => number;
  readonly maxAgeMs?: number;
}): SecretsReader {
  const { secretsManager, nowMs, maxAgeMs = DEFAULT_MAX_AGE_MS } = deps;
  const cache = new Map<string, CachedSecret>();

  async function cachedContent(secretId: string): Promise<unknown> {
    const askedAtMs = nowMs();
    const cached = cache.get(secretId);
    if (cached !== undefined && askedAtMs - cached.askedAtMs < maxAgeMs) return cached.content;
    const asked: CachedSecret = {
      askedAtMs,
      content: fetchContent(secretsManager, secretId),
    };
    cache.set(secretId, asked);
    try {
      return await asked.content;
    } catch (error) {
      if (cache.get(secretId) === asked) cache.delete(secretId);
      throw error;
    }
  }

  return {
    async read(secretId, schema) {
      const parsed = schema.safeParse(await cachedContent(secretId));
      if (parsed.success) return parsed.data;
      throw new SecretError(secretId, `has another form: ${describeIssues(parsed.error.issues)}`);
    },
    forget(secretId) {
      cache.delete(secretId);
    },
  };
}

async function fetchContent(
  secretsManager: SecretsManagerClient,
  secretId: string,
): Promise<unknown> {
  const text = await fetchText(secretsManager, secretId);
  if (text === undefined) throw new SecretError(secretId, "holds no text");
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes what it could not read.
    throw new SecretError(secretId, "is not JSON");
  }
}

async function fetchText(
  secretsManager: SecretsManagerClient,
  secretId: string,
): Promise<string | undefined> {
  try {
    const answer = await secretsManager.send(new GetSecretValueCommand({ SecretId: secretId }), {
      abortSignal: AbortSignal.timeout(READ_TIMEOUT_MS),
    });
    return answer.SecretString;
  } catch (cause) {
    const why = cause instanceof Error ? cause.name : "unknown error";
    throw new SecretError(secretId, `can't be read: ${why}`, { cause });
  }
}

/** Members and kinds of problem only: messages of some kinds quote the value. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  return issues.map(({ path, code }) => `${path.join(".") || "the whole"}: ${code}`).join(", ");
}
