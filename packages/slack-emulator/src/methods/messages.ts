import * as z from "zod";
import { checkBlocks } from "../block-kit/check-blocks.ts";
import type { ChannelStore } from "../channel-store.ts";
import type { Message, MessageMetadata } from "../message.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import { checkChannel, jsonOf, type Method, optionalFlag, optionalText, readAs } from "./method.ts";
import { presentMessage } from "./present-message.ts";

const MAX_POSTED_LENGTH = 40_000;
/** An update refuses what a post still takes. */
const MAX_UPDATED_LENGTH = 4_000;
const MAX_METADATA_LENGTH = 8_000;

const postSchema = z.object({
  channel: optionalText,
  text: optionalText,
  blocks: z.unknown().optional(),
  thread_ts: optionalText,
  reply_broadcast: optionalFlag,
  metadata: z.unknown().optional(),
});

export const postMessage: Method = async (args, { store, workspace }) => {
  const call = readAs(postSchema, args);
  checkChannel(call.channel, workspace);
  if (workspace.isArchived) throw new SlackRefusal("is_archived");
  const { text = "" } = call;
  const blocks = call.blocks === undefined ? [] : checkBlocks(call.blocks);
  if (text === "" && blocks.length === 0) throw new SlackRefusal("no_text");
  if (text.length > MAX_POSTED_LENGTH) throw new SlackRefusal("msg_too_long");
  const threadTs = threadOf(call.thread_ts, store);
  const isBroadcast = threadTs !== undefined && call.reply_broadcast === true;
  const message = await store.add({
    text,
    blocks,
    threadTs,
    metadata: readMetadata(call.metadata),
    ...(isBroadcast ? { isBroadcast } : {}),
  });
  return {
    channel: workspace.channel.id,
    ts: message.ts,
    message: presentMessage(message, { withMetadata: true }),
  };
};

const updateSchema = postSchema.extend({ ts: optionalText });

export const updateMessage: Method = async (args, { store, workspace }) => {
  const call = readAs(updateSchema, args);
  const { text, blocks: rawBlocks, metadata } = call;
  const message = ownMessage(call, { store, workspace });
  if (workspace.isArchived) throw new SlackRefusal("is_inactive");
  if (message.files.length > 0) throw new SlackRefusal("cant_update_message");
  const blocks = rawBlocks === undefined ? message.blocks : checkBlocks(rawBlocks);
  if ((text === undefined && rawBlocks === undefined) || (text === "" && blocks.length === 0)) {
    throw new SlackRefusal("no_text");
  }
  if ((text ?? "").length > MAX_UPDATED_LENGTH) throw new SlackRefusal("msg_too_long");
  const updated = await store.change(message, {
    text: text ?? message.text,
    blocks,
    // Without metadata the message keeps what it has; an empty object takes it away.
    metadata: metadata === undefined ? message.metadata : readMetadata(metadata),
  });
  return {
    channel: workspace.channel.id,
    ts: updated.ts,
    text: updated.text,
    message: presentMessage(updated, { withMetadata: true }),
  };
};

/** @throws {SlackRefusal} when there is none, or a person wrote it */
function ownMessage(
  { channel, ts }: { readonly channel?: string | undefined; readonly ts?: string | undefined },
  { store, workspace }: Pick<Parameters<Method>[1], "store" | "workspace">,
): Message {
  checkChannel(channel, workspace);
  const message = ts === undefined ? undefined : store.find(ts);
  if (message === undefined) throw new SlackRefusal("message_not_found");
  if (message.userId !== undefined) throw new SlackRefusal("cant_update_message");
  return message;
}

/** Answers to an answer stand in the same thread. */
export function threadOf(threadTs: string | undefined, store: ChannelStore): string | undefined {
  if (threadTs === undefined) return undefined;
  const parent =
    store.find(threadTs) ?? store.tombstones().find(({ ts: goneTs }) => goneTs === threadTs);
  if (parent === undefined) throw new SlackRefusal("cannot_reply_to_message");
  return parent.threadTs ?? parent.ts;
}

const metadataSchema = z.strictObject({
  event_type: z.string().min(1).max(255).regex(/^\w+$/),
  event_payload: z.record(z.string(), z.unknown()),
});

function readMetadata(argument: unknown): MessageMetadata | undefined {
  if (argument === undefined) return undefined;
  const raw = jsonOf(argument);
  if (typeof raw !== "object" || raw === null) throw new SlackRefusal("invalid_metadata_format");
  if (Object.keys(raw).length === 0) return undefined;
  const parsed = metadataSchema.safeParse(raw);
  if (!parsed.success) throw new SlackRefusal("invalid_metadata_schema");
  if (JSON.stringify(raw).length > MAX_METADATA_LENGTH)
    throw new SlackRefusal("metadata_too_large");
  return parsed.data;
}
