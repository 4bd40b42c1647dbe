import type * as z from "zod";
import type { EncodedCall } from "../../connectors/connector.ts";
import { SecretError, type SecretsReader } from "../secrets/secrets-reader.ts";

/** What the points API wants to see of us. */
export interface Credentials {
  /** That there are none: whoever refuses us would do so again. */
  readonly areNone?: true;
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
  /** Further headers, made afresh for each call. */
  readonly sign?: ((call: EncodedCall) => Readonly<Record<string, string>>) | undefined;
  /** Told that these were refused: the next call gets fresh ones, unless it would do so already. */
  forget(): void;
}

/** Whoever gives us our credentials does not answer; it will again. */
export class CredentialsOutageError extends Error {
  override readonly name = "CredentialsOutageError";
  /** How long it asked us to wait (Retry-After), in milliseconds, if it did. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    {
      retryAfterMs,
      ...options
    }: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

export interface CredentialsDeps {
  readonly secrets: SecretsReader;
  readonly nowMs: () => number;
}

/** Those that stand in a secret; read anew when they are refused. */
export function fromSecret<T>(
  secretId: string,
  { secrets }: CredentialsDeps,
  schema: z.ZodType<T>,
  currentOf: (secret: T) => Omit<CurrentCredentials, "forget">,
): Credentials {
  let latest = "";
  return {
    async get() {
      const secret = await readSecret(secrets, secretId, schema);
      const ours = JSON.stringify(secret);
      latest = ours;
      return {
        ...currentOf(secret),
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
export function readSecret<T>(
  secrets: SecretsReader,
  secretId: string,
  schema: z.ZodType<T>,
): Promise<T> {
  return passingAsOutage(() => secrets.read(secretId, schema));
}

/** @throws {CredentialsOutageError} in place of an error of AWS that will pass */
export async function passingAsOutage<T>(askAws: () => Promise<T>): Promise<T> {
  try {
    return await askAws();
  } catch (error) {
    if (isPassing(error)) throw new CredentialsOutageError(messageOf(error), { cause: error });
    throw error;
  }
}

/** Whether AWS failed rather than refused: it names whose fault an answer is, where there was one. */
function isPassing(error: unknown): boolean {
  // The SDK says of each failure of a call how often it tried; others are ours.
  const isOfAws = error instanceof Error && "$metadata" in error;
  const cause = error instanceof SecretError ? error.cause : isOfAws ? error : undefined;
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
