import { z } from "zod";
import { type Channel, ChannelError } from "../../domain/report/channel.ts";
import type { SecretsReader } from "../secrets/secrets-reader.ts";
import { createSlackChannel } from "./slack-channel.ts";
import { createSlackWebClient } from "./slack-web-client.ts";

export interface SecretSlackChannelDeps {
  readonly secrets: SecretsReader;
  /** Secret: `{"botToken": "xoxb-…"}` */
  readonly secretId: string;
  readonly apiUrl: string;
  readonly channelId: string;
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

/** A Slack channel whose bot token is a secret, read when it is needed and after a rotation. */
export function createSecretSlackChannel(deps: SecretSlackChannelDeps): Channel {
  const { secrets, secretId, apiUrl, channelId } = deps;
  let current: { readonly token: string; readonly channel: Channel } | undefined;

  async function readToken(): Promise<string> {
    try {
      return (await secrets.read(secretId, slackSecretSchema)).botToken;
    } catch (cause) {
      throw new ChannelError("The Slack token can't be read.", { cause, code: "no_token" });
    }
  }

  async function channelNow(): Promise<Channel> {
    const token = await readToken();
    if (current?.token !== token) {
      const web = createSlackWebClient({ token, apiUrl });
      current = { token, channel: createSlackChannel({ web, channelId }) };
    }
    return current.channel;
  }

  return {
    async post(message) {
      try {
        return await (await channelNow()).post(message);
      } catch (error) {
        if (error instanceof ChannelError && BAD_TOKEN.has(error.code)) secrets.forget(secretId);
        throw error;
      }
    },
  };
}
