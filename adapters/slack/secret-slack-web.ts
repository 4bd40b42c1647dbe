import * as z from "zod";
import { ChannelError } from "../../domain/channel/channel.ts";
import type { SecretsReader } from "../secrets/secrets-reader.ts";
import { NO_TOKEN_YET, NOT_SET_UP } from "./slack-not-set-up.ts";
import { createSlackWeb, type SlackPatience, type SlackWeb } from "./slack-web.ts";

export interface SecretSlackWebDeps extends SlackPatience {
  readonly secrets: SecretsReader;
  /** Secret: `{"botToken": "xoxb-…"}`; it may hold more. */
  readonly secretId: string;
  readonly apiUrl: string;
}

const slackSecretSchema = z.object({ botToken: z.string().trim().min(1) });

/** Answers that say that the token itself is no good: the next call reads it anew. */
const BAD_TOKEN = new Set([
  "account_inactive",
  "invalid_auth",
  "malformed_token",
  "not_authed",
  "token_expired",
  "token_revoked",
]);

/** Slack's Web API with a bot token that is a secret, read when needed and after a rotation. */
export function createSecretSlackWeb(deps: SecretSlackWebDeps): SlackWeb {
  const { secrets, secretId, ...options } = deps;
  let current: { readonly token: string; readonly web: SlackWeb } | undefined;

  async function readToken(): Promise<string> {
    let token: string;
    try {
      token = (await secrets.read(secretId, slackSecretSchema)).botToken;
    } catch (cause) {
      throw new ChannelError("The Slack token can't be read.", { cause, code: "no_token" });
    }
    if (token !== NO_TOKEN_YET) return token;
    // Else it would be found out as late as after the first failure.
    secrets.forget(secretId);
    throw new ChannelError("Nobody has put the Slack token yet.", { code: NOT_SET_UP });
  }

  async function webNow(): Promise<SlackWeb> {
    const token = await readToken();
    if (current?.token !== token) current = { token, web: createSlackWeb({ ...options, token }) };
    return current.web;
  }

  async function withToken<T>(use: (web: SlackWeb) => Promise<T>): Promise<T> {
    try {
      return await use(await webNow());
    } catch (error) {
      if (error instanceof ChannelError && BAD_TOKEN.has(error.code)) secrets.forget(secretId);
      throw error;
    }
  }

  return {
    call: (...call) => withToken((web) => web.call(...call)),
    callOnce: (...call) => withToken((web) => web.callOnce(...call)),
    upload: (...upload) => withToken((web) => web.upload(...upload)),
  };
}
