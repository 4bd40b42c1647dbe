import type { Channel } from "../../domain/channel/channel.ts";
import { createSecretSlackWeb, type SecretSlackWebDeps } from "./secret-slack-web.ts";
import { createSlackChannel } from "./slack-channel.ts";

export interface SecretSlackChannelDeps extends SecretSlackWebDeps {
  /** Id of the channel; the app must be a member. */
  readonly channelId: string;
}

/** A Slack channel whose bot token is a secret, read when it is needed and after a rotation. */
export function createSecretSlackChannel({ channelId, ...deps }: SecretSlackChannelDeps): Channel {
  return createSlackChannel({ web: createSecretSlackWeb(deps), channelId });
}
