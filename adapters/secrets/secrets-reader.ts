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
      content: fetchSecret(secretsManager, secretId).then(({ content }) => content),
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
      return parseSecret(secretId, await cachedContent(secretId), schema);
    },
    forget(secretId) {
      cache.delete(secretId);
    },
  };
}

/** A secret as it is now. @throws {SecretError} when it can't be read or is no JSON */
export async function fetchSecret(
  secretsManager: SecretsManagerClient,
  secretId: string,
): Promise<{ readonly versionId: string; readonly content: unknown }> {
  const { SecretString, VersionId: versionId = "" } = await getSecretValue(
    secretsManager,
    secretId,
  );
  if (SecretString === undefined) throw new SecretError(secretId, "holds no text");
  try {
    return { versionId, content: JSON.parse(SecretString) };
  } catch {
    // No cause: the parser's message quotes what it could not read.
    throw new SecretError(secretId, "is not JSON");
  }
}

async function getSecretValue(secretsManager: SecretsManagerClient, secretId: string) {
  try {
    return await secretsManager.send(new GetSecretValueCommand({ SecretId: secretId }), {
      abortSignal: AbortSignal.timeout(READ_TIMEOUT_MS),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.name : "unknown error";
    throw new SecretError(secretId, `can't be read: ${why}`, { cause });
  }
}

/** @throws {SecretError} naming each member that is missing or not as it has to be */
export function parseSecret<T>(secretId: string, content: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const missing = issues.filter(({ path }) => isMissing(content, path));
  const names = missing.map(({ path }) => JSON.stringify(path.join(".")));
  const others = issues.filter((issue) => !missing.includes(issue));
  const problems = [
    ...(names.length > 0 ? [`lacks ${names.join(" and ")}`] : []),
    ...(others.length > 0 ? [`has another form: ${describeIssues(others)}`] : []),
  ];
  throw new SecretError(secretId, problems.join(", and "));
}

function isMissing(content: unknown, [name, ...more]: readonly PropertyKey[]): boolean {
  if (typeof content !== "object" || content === null || name === undefined) return false;
  const member: unknown = new Map<PropertyKey, unknown>(Object.entries(content)).get(name);
  return more.length === 0 ? member === undefined : isMissing(member, more);
}

/** Members and kinds of problem only: messages of some kinds quote the value. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  return issues.map(({ path, code }) => `${path.join(".") || "the whole"}: ${code}`).join(", ");
}
