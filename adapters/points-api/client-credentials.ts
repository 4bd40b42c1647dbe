import { request as httpRequest } from "undici";
import * as z from "zod";
import { addressProblem } from "../../connectors/api-url.ts";
import type { Credentials as Described } from "../../connectors/connector.ts";
import { meaningOfStatus } from "../../domain/distribution/answer-table.ts";
import { shownWords, wordsOfText } from "./answer-words.ts";
import { type AnswerBody, readBody } from "./read-body.ts";
import { retryAfterOf } from "./retry-after.ts";
import {
  basicOf,
  type Credentials,
  type CredentialsDeps,
  CredentialsOutageError,
  readSecret,
} from "./secret-credentials.ts";

type ClientCredentials = Extract<Described, { kind: "client_credentials" }>;

const clientSecretSchema = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});
type Client = z.infer<typeof clientSecretSchema>;

const secondsSchema = z.union([
  z.number().positive(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().positive()),
]);
/** Assumed of a token that does not say how long it lives. */
const DEFAULT_LIFE_SECONDS = 300;
const tokenAnswerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: secondsSchema.catch(DEFAULT_LIFE_SECONDS),
});
const tokenErrorSchema = z.object({
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
});

/** A token is renewed so long before it expires, or a fifth of a shorter life: none expires on its way. */
const RENEW_BEFORE_MS = 30_000;
const RENEW_BEFORE_SHARE = 0.2;
const TOKEN_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

interface Token {
  readonly token: string;
  readonly renewAtMs: number;
}

/**
 * OAuth 2 client credentials (RFC 6749, section 4.4); one token serves all calls.
 * @throws {Error} when the token endpoint's address is not to be called
 */
export function createClientCredentials(
  auth: ClientCredentials,
  secretId: string,
  { secrets, nowMs }: CredentialsDeps,
): Credentials {
  const problem = addressProblem(auth.tokenUrl);
  if (problem !== undefined) throw new Error(`The address of the token endpoint ${problem}.`);
  let current: Promise<Token> | undefined;

  const readClient = () => readSecret(secrets, secretId, clientSecretSchema);

  async function fetchToken(): Promise<Token> {
    const client = await readClient();
    const askedAtMs = nowMs();
    const first = await askForToken(auth, client, nowMs);
    if (!("refusal" in first)) return tokenOf(first, askedAtMs);
    // The secret may have been rotated since it was read.
    secrets.forget(secretId);
    const rotated = await readClient();
    const isOther =
      rotated.clientId !== client.clientId || rotated.clientSecret !== client.clientSecret;
    const second = isOther ? await askForToken(auth, rotated, nowMs) : first;
    if ("refusal" in second) throw new Error(second.refusal);
    return tokenOf(second, askedAtMs);
  }

  /** All who come while a token is fetched get that one. */
  function fetchOnce(): Promise<Token> {
    const asked = fetchToken();
    current = asked;
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked;
  }

  return {
    async get() {
      let asked = current ?? fetchOnce();
      let known = await asked;
      if (nowMs() >= known.renewAtMs) {
        asked = current === asked ? fetchOnce() : (current ?? fetchOnce());
        known = await asked;
      }
      return {
        headers: { authorization: `Bearer ${known.token}` },
        forget() {
          // A late refusal of an old token says nothing of the one that took its place.
          if (current !== asked) return;
          current = undefined;
          secrets.forget(secretId);
        },
      };
    },
  };
}

type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

function tokenOf(
  { access_token: token, expires_in: seconds }: TokenAnswer,
  askedAtMs: number,
): Token {
  const lifeMs = seconds * 1_000;
  const beforeMs = Math.min(RENEW_BEFORE_MS, lifeMs * RENEW_BEFORE_SHARE);
  return { token, renewAtMs: askedAtMs + lifeMs - beforeMs };
}

/**
 * The token, or why it is refused.
 * @throws {CredentialsOutageError} when the endpoint does not answer for now
 */
async function askForToken(
  auth: ClientCredentials,
  client: Client,
  nowMs: () => number,
): Promise<TokenAnswer | { readonly refusal: string }> {
  const { status, retryAfter, body } = await callTokenEndpoint(auth, client);
  const { kind } = meaningOfStatus(status);
  // What comes with a success may be a token, in a form that is not known.
  const words =
    kind === "paid"
      ? refusalIn(body)
      : (refusalIn(body) ?? (body.json === undefined ? wordsOfText(body.text) : undefined));
  const said = `The token endpoint answered ${status}${words === undefined ? "" : `: ${words}`}`;
  if (kind === "in_doubt" || kind === "not_done") {
    throw new CredentialsOutageError(said, { retryAfterMs: retryAfterOf(retryAfter, nowMs()) });
  }
  if (kind !== "paid") return { refusal: said };
  if (body.problem !== undefined) throw new CredentialsOutageError(`${said}, which is no token`);
  const parsed = tokenAnswerSchema.safeParse(body.json);
  return parsed.success ? parsed.data : { refusal: `${said}, and no access_token` };
}

async function callTokenEndpoint(
  auth: ClientCredentials,
  client: Client,
): Promise<{
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: AnswerBody;
}> {
  try {
    const {
      statusCode: status,
      headers,
      body,
    } = await httpRequest(auth.tokenUrl, {
      method: "POST",
      headers: {
        ...(auth.clientAuth === "header" && { authorization: headerOf(client) }),
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: formOf(auth, client),
      signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
    });
    const source = {
      status,
      contentType: [headers["content-type"] ?? []].flat()[0],
      contentEncoding: [headers["content-encoding"] ?? []].flat().join(),
      maxBytes: MAX_ANSWER_BYTES,
    };
    const retryAfter = [headers["retry-after"] ?? []].flat()[0];
    return { status, retryAfter, body: await readBody(body, source) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "unknown failure";
    throw new CredentialsOutageError(`The token endpoint does not answer: ${why}`, { cause });
  }
}

function headerOf({ clientId, clientSecret }: Client): string {
  return basicOf(encodeURIComponent(clientId), encodeURIComponent(clientSecret));
}

function formOf({ clientAuth, scope, audience }: ClientCredentials, client: Client): string {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scope !== undefined) form.set("scope", scope);
  if (audience !== undefined) form.set("audience", audience);
  if (clientAuth === "body") {
    form.set("client_id", client.clientId);
    form.set("client_secret", client.clientSecret);
  }
  return form.toString();
}

/** Why it refuses, as RFC 6749 has it in section 5.2. */
function refusalIn({ json }: AnswerBody): string | undefined {
  const parsed = tokenErrorSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { error, error_description: description } = parsed.data;
  return shownWords([error, description].filter((one) => one !== undefined).join(": "));
}
