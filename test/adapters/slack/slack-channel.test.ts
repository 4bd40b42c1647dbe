import {
  BOT_TOKEN,
  CHANNEL,
  type SlackChanges,
  startSlack,
} from "@paysheet/slack-emulator/testing";
import { describe, expect, it } from "vitest";
import { createSlackChannel } from "../../../adapters/slack/slack-channel.ts";
import { createSlackWeb, type SlackPatience } from "../../../adapters/slack/slack-web.ts";
import type { ChannelFile } from "../../../domain/channel/channel.ts";
import { section } from "../../../presentation/slack/message-blocks.ts";

const MESSAGE = { text: "완료", blocks: [section("*완료* &lt;!channel&gt; &amp; R&amp;D")] };
const CHANGED = { text: "중단", blocks: [section("*중단*")] };
const KEY = "01KPAYOUT:message";
const METADATA = { event_type: "paysheet_message", event_payload: { key: KEY } };
const FILE: ChannelFile = {
  name: "result-01K.xlsx",
  title: "지급 결과.xlsx",
  bytes: new Uint8Array([0, 1, 13, 10, 255]),
};
const LONG_AGO = { sinceMs: 0 };
/** Waited for in vain, so short; yet long enough for an answer that does come on a busy machine. */
const BRIEF_MS = 1_000;

interface Changes extends SlackPatience {
  readonly token?: string;
  readonly channelId?: string;
  readonly slack?: SlackChanges;
}

async function setup({ token = BOT_TOKEN, channelId = CHANNEL.id, ...changes }: Changes = {}) {
  const slack = await startSlack(changes.slack);
  const { apiUrl } = slack;
  const patience = { tries: changes.tries ?? 3, timeoutMs: changes.timeoutMs ?? 5_000 };
  const web = createSlackWeb({ token, apiUrl, ...patience });
  return { slack, channel: createSlackChannel({ web, channelId }) };
}

const failureOf = (call: Promise<unknown>) => call.catch((error: unknown) => error);

describe("a post", () => {
  it("is delivered as it was written, with its key where people don't see it", async () => {
    const { slack, channel } = await setup();
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    expect(await slack.messages()).toEqual([
      { channel: CHANNEL.id, ts: messageId, ...MESSAGE, files: [], metadata: METADATA },
    ]);
  });

  it("goes into a thread, and into the channel as well when asked", async () => {
    const { slack, channel } = await setup();
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    await channel.post(MESSAGE, { key: "a", inThread: messageId });
    await channel.post(MESSAGE, { key: "b", inThread: messageId, alsoInChannel: true });
    const [, quiet, loud] = (await slack.messages()) as unknown[];
    expect(quiet).toMatchObject({ thread_ts: messageId });
    expect(quiet).not.toHaveProperty("subtype");
    expect(loud).toMatchObject({ thread_ts: messageId, subtype: "thread_broadcast" });
  });

  it.each([
    ["channel_not_found", { channelId: "C0OTHER" }],
    ["invalid_auth", { token: "xoxb-a-token-that-is-refused" }],
  ])("says in Slack's own word why it failed: %s", async (code, changes) => {
    const { channel } = await setup(changes);
    expect(await failureOf(channel.post(MESSAGE, { key: KEY }))).toMatchObject({
      name: "ChannelError",
      code,
      message: `Slack chat.postMessage failed: ${code}.`,
      cause: expect.objectContaining({ name: "WebAPIPlatformError" }),
    });
  });

  it("names what Slack found wrong with blocks", async () => {
    const { channel } = await setup();
    await expect(channel.post({ text: "x", blocks: [section("")] }, { key: KEY })).rejects.toThrow(
      "Slack chat.postMessage failed: invalid_blocks ([ERROR] must be more than 0 characters " +
        "[json-pointer:/blocks/0/text/text]).",
    );
  });

  it("throws a rate limit at once, with how long to wait", async () => {
    const { slack, channel } = await setup();
    await slack.setFaults({ status: 429, retryAfterSeconds: 30 });
    expect(await failureOf(channel.post(MESSAGE, { key: KEY }))).toMatchObject({
      code: "ratelimited",
      retryAfterMs: 30_000,
    });
  });

  it("is tried again when Slack fails, and given up after the third time", async () => {
    const { slack, channel } = await setup();
    const faults = { status: 503, method: "chat.postMessage" };
    await slack.setFaults({ ...faults, until: 2 });
    await channel.post(MESSAGE, { key: KEY });
    await slack.setFaults({ ...faults, until: 3 });
    const failure = await failureOf(channel.post(MESSAGE, { key: "another" }));
    expect(failure).toMatchObject({ code: "http_503" });
    expect(await slack.messages()).toHaveLength(1);
  });

  it.each(["reset-after-posting", "garbage"])(
    "is not made twice after its answer was lost (%s)",
    async (kind) => {
      const { slack, channel } = await setup();
      const { messageId: parent } = await channel.post(MESSAGE, { key: "parent" });
      await slack.setFaults({ kind, method: "chat.postMessage", until: 2 });
      const posted = await channel.post(MESSAGE, { key: KEY });
      const reply = await channel.post(MESSAGE, { key: "reply", inThread: parent });
      expect(await slack.messages()).toMatchObject([
        { ts: parent },
        { ts: posted.messageId, metadata: METADATA },
        { ts: reply.messageId, thread_ts: parent },
      ]);
    },
  );

  it("that Slack is too slow to answer is left alone: it may still be on its way", async () => {
    const { slack, channel } = await setup({ timeoutMs: BRIEF_MS });
    await slack.setFaults({ kind: "timeout", method: "chat.postMessage", until: 1 });
    expect(await failureOf(channel.post(MESSAGE, { key: KEY }))).toMatchObject({ code: "timeout" });
    await slack.setFaults({ kind: "timeout-after-posting", method: "chat.postMessage", until: 1 });
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    expect(await slack.messages()).toMatchObject([{ ts: messageId }]);
  });

  it("is not made again where nobody may look whether it arrived", async () => {
    const { slack, channel } = await setup({ slack: { scopes: ["chat:write"] } });
    await slack.setFaults({ kind: "reset-after-posting", until: 1 });
    const failure = await failureOf(channel.post(MESSAGE, { key: KEY }));
    expect(failure).toMatchObject({ code: "unreachable" });
    expect(await slack.messages()).toHaveLength(1);
  });

  it("says that Slack can't be reached", async () => {
    const web = createSlackWeb({ token: BOT_TOKEN, apiUrl: "http://127.0.0.1:1/api/", tries: 1 });
    const channel = createSlackChannel({ web, channelId: CHANNEL.id });
    const failure = await failureOf(channel.post(MESSAGE, { key: KEY }));
    expect(failure).toMatchObject({ code: "unreachable" });
  });

  it("never shows the token, not even one that no header can hold", async () => {
    const token = "xoxb-do-not-show";
    const { channel } = await setup({ token });
    const failure = await failureOf(channel.post(MESSAGE, { key: KEY }));
    expect(everythingIn(failure)).not.toContain(token);
    const create = () => createSlackWeb({ token: `${token}\n`, apiUrl: "http://x/" });
    expect(create).toThrow("The Slack token holds characters that no token has.");
  });
});

describe("an update", () => {
  it("replaces what a message says, and its key stays", async () => {
    const { slack, channel } = await setup();
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    await slack.setFaults({ kind: "reset-after-posting", until: 1 });
    await channel.update(messageId, CHANGED);
    expect(await slack.messages()).toMatchObject([{ ts: messageId, ...CHANGED }]);
    expect(await channel.find(KEY, LONG_AGO)).toEqual({ messageId });
  });

  it("of a message that somebody deleted fails with message_not_found", async () => {
    const { slack, channel } = await setup();
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    await slack.remove(messageId);
    const failure = await failureOf(channel.update(messageId, CHANGED));
    expect(failure).toMatchObject({ code: "message_not_found" });
    expect(await channel.find(KEY, LONG_AGO)).toBeUndefined();
  });

  it.each(["edit_window_closed", "cant_update_message"])(
    "that Slack won't make any more fails at once, in its own word: %s",
    async (error) => {
      const { slack, channel } = await setup();
      const { messageId } = await channel.post(MESSAGE, { key: KEY });
      await slack.setFaults({ error, method: "chat.update", until: 1 });
      const failure = await failureOf(channel.update(messageId, CHANGED));
      expect(failure).toMatchObject({ code: error, isInDoubt: false });
      expect(await slack.messages()).toMatchObject([MESSAGE]);
    },
  );

  it("that is not worth a second try fails at once", async () => {
    const { slack, channel } = await setup({ tries: 1, timeoutMs: BRIEF_MS });
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    await slack.setFaults({ status: 503, until: 1 });
    const failure = await failureOf(channel.update(messageId, CHANGED));
    expect(failure).toMatchObject({ code: "http_503" });
    await slack.setFaults({ kind: "timeout", until: 1 });
    expect(await failureOf(channel.update(messageId, CHANGED))).toMatchObject({ code: "timeout" });
    expect(await slack.messages()).toMatchObject([MESSAGE]);
  });

  it("in an archived channel fails as Slack says", async () => {
    const { slack, channel } = await setup();
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    await slack.setArchived(true);
    const updated = await failureOf(channel.update(messageId, CHANGED));
    const posted = await failureOf(channel.post(MESSAGE, { key: "more" }));
    expect([updated, posted]).toMatchObject([{ code: "is_inactive" }, { code: "is_archived" }]);
  });
});

describe("looking for a message", () => {
  it("finds it by its key among many, in the channel and in a thread", async () => {
    const { slack, channel } = await setup();
    const { messageId: parent } = await channel.post(MESSAGE, { key: KEY });
    const inThread = { inThread: parent };
    const first = await channel.post(MESSAGE, { key: "reply", ...inThread });
    const say = (thread?: string) =>
      slack.web.chat.postMessage({
        channel: CHANNEL.id,
        text: "x",
        ...(thread === undefined ? {} : { thread_ts: thread }),
      });
    for (let count = 0; count < 210; count += 1) await Promise.all([say(), say(parent)]);
    const last = await channel.post(MESSAGE, { key: "last", ...inThread });
    expect(await channel.find(KEY, LONG_AGO)).toEqual({ messageId: parent });
    expect(await channel.find("reply", LONG_AGO)).toBeUndefined();
    expect(await channel.find("reply", { ...LONG_AGO, ...inThread })).toEqual(first);
    expect(await channel.find("last", { ...LONG_AGO, ...inThread })).toEqual(last);
    expect(await channel.find("other", { ...LONG_AGO, ...inThread })).toBeUndefined();
  });

  it("looks no further back than asked", async () => {
    const { channel } = await setup();
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    const postedAtMs = Number(messageId) * 1000;
    expect(await channel.find(KEY, { sinceMs: postedAtMs - 1 })).toEqual({ messageId });
    expect(await channel.find(KEY, { sinceMs: postedAtMs + 1 })).toBeUndefined();
  });

  it("finds nothing in a thread whose message somebody deleted", async () => {
    const { slack, channel } = await setup();
    const { messageId: inThread } = await channel.post(MESSAGE, { key: KEY });
    await slack.remove(inThread);
    expect(await channel.find("reply", { ...LONG_AGO, inThread })).toBeUndefined();
    expect(await channel.hasFile(FILE.name, { inThread })).toBe(false);
  });

  it("is not fooled by somebody else's message with the same key", async () => {
    const { slack, channel } = await setup();
    await slack.say({ userId: "U0JISU", text: "나도", metadata: METADATA });
    expect(await channel.find(KEY, LONG_AGO)).toBeUndefined();
  });

  it("fails with missing_scope where the app may not read", async () => {
    const { channel } = await setup({ slack: { scopes: ["chat:write"] } });
    const { messageId } = await channel.post(MESSAGE, { key: KEY });
    const found = await failureOf(channel.find(KEY, LONG_AGO));
    const seen = await failureOf(channel.hasFile("a", { inThread: messageId }));
    expect([found, seen]).toMatchObject([{ code: "missing_scope" }, { code: "missing_scope" }]);
  });
});

describe("a file", () => {
  it("stands in the thread byte by byte, and is found there by its name", async () => {
    const { slack, channel } = await setup();
    const { messageId: inThread } = await channel.post(MESSAGE, { key: KEY });
    expect(await channel.hasFile(FILE.name, { inThread })).toBe(false);
    await channel.attach(FILE, { inThread });
    const [, shared] = (await slack.messages()) as [unknown, { files: { url: string }[] }];
    expect(shared).toMatchObject({
      thread_ts: inThread,
      files: [{ name: FILE.name, title: FILE.title, size: 5 }],
    });
    const stored = await fetch(shared.files[0]?.url ?? "");
    expect(new Uint8Array(await stored.arrayBuffer())).toEqual(FILE.bytes);
    expect(await channel.hasFile(FILE.name, { inThread })).toBe(true);
    expect(await channel.hasFile("result-02K.xlsx", { inThread })).toBe(false);
  });

  it.each(["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])(
    "is shared once though Slack fails at %s",
    async (method) => {
      const { slack, channel } = await setup();
      const { messageId: inThread } = await channel.post(MESSAGE, { key: KEY });
      await slack.setFaults({ status: 503, method, until: 1 });
      await channel.attach(FILE, { inThread });
      await slack.setFaults({ kind: "reset-after-posting", method, until: 1 });
      await channel.attach({ ...FILE, name: "second.xlsx" }, { inThread });
      expect(await slack.messages()).toMatchObject([
        { ts: inThread },
        { files: [{ name: FILE.name }] },
        { files: [{ name: "second.xlsx" }] },
      ]);
    },
  );

  it.each([
    ["files.getUploadURLExternal", "missing_scope"],
    ["files.getUploadURLExternal", "file_uploads_disabled"],
    ["files.completeUploadExternal", "storage_limit_reached"],
  ])("that Slack won't have is refused without a doubt: %s %s", async (method, error) => {
    const { slack, channel } = await setup();
    const { messageId: inThread } = await channel.post(MESSAGE, { key: KEY });
    await slack.setFaults({ error, method, until: 1 });
    const failure = await failureOf(channel.attach(FILE, { inThread }));
    expect(failure).toMatchObject({ code: error, isInDoubt: false });
    expect(await slack.messages()).toHaveLength(1);
  });

  it("that can't be uploaded is not shared", async () => {
    const { slack, channel } = await setup({ tries: 1 });
    const { messageId: inThread } = await channel.post(MESSAGE, { key: KEY });
    await slack.setFaults({ status: 500, method: "upload" });
    const failure = await failureOf(channel.attach(FILE, { inThread }));
    expect(failure).toMatchObject({
      code: "http_500",
      message: "Slack file upload failed: http_500.",
    });
    expect(await slack.messages()).toHaveLength(1);
  });
});

/** Own and inherited text of an error and all its causes, as a careless logger would write it. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack} ${JSON.stringify(error)} ${everythingIn(error.cause)}`;
}
