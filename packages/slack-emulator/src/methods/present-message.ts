import type { Message } from "../message.ts";
import { BOT, TEAM } from "../workspace.ts";

export interface Presentation {
  /** Whoever asked for metadata gets it; nobody else sees it. */
  readonly withMetadata?: boolean | undefined;
  /** Of the thread beneath, if there is one. */
  readonly replies?: readonly Message[];
}

/** A message as the Web API shows it. */
export function presentMessage(
  message: Message,
  { withMetadata = false, replies = [] }: Presentation = {},
): Record<string, unknown> {
  const { ts, text, blocks, threadTs, editedTs, files, metadata } = message;
  return {
    type: "message",
    ...(message.isBroadcast === true ? { subtype: "thread_broadcast" } : {}),
    ...presentAuthor(message),
    team: TEAM.id,
    ts,
    text,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(files.length === 0 ? {} : { files: files.map(presentFile), upload: false }),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(editedTs === undefined ? {} : { edited: { user: authorOf(message), ts: editedTs } }),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    ...presentThread(ts, replies),
  };
}

/** What stands where a message was that others replied to. */
export function presentTombstone(message: Message, replies: readonly Message[]) {
  return {
    type: "message",
    subtype: "tombstone",
    user: "USLACKBOT",
    hidden: true,
    text: "This message was deleted.",
    ts: message.ts,
    ...presentThread(message.ts, replies),
  };
}

function presentThread(ts: string, replies: readonly Message[]): Record<string, unknown> {
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map(authorOf))];
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)?.ts,
  };
}

function presentAuthor(message: Message): Record<string, unknown> {
  const { userId } = message;
  if (userId !== undefined) return { user: userId };
  return { user: BOT.userId, bot_id: BOT.botId, app_id: BOT.appId };
}

function presentFile({ id, name, title, size }: Message["files"][number]) {
  return { id, name, title, size, mode: "hosted", user: BOT.userId };
}

function authorOf({ userId = BOT.userId }: Message): string {
  return userId;
}
