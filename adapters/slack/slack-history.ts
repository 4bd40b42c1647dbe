import * as z from "zod";
import { optional } from "../../domain/optional.ts";
import type { CallArguments, SlackWeb } from "./slack-web.ts";

const messageSchema = z.object({
  ts: z.string().min(1),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
    .optional()
    .catch(undefined),
  /** A deleted file has no name. */
  files: z.array(z.object({ name: z.string().nullish() })).optional(),
});
export type SlackMessage = z.infer<typeof messageSchema>;

const pageSchema = z.object({
  messages: z.array(messageSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Slack recommends no more messages at once. */
const PAGE_SIZE = 200;
/** A channel with more messages than that is not read to its end. */
const MAX_PAGES = 20;

export interface HistoryOptions {
  readonly channelId: string;
  /** Epoch; of the whole history without it. */
  readonly sinceMs?: number;
  /** The message whose thread is read; the channel itself without it. */
  readonly inThread?: string | undefined;
  /** Of 200 messages each; 20 by default. */
  readonly maxPages?: number;
}

/** The messages of a channel, newest first, or of a thread, oldest first; not all of too many. */
export async function* readHistory(
  web: SlackWeb,
  { channelId, sinceMs, inThread, maxPages = MAX_PAGES }: HistoryOptions,
): AsyncGenerator<SlackMessage, void, undefined> {
  const args: CallArguments = {
    channel: channelId,
    limit: PAGE_SIZE,
    include_all_metadata: true,
    ...(sinceMs === undefined ? {} : { oldest: (sinceMs / 1000).toFixed(6), inclusive: true }),
    ...optional("ts", inThread),
  };
  const method = inThread === undefined ? "conversations.history" : "conversations.replies";
  let cursor: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await web.call(
      method,
      cursor === undefined ? args : { ...args, cursor },
      pageSchema,
    );
    yield* page.messages;
    cursor = page.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") return;
  }
}
