import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { LocalOpenIdProvider } from "../oidc/local-openid-provider.ts";
import { readIfSmall } from "./read-if-small.ts";

export const LOCAL_TOKEN_PATH = "/api/local/token";
const MAX_BODY_BYTES = 1_024;

const bodySchema = z.strictObject({ user: z.string() });

/** `POST {"user": "marketer"}`: a token of that local person. The local stack's own, not the API's. */
export async function answerLocalToken(
  provider: LocalOpenIdProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    sendProblem(response, 405, "method_not_allowed", "Send POST.");
    return;
  }
  const body = await readIfSmall(request, MAX_BODY_BYTES);
  const { data } = bodySchema.safeParse(parseJson(body?.toString("utf8") ?? ""));
  const token = data === undefined ? undefined : await provider.issueToken(data.user);
  if (token === undefined) {
    const users = provider.people.map(({ id }) => id).join(", ");
    sendProblem(response, 400, "unknown_user", `Send {"user": "…"} with one of: ${users}.`);
    return;
  }
  send(response, 200, "application/json", {
    accessToken: token.accessToken,
    access_token: token.accessToken,
    tokenType: "Bearer",
    expiresInSeconds: token.expiresInSeconds,
    expires_in: token.expiresInSeconds,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendProblem(response: ServerResponse, status: number, code: string, detail: string): void {
  const title = "No token was issued";
  const message = { ko: `로컬 토큰을 발급할 수 없습니다. ${detail}`, en: `${title}. ${detail}` };
  const problem = { type: "about:blank", title, status, detail, code, message };
  send(response, status, "application/problem+json", { ...problem, instance: LOCAL_TOKEN_PATH });
}

function send(response: ServerResponse, status: number, type: string, body: object): void {
  response
    .writeHead(status, { "content-type": type, "cache-control": "no-store" })
    .end(JSON.stringify(body));
}
