import { describe, expect, it } from "vitest";
import { CHANNEL, startSlack } from "./start-slack.ts";

const channel = CHANNEL.id;
const METADATA = { event_type: "made", event_payload: { key: "k" } };

async function setup() {
  const slack = await startSlack();
  const { web, call } = slack;
  const post = async (text: string, thread_ts?: string, reply_broadcast?: boolean) => {
    const message = { channel, text, thread_ts, reply_broadcast, metadata: METADATA };
    return (await call("chat.postMessage", message))["ts"] as string;
  };
  const history = (args: Record<string, unknown> = {}) =>
    call("conversations.history", { channel, ...args });
  const replies = (ts: string, args: Record<string, unknown> = {}) =>
    call("conversations.replies", { channel, ts, ...args });
  return { slack, web, call, post, history, replies };
}

const texts = (answer: Record<string, unknown>) =>
  (answer["messages"] as { text: string }[]).map(({ text }) => text);

describe("the history of the channel", () => {
  it("has the newest first and threads only as far as they were shared", async () => {
    const { post, history, replies } = await setup();
    const first = await post("하나");
    await post("둘");
    await post("답", first);
    const shared = await post("널리", first, true);
    const answer = await history();
    expect(texts(answer)).toEqual(["널리", "둘", "하나"]);
    expect(answer["messages"]).toMatchObject([
      { subtype: "thread_broadcast", thread_ts: first },
      {},
      { ts: first, thread_ts: first, reply_count: 2, latest_reply: shared },
    ]);
    expect(texts(await replies(first))).toEqual(["하나", "답", "널리"]);
    expect(texts(await replies(shared))).toEqual(["하나", "답", "널리"]);
  });

  it("comes in pages", async () => {
    const { post, history } = await setup();
    for (const text of ["1", "2", "3"]) await post(text);
    const first = await history({ limit: 2 });
    expect(texts(first)).toEqual(["3", "2"]);
    const { next_cursor: cursor } = first["response_metadata"] as { next_cursor: string };
    const second = await history({ limit: 2, cursor });
    expect(texts(second)).toEqual(["1"]);
    expect(second).toMatchObject({ has_more: false });
    expect(second["response_metadata"]).not.toHaveProperty("next_cursor");
  });

  it("begins at a time, which belongs to it on demand", async () => {
    const { post, history } = await setup();
    await post("1");
    const oldest = await post("2");
    await post("3");
    expect(texts(await history({ oldest }))).toEqual(["3"]);
    expect(texts(await history({ oldest, inclusive: true }))).toEqual(["3", "2"]);
  });

  it("shows metadata to those only who ask for it, even after an update", async () => {
    const { web, call, post, history, replies } = await setup();
    const ts = await post("하나");
    await web.chat.update({ channel, ts, text: "둘" });
    const all = { include_all_metadata: true };
    expect((await history())["messages"]).not.toMatchObject([{ metadata: METADATA }]);
    expect((await history(all))["messages"]).toMatchObject([{ metadata: METADATA, text: "둘" }]);
    expect((await replies(ts, all))["messages"]).toMatchObject([{ metadata: METADATA }]);
    await call("chat.update", { channel, ts, text: "셋", metadata: {} });
    expect((await history(all))["messages"]).toEqual([
      expect.not.objectContaining({ metadata: expect.anything() }),
    ]);
  });

  it("keeps the place of a deleted message that others replied to", async () => {
    const { slack, post, history, replies } = await setup();
    const [alone, parent] = [await post("혼자"), await post("함께")];
    await post("답", parent);
    for (const messageTs of [alone, parent]) {
      await slack.remove(messageTs);
    }
    expect((await history())["messages"]).toMatchObject([{ subtype: "tombstone", ts: parent }]);
    expect(texts(await replies(parent))).toEqual(["This message was deleted.", "답"]);
    await expect(replies(alone)).rejects.toMatchObject({ data: { error: "thread_not_found" } });
    await slack.restart();
    expect((await history())["messages"]).toMatchObject([{ subtype: "tombstone" }]);
  });

  it.each([
    ["invalid_cursor", { cursor: "bmV4dA==" }],
    ["invalid_limit", { limit: 1000 }],
    ["invalid_ts_oldest", { oldest: "yesterday" }],
    ["channel_not_found", { channel: "C0OTHER" }],
  ])("refuses what Slack refuses: %s", async (error, args) => {
    const { history } = await setup();
    await expect(history(args)).rejects.toMatchObject({ data: { error } });
  });

  it("is closed to an app without the scope, which is told what it lacks", async () => {
    const { web } = await startSlack({ scopes: ["chat:write"] });
    await expect(web.conversations.history({ channel })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "channels:history", provided: "chat:write" },
    });
  });
});

describe("a message", () => {
  it("of a person can't be changed by the app", async () => {
    const { slack, web } = await setup();
    const ts = await slack.say({ userId: "U0JISU", text: "안녕하세요" });
    await expect(web.chat.update({ channel, ts, text: "x" })).rejects.toMatchObject({
      data: { error: "cant_update_message" },
    });
  });

  it.each([
    ["invalid_metadata_format", "{"],
    ["invalid_metadata_schema", { event_type: "two words", event_payload: {} }],
    ["metadata_too_large", { event_type: "t", event_payload: { key: "k".repeat(8000) } }],
  ])("is refused with metadata that Slack refuses: %s", async (error, metadata) => {
    const { call } = await setup();
    const post = call("chat.postMessage", { channel, text: "x", metadata });
    await expect(post).rejects.toMatchObject({ data: { error } });
  });

  it("can't be posted in an archived channel, which can still be read", async () => {
    const { slack, web, post, history } = await setup();
    const ts = await post("하나");
    await slack.setArchived(true);
    const refused = (error: string) => ({ data: { error } });
    await expect(post("둘")).rejects.toMatchObject(refused("is_archived"));
    await expect(web.chat.update({ channel, ts, text: "x" })).rejects.toMatchObject(
      refused("is_inactive"),
    );
    expect(texts(await history())).toEqual(["하나"]);
    await slack.setArchived(false);
    await post("둘");
  });
});
