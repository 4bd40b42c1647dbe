import * as z from "zod";
import { type Channel, ChannelError, type PostedMessage } from "../../domain/channel/channel.ts";
import { type HistoryOptions, readHistory, type SlackMessage } from "./slack-history.ts";
import { createSlackIdentity } from "./slack-identity.ts";
import type { SlackWeb } from "./slack-web.ts";

export interface SlackChannelDeps {
  readonly web: SlackWeb;
  /** Id of the channel; the app must be a member. */
  readonly channelId: string;
}

const EVENT_TYPE = "paysheet_message";
const postedSchema = z.object({ ts: z.string().min(1) }).transform(toPosted);
const uploadSchema = z.object({ upload_url: z.url(), file_id: z.string().min(1) });
const doneSchema = z.unknown().transform((): true => true);

type Where = Omit<HistoryOptions, "channelId">;

/**
 * A Slack channel; a message's id is its time stamp there, and its key stands in its metadata.
 * Scopes: chat:write, files:write, and channels:history or groups:history to look things up.
 */
export function createSlackChannel({ web, channelId }: SlackChannelDeps): Channel {
  const whoAmI = createSlackIdentity(web);

  /** The first message of our own for which `isWanted` holds. */
  async function findOwn(
    where: Where,
    isWanted: (message: SlackMessage) => boolean,
  ): Promise<SlackMessage | undefined> {
    const we = await whoAmI();
    try {
      for await (const message of readHistory(web, { channelId, ...where })) {
        const isOfOurBot = message.bot_id !== undefined && message.bot_id === we.bot_id;
        if ((isOfOurBot || message.user === we.user_id) && isWanted(message)) return message;
      }
    } catch (error) {
      // When its message was deleted, a thread no longer exists, with all that was in it.
      if (!(error instanceof ChannelError && error.code === "thread_not_found")) throw error;
    }
    return undefined;
  }

  async function find(key: string, where: Where): Promise<PostedMessage | undefined> {
    const found = await findOwn(where, ({ metadata }) => {
      return metadata?.event_type === EVENT_TYPE && metadata.event_payload["key"] === key;
    });
    return found === undefined ? undefined : toPosted(found);
  }

  async function hasFile(name: string, where: { readonly inThread: string }): Promise<boolean> {
    const isWanted = ({ files = [] }: SlackMessage) => files.some((file) => file.name === name);
    return (await findOwn(where, isWanted)) !== undefined;
  }

  return {
    id: channelId,
    find,
    hasFile,

    async post({ text, blocks }, { key, inThread, alsoInChannel = false }) {
      const args = {
        channel: channelId,
        text,
        blocks,
        metadata: { event_type: EVENT_TYPE, event_payload: { key } },
        unfurl_links: false,
        unfurl_media: false,
        ...(inThread === undefined ? {} : { thread_ts: inThread, reply_broadcast: alsoInChannel }),
      };
      // Posted just now, it is among the newest of the channel.
      const where = inThread === undefined ? { maxPages: 1 } : { inThread };
      return await web.callOnce("chat.postMessage", args, postedSchema, () => find(key, where));
    },

    async update(messageId, { text, blocks }) {
      // Slack keeps the metadata of a message whose update brings none.
      await web.call(
        "chat.update",
        { channel: channelId, ts: messageId, text, blocks },
        doneSchema,
      );
    },

    async attach({ name, title, bytes }, { inThread }) {
      const { upload_url: url, file_id: id } = await web.call(
        "files.getUploadURLExternal",
        { filename: name, length: bytes.length },
        uploadSchema,
      );
      await web.upload(url, bytes);
      const args = { files: [{ id, title }], channel_id: channelId, thread_ts: inThread };
      await web.callOnce("files.completeUploadExternal", args, doneSchema, async () =>
        (await hasFile(name, { inThread })) ? true : undefined,
      );
    },
  };
}

function toPosted({ ts }: { readonly ts: string }): PostedMessage {
  return { messageId: ts };
}
