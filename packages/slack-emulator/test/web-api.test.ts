import { describe, expect, it } from "vitest";
import { CHANNEL, startSlack } from "./start-slack.ts";

const TS = expect.stringMatching(/^\d{10}\.\d{6}$/);
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } }) as const;

describe("the local Slack's Web API", () => {
  it("knows its bot and its people", async () => {
    const { web } = await startSlack();
    expect(await web.auth.test()).toMatchObject({ ok: true, bot_id: "B0PAYSHEET" });
    const jisu = { user: { id: "U0JISU", real_name: "Jisu" } };
    expect(await web.users.info({ user: "U0JISU" })).toMatchObject(jisu);
    const { email } = (await web.users.info({ user: "U0JISU" })).user?.profile ?? {};
    expect(await web.users.lookupByEmail({ email: email ?? "" })).toMatchObject(jisu);
  });

  it("posts, answers in a thread and updates", async () => {
    const slack = await startSlack();
    const { web } = slack;
    const channel = CHANNEL.id;
    const first = await web.chat.postMessage({ channel, text: "첫", blocks: [section("*첫*")] });
    const ts = String(first.ts);
    const reply = await web.chat.postMessage({ channel, text: "답", thread_ts: ts });
    const updated = await web.chat.update({ channel, ts, text: "첫, 고침" });
    expect(updated).toMatchObject({ ok: true, channel, ts, text: "첫, 고침" });
    expect(await slack.messages()).toEqual([
      { channel, ts, text: "첫, 고침", blocks: [section("*첫*")], files: [], edited: { ts: TS } },
      { channel, ts: reply.ts, text: "답", blocks: [], thread_ts: ts, files: [] },
    ]);
  });

  it("shares an uploaded file, which can be had again byte by byte", async () => {
    const slack = await startSlack();
    const { ts = "" } = await slack.web.chat.postMessage({ channel: CHANNEL.id, text: "보고" });
    const content = Buffer.from([0, 1, 2, 0x0d, 0x0a, 255]);
    await slack.share({ filename: "결과.xlsx", content, thread_ts: ts });
    const [, shared] = (await slack.messages()) as [unknown, { files: { url: string }[] }];
    expect(shared).toEqual({
      channel: CHANNEL.id,
      ts: TS,
      text: "",
      blocks: [],
      thread_ts: ts,
      files: [
        {
          id: expect.stringMatching(/^F/),
          name: "결과.xlsx",
          title: "결과.xlsx",
          size: content.length,
          url: expect.stringContaining("/files/F"),
        },
      ],
    });
    await slack.restart();
    const file = await fetch(shared.files[0]?.url ?? "");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''/);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(content);
  });

  it("keeps its messages through a restart, and their ids stay unique", async () => {
    const slack = await startSlack();
    const { ts = "" } = await slack.web.chat.postMessage({ channel: CHANNEL.id, text: "하나" });
    await slack.web.chat.update({ channel: CHANNEL.id, ts, text: "둘" });
    const before = await slack.messages();
    await slack.restart();
    expect(await slack.messages()).toEqual(before);
    const next = await slack.web.chat.postMessage({ channel: CHANNEL.id, text: "셋" });
    expect(Number(next.ts)).toBeGreaterThan(Number(ts));
  });

  it("lets nobody in without its token", async () => {
    const { webAs } = await startSlack();
    await expect(webAs(undefined).auth.test()).rejects.toMatchObject({
      data: { error: "not_authed" },
    });
    await expect(webAs("xoxb-other").auth.test()).rejects.toMatchObject({
      data: { error: "invalid_auth" },
    });
  });

  it.each<[string, string, string, Record<string, unknown>]>([
    ["another channel", "channel_not_found", "chat.postMessage", { channel: "C1", text: "x" }],
    ["a message without content", "no_text", "chat.postMessage", { channel: CHANNEL.id }],
    [
      "a text of 40,001 characters",
      "msg_too_long",
      "chat.postMessage",
      { channel: CHANNEL.id, text: "x".repeat(40_001) },
    ],
    [
      "blocks that are no JSON",
      "invalid_blocks_format",
      "chat.postMessage",
      { channel: CHANNEL.id, blocks: "[{" },
    ],
    [
      "blocks beyond 13,200 characters in all",
      "msg_blocks_too_long",
      "chat.postMessage",
      { channel: CHANNEL.id, blocks: Array.from({ length: 5 }, () => section("x".repeat(2700))) },
    ],
    [
      "an answer to nothing",
      "cannot_reply_to_message",
      "chat.postMessage",
      { channel: CHANNEL.id, text: "x", thread_ts: "1700000000.000001" },
    ],
    [
      "an update of nothing",
      "message_not_found",
      "chat.update",
      { channel: CHANNEL.id, text: "x", ts: "1700000000.000001" },
    ],
    [
      "a file never sent",
      "file_not_found",
      "files.completeUploadExternal",
      { files: [{ id: "F1" }] },
    ],
    ["a file without length", "invalid_arguments", "files.getUploadURLExternal", { filename: "x" }],
    ["an unknown user", "user_not_found", "users.info", { user: "U1" }],
    ["an unknown address", "users_not_found", "users.lookupByEmail", { email: "x@example.com" }],
    ["an unknown method", "unknown_method", "chat.shout", {}],
  ])("refuses %s with %s", async (_, error, method, args) => {
    const { web } = await startSlack();
    await expect(web.apiCall(method, args)).rejects.toMatchObject({ data: { ok: false, error } });
  });

  it("refuses an update that is too long, says nothing, or is of a shared file", async () => {
    const slack = await startSlack();
    const { web } = slack;
    const { ts = "" } = await web.chat.postMessage({ channel: CHANNEL.id, text: "x" });
    const call = { channel: CHANNEL.id, ts };
    const update = (args: Record<string, unknown>) => web.apiCall("chat.update", args);
    const refused = (error: string) => ({ data: { error } });
    await expect(update({ ...call, text: "x".repeat(4001) })).rejects.toMatchObject(
      refused("msg_too_long"),
    );
    await expect(update(call)).rejects.toMatchObject(refused("no_text"));
    await slack.share({ filename: "a.csv", content: Buffer.from("a,b") });
    const [, file] = (await slack.messages()) as [unknown, { ts: string }];
    await expect(update({ ...call, ts: file.ts, text: "x" })).rejects.toMatchObject(
      refused("cant_update_message"),
    );
  });

  it("fails on demand: by status and by method", async () => {
    const slack = await startSlack();
    const post = () => slack.web.chat.postMessage({ channel: CHANNEL.id, text: "x" });
    await slack.setFaults({ status: 500, until: 1 });
    await expect(post()).rejects.toMatchObject({ statusCode: 500 });
    await post();
    await slack.setFaults({ status: 429, until: 1, retryAfterSeconds: 7 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await slack.setFaults({ status: 503, method: "chat.postMessage" });
    await slack.web.auth.test();
    await expect(post()).rejects.toMatchObject({ statusCode: 503 });
    await slack.setFaults({});
    await post();
  });

  it("loses connections and answers on demand", async () => {
    const slack = await startSlack();
    const post = () => slack.web.chat.postMessage({ channel: CHANNEL.id, text: "x" });
    await slack.setFaults({ kind: "reset-after-posting", until: 1 });
    await expect(post()).rejects.toMatchObject({ code: "slack_webapi_request_error" });
    expect(await slack.messages()).toHaveLength(1);
    await slack.setFaults({ kind: "garbage", until: 1 });
    await expect(post()).rejects.toMatchObject({
      data: { error: expect.stringMatching(/^<html>/) },
    });
    expect(await slack.messages()).toHaveLength(2);
  });

  it("refuses on demand, in words of Slack's own, and does nothing then", async () => {
    const slack = await startSlack();
    const { ts = "" } = await slack.web.chat.postMessage({ channel: CHANNEL.id, text: "x" });
    const update = () => slack.web.chat.update({ channel: CHANNEL.id, ts, text: "y" });
    await slack.setFaults({ error: "edit_window_closed", method: "chat.update", until: 1 });
    await expect(update()).rejects.toMatchObject({
      data: { ok: false, error: "edit_window_closed" },
    });
    expect(await slack.messages()).toMatchObject([{ ts, text: "x" }]);
    await update();
    expect(await slack.messages()).toMatchObject([{ ts, text: "y" }]);
  });

  it("refuses faults that it does not know", async () => {
    const { setFaults } = await startSlack();
    for (const faults of [
      { status: 418 },
      { status: 500, kind: "garbage" },
      { kind: "garbage", error: "fatal_error" },
      { error: "No Such Word" },
      { kind: "x" },
      { a: 1 },
    ]) {
      expect(await setFaults(faults)).toMatchObject({ status: 400, body: { status: 400 } });
    }
  });
});
