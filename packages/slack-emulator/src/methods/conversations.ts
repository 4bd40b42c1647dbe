import * as z from "zod";
import type { ChannelStore } from "../channel-store.ts";
import type { Message } from "../message.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import { checkChannel, type Method, optionalFlag, optionalText, readAs } from "./method.ts";
import { presentMessage, presentTombstone } from "./present-message.ts";

const MAX_LIMIT = 999;
const limitSchema = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]).optional();

const historySchema = z.object({
  channel: optionalText,
  oldest: optionalText,
  inclusive: optionalFlag,
  limit: limitSchema,
  cursor: optionalText,
  include_all_metadata: optionalFlag,
});
type HistoryCall = z.infer<typeof historySchema>;

/** What stands in the channel itself, newest first. */
export const conversationsHistory: Method = (args, { store, workspace }) => {
  const call = readAs(historySchema, args);
  checkChannel(call.channel, workspace);
  const places = [...store.messages(), ...store.tombstones()].filter(
    ({ threadTs, isBroadcast }) => threadTs === undefined || isBroadcast === true,
  );
  const newestFirst = places
    .filter(notOlderThan(call))
    .sort((one, other) => secondsOf(other.ts) - secondsOf(one.ts));
  return presentPage(newestFirst, call, store);
};

const repliesSchema = historySchema.extend({ ts: optionalText });

/** A message and its thread, oldest first. */
export const conversationsReplies: Method = (args, { store, workspace }) => {
  const call = readAs(repliesSchema, args);
  checkChannel(call.channel, workspace);
  const asked = store
    .messages()
    .concat(store.tombstones())
    .find(({ ts }) => ts === call.ts);
  if (asked === undefined) throw new SlackRefusal("thread_not_found");
  const threadTs = asked.threadTs ?? asked.ts;
  const replies = repliesTo(threadTs, store).filter(notOlderThan(call));
  const parent = store
    .messages()
    .concat(store.tombstones())
    .filter(({ ts }) => ts === threadTs);
  return presentPage([...parent, ...replies], call, store);
};

function repliesTo(threadTs: string, store: ChannelStore): readonly Message[] {
  return store.messages().filter((message) => message.threadTs === threadTs);
}

function notOlderThan({ oldest = "0", inclusive = false }: HistoryCall) {
  if (!/^\d+(\.\d+)?$/.test(oldest)) throw new SlackRefusal("invalid_ts_oldest");
  const from = secondsOf(oldest);
  return ({ ts }: Message): boolean => (inclusive ? secondsOf(ts) >= from : secondsOf(ts) > from);
}

function presentPage(messages: readonly Message[], call: HistoryCall, store: ChannelStore) {
  const { limit = 100, cursor, include_all_metadata: withMetadata } = call;
  if (limit < 1 || limit > MAX_LIMIT) throw new SlackRefusal("invalid_limit");
  const start = cursor === undefined || cursor === "" ? 0 : placeOf(cursor, messages);
  const next = messages[start + limit];
  return {
    messages: messages.slice(start, start + limit).map((message) => {
      const replies = repliesTo(message.ts, store);
      if (message.isDeleted === true) return presentTombstone(message, replies);
      return presentMessage(message, { withMetadata, replies });
    }),
    has_more: next !== undefined,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: cursorTo(next) } }),
  };
}

function cursorTo({ ts }: Message): string {
  return Buffer.from(`next_ts:${ts}`).toString("base64");
}

function placeOf(cursor: string, messages: readonly Message[]): number {
  const place = messages.findIndex((message) => cursorTo(message) === cursor);
  if (place < 0) throw new SlackRefusal("invalid_cursor");
  return place;
}

function secondsOf(ts: string): number {
  return Number(ts);
}
