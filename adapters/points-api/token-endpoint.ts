import { request as httpRequest } from "undici";
import * as z from "zod";
import { addressProblem } from "../../connectors/api-url.ts";
import { DAY_MS } from "../../domain/clock.ts";
import { meaningOfStatus } from "../../domain/distribution/answer-table.ts";
import { optional } from "../../domain/optional.ts";
import { shownWords, wordsOfText } from "./answer-words.ts";
import { hidingSecrets } from "./hide-secrets.ts";
import { type AnswerBody, readBody } from "./read-body.ts";
import { retryAfterOf } from "./retry-after.ts";
import { basicOf, CredentialsOutageError } from "./secret-credentials.ts";

/** Where tokens are asked for, and how we say there who we are. */
export interface TokenEndpoint {
  readonly tokenUrl: string;
  /** Where client id and secret are sent: as Basic credentials, or in the form. */
  readonly clientAuth: "header" | "body";
}

/** @throws {Error} when its address is not to be called */
export function assertTokenUrl({ tokenUrl }: TokenEndpoint): void {
  const problem = addressProblem(tokenUrl);
  if (problem !== undefined) throw new Error(`The address of the token endpoint ${problem}.`);
}

/** Who asks. */
export const clientSchema = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});
export type Client = z.infer<typeof clientSchema>;

/** What is asked for: `grant_type` and what belongs to it (RFC 6749, sections 4.4.2 and 6). */
export type Grant = Readonly<Record<string, string>>;

export interface IssuedToken {
  readonly accessToken: string;
  /** How long it lives from when it was asked for, in milliseconds. */
  readonly lifeMs: number;
  /** The one that takes the place of the refresh token that was sent, if it does. */
  readonly refreshToken?: string | undefined;
}

/** It refuses us, and will until somebody mends something. */
export interface TokenRefusal {
  /** What the endpoint answered, without any secret of ours. */
  readonly refusal: string;
  /** The endpoint's own code (RFC 6749, section 5.2), such as `invalid_grant`. */
  readonly error?: string | undefined;
}

/** A token whose answer does not say how long it lives. */
const DEFAULT_LIFE_MS = 300_000;
/** What lives for longer is renewed after so long: an instant beyond that may be none. */
const LONGEST_LIFE_MS = 365 * DAY_MS;
const TOKEN_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

const secondsSchema = z.union([
  z.number().positive(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().positive()),
]);
const textSchema = z.string().min(1).optional().catch(undefined);
const tokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: textSchema,
  expires_in: secondsSchema.optional().catch(undefined),
  // In place of it, some say from when until when.
  issued_at: textSchema,
  expires_at: textSchema,
});
const errorSchema = z.object({ error: textSchema, error_description: textSchema });

/**
 * Asks for a token.
 * @throws {CredentialsOutageError} when the endpoint does not answer for now; what it was asked for may
 *   have been done
 */
export async function askForToken(
  endpoint: TokenEndpoint,
  client: Client,
  grant: Grant,
  nowMs: () => number,
): Promise<IssuedToken | TokenRefusal> {
  const hide = hidingSecrets([
    client.clientSecret,
    basicOfClient(client),
    grant["refresh_token"] ?? "",
  ]);
  const { status, retryAfter, body } = await post(endpoint, client, grant, hide);
  const { kind } = meaningOfStatus(status);
  const { error, words } = refusalIn(body);
  // What comes with a success may be a token, in a form that is not known.
  const isText = kind !== "paid" && body.json === undefined;
  const shown = words ?? (isText ? wordsOfText(body.text) : undefined);
  const said = `The token endpoint answered ${status}${shown === undefined ? "" : `: ${hide(shown)}`}`;
  if (kind === "in_doubt" || kind === "not_done") {
    throw new CredentialsOutageError(said, { retryAfterMs: retryAfterOf(retryAfter, nowMs()) });
  }
  if (kind !== "paid") return { refusal: said, error };
  if (body.problem !== undefined) throw new CredentialsOutageError(`${said}, which is no token`);
  const parsed = tokenSchema.safeParse(body.json);
  if (!parsed.success) return { refusal: `${said}, and no access_token`, error };
  const { access_token: accessToken, refresh_token: refreshToken } = parsed.data;
  return { accessToken, refreshToken, lifeMs: lifeOf(parsed.data, nowMs()) };
}

async function post(
  { tokenUrl, clientAuth }: TokenEndpoint,
  client: Client,
  grant: Grant,
  hide: (text: string) => string,
) {
  const isInHeader = clientAuth === "header";
  const inForm = { client_id: client.clientId, client_secret: client.clientSecret };
  try {
    const {
      statusCode: status,
      headers,
      body,
    } = await httpRequest(tokenUrl, {
      method: "POST",
      headers: {
        ...(isInHeader && { authorization: basicOfClient(client) }),
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: new URLSearchParams({ ...grant, ...(!isInHeader && inForm) }).toString(),
      signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
    });
    const source = {
      status,
      contentType: firstOf(headers["content-type"]),
      contentEncoding: [headers["content-encoding"] ?? []].flat().join(),
      maxBytes: MAX_ANSWER_BYTES,
    };
    const retryAfter = firstOf(headers["retry-after"]);
    return { status, retryAfter, body: await readBody(body, source) };
  } catch (cause) {
    const why = cause instanceof Error ? hide(cause.message) : "unknown failure";
    throw new CredentialsOutageError(`The token endpoint does not answer: ${why}`, { cause });
  }
}

/** RFC 6749, section 2.3.1: both are encoded as in a form before they are joined. */
function basicOfClient({ clientId, clientSecret }: Client): string {
  return basicOf(encodeURIComponent(clientId), encodeURIComponent(clientSecret));
}

function refusalIn({ json }: AnswerBody): { readonly error?: string; readonly words?: string } {
  const { error, error_description: description } = errorSchema.safeParse(json).data ?? {};
  const words = shownWords([error, description].filter((one) => one !== undefined).join(": "));
  return { ...optional("error", error), ...optional("words", words) };
}

function lifeOf(token: z.infer<typeof tokenSchema>, nowMs: number): number {
  return Math.min(LONGEST_LIFE_MS, toldLifeOf(token, nowMs) ?? DEFAULT_LIFE_MS);
}

function toldLifeOf(
  { expires_in: seconds, issued_at: from, expires_at: until }: z.infer<typeof tokenSchema>,
  nowMs: number,
): number | undefined {
  if (seconds !== undefined) return seconds * 1_000;
  if (until === undefined) return undefined;
  // Two local times of the same zone are as far apart as the token lives, whichever zone it is.
  const lifeMs = from !== undefined ? instantOf(until) - instantOf(from) : zoned(until) - nowMs;
  return lifeMs > 0 ? lifeMs : undefined;
}

const ZONED = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** A time without a zone counts as UTC. NaN when it is no time. */
function instantOf(text: string): number {
  return Date.parse(ZONED.test(text) ? text : `${text}Z`);
}

/** NaN when its zone is not known. */
function zoned(text: string): number {
  return ZONED.test(text) ? Date.parse(text) : Number.NaN;
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return [header ?? []].flat()[0];
}
