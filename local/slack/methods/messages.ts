import { z } from "zod";
import { checkBlocks } from "../block-kit/check-blocks.ts";
import type { ChannelStore, Message } from "../channel-store.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import { BOT, TEAM } from "../workspace.ts";
import { checkChannel, type Method, optionalText, readAs } from "./method.ts";

const MAX_POSTED_LENGTH = 40_000;
/** An update refuses what a post still takes. */
const MAX_UPDATED_LENGTH = 4_000;

const postSchema = z.object({
  channel: optionalText,
  text: optionalText,
  blocks: z.unknown().optional(),
  thread_ts: optionalText,
});

export const postMessage: Method = async (args, { store, workspace }) => {
  const { channel, text = "", blocks: rawBlocks, thread_ts: thread } = readAs(postSchema, args);
  checkChannel(channel, workspace, { byName: true });
  const blocks = rawBlocks === undefined ? [] : checkBlocks(rawBlocks);
  if (text === "" && blocks.length === 0) throw new SlackRefusal("no_text");
  if (text.length > MAX_POSTED_LENGTH) throw new SlackRefusal("msg_too_long");
  const message = await store.add({ text, blocks, threadTs: threadOf(thread, store) });
  return { channel: workspace.channel.id, ts: message.ts, message: presentToApp(message) };
};

const updateSchema = postSchema.extend({ ts: optionalText });

export const updateMessage: Method = async (args, { store, workspace }) => {
  const { channel, ts, text, blocks: rawBlocks } = readAs(updateSchema, args);
  checkChannel(channel, workspace);
  const message = ts === undefined ? undefined : store.find(ts);
  if (message === undefined) throw new SlackRefusal("message_not_found");
  if (message.files.length > 0) throw new SlackRefusal("cant_update_message");
  const blocks = rawBlocks === undefined ? message.blocks : checkBlocks(rawBlocks);
  if ((text === undefined && rawBlocks === undefined) || (text === "" && blocks.length === 0)) {
    throw new SlackRefusal("no_text");
  }
  if ((text ?? "").length > MAX_UPDATED_LENGTH) throw new SlackRefusal("msg_too_long");
  const updated = await store.change(message, { text: text ?? message.text, blocks });
  return {
    channel: workspace.channel.id,
    ts: updated.ts,
    text: updated.text,
    message: presentToApp(updated),
  };
};

/** Answers to an answer stand in the same thread. */
export function threadOf(threadTs: string | undefined, store: ChannelStore): string | undefined {
  if (threadTs === undefined) return undefined;
  const parent = store.find(threadTs);
  if (parent === undefined) throw new SlackRefusal("cannot_reply_to_message");
  return parent.threadTs ?? parent.ts;
}

function presentToApp({ ts, text, blocks, threadTs, editedTs }: Message) {
  return {
    type: "message",
    user: BOT.userId,
    bot_id: BOT.botId,
    app_id: BOT.appId,
    team: TEAM.id,
    ts,
    text,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(editedTs === undefined ? {} : { edited: { user: BOT.userId, ts: editedTs } }),
  };
}
