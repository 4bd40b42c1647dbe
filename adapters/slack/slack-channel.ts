import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Channel } from "../../domain/report/channel.ts";
import { toChannelError } from "./slack-error.ts";

export interface SlackChannelDeps {
  readonly web: WebClient;
  /** Id of the channel; the app must be a member. */
  readonly channelId: string;
}

const postedSchema = z.object({ ts: z.string().min(1) });

/** A Slack channel; a message's id is its time stamp there. */
export function createSlackChannel({ web, channelId }: SlackChannelDeps): Channel {
  return {
    async post({ text, blocks }) {
      const message = { text, blocks, unfurl_links: false, unfurl_media: false };
      try {
        const answer = await web.apiCall("chat.postMessage", { channel: channelId, ...message });
        return { messageId: postedSchema.parse(answer).ts };
      } catch (cause) {
        throw toChannelError("chat.postMessage", cause);
      }
    },
  };
}
