import type * as z from "zod";
import { SecretError, type SecretsReader } from "../secrets/secrets-reader.ts";

/** What the points API wants to see of us. */
export interface Credentials {
  /**
   * @throws {CredentialsOutageError} when they can't be had for now
   * @throws {Error} when they can't be had until somebody mends something
   */
  get(): Promise<CurrentCredentials>;
}

/** What calls are sent with for the time being. */
export interface CurrentCredentials {
  /** Headers that prove who we are. */
  readonly headers: Readonly<Record<string, string>>;
  /** Told that these were refused: the next call gets fresh ones, unless it would do so already. */
  forget(): void;
}

/** Whoever gives us our credentials does not answer; it will again. */
export class CredentialsOutageError extends Error {
  override readonly name = "CredentialsOutageError";
}

export interface CredentialsDeps {
  readonly secrets: SecretsReader;
  readonly nowMs: () => number;
}

/** Those that stand in a secret, as headers of it; read anew when they are refused. */
export function fromSecret<T>(
  secretId: string,
  { secrets }: CredentialsDeps,
  schema: z.ZodType<T>,
  headersOf: (secret: T) => Readonly<Record<string, string>>,
): Credentials {
  let latest = "";
  return {
    async get() {
      const headers = headersOf(await readSecret(secrets, secretId, schema));
      const ours = JSON.stringify(headers);
      latest = ours;
      return {
        headers,
        forget() {
          // Many calls are refused at once, and some late: the first of them has newer ones read.
          if (latest !== ours) return;
          latest = "";
          secrets.forget(secretId);
        },
      };
    },
  };
}

/** @throws {CredentialsOutageError} when Secrets Manager does not answer for now */
export async function readSecret<T>(
  secrets: SecretsReader,
  secretId: string,
  schema: z.ZodType<T>,
): Promise<T> {
  try {
    return await secrets.read(secretId, schema);
  } catch (error) {
    if (isPassing(error)) throw new CredentialsOutageError(messageOf(error), { cause: error });
    throw error;
  }
}

/** Whether AWS failed rather than refused: it names whose fault an answer is, where there was one. */
function isPassing(error: unknown): boolean {
  const cause = error instanceof SecretError ? error.cause : undefined;
  if (!(cause instanceof Error)) return false;
  if ("$retryable" in cause && cause.$retryable !== undefined) return true;
  return !("$fault" in cause) || cause.$fault === "server";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown failure";
}

export function basicOf(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
