import { BOT_TOKEN, CHANNEL, startSlack } from "@paysheet/slack-emulator/testing";
import { describe, expect, it } from "vitest";
import { createSlackChannel } from "../../../adapters/slack/slack-channel.ts";
import { createSlackWeb } from "../../../adapters/slack/slack-web.ts";
import {
  type AlarmNotifierHandlerDeps,
  createAlarmNotifierHandler,
} from "../../../lambdas/alarm-notifier/handler.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";

const RUNBOOK = "https://example.com/docs/runbook.md#payouts-halted";
const IMPACT = "A payout halted and waits for a person.";

function alarmEvent(changes: Readonly<Record<string, unknown>> = {}) {
  const change = {
    AlarmName: "paysheet-prod-payouts-halted",
    AlarmDescription: `${IMPACT}\n${RUNBOOK}`,
    NewStateValue: "ALARM",
    OldStateValue: "OK",
    StateChangeTime: "2026-11-21T13:39:43.000+0000",
    ...changes,
  };
  return { Records: [{ EventSource: "aws:sns", Sns: { Message: JSON.stringify(change) } }] };
}

function setup(deps: Partial<AlarmNotifierHandlerDeps> = {}) {
  const memory = createMemoryChannel();
  const logged: unknown[] = [];
  const handler = createAlarmNotifierHandler({
    channel: memory.channel,
    language: "en",
    log: { info: (message, fields) => logged.push([message, fields]) },
    ...deps,
  });
  return { handler, memory, logged, texts: () => memory.messages.map((it) => it.message.text) };
}

describe("tell-alarm", () => {
  it("tells what an alarm means for people, its name, and leads to the runbook", async () => {
    const { handler, memory, logged, texts } = setup();
    await handler(alarmEvent());
    expect(texts()).toEqual([
      `🚨 Something needs a look\n${IMPACT}\nAlarm: paysheet-prod-payouts-halted · ${RUNBOOK}`,
    ]);
    expect(JSON.stringify(memory.messages[0]?.message.blocks)).toContain(`"url":"${RUNBOOK}"`);
    const fields = { name: "paysheet-prod-payouts-halted", state: "ALARM" };
    expect(logged).toEqual([["alarm told", fields]]);
  });

  it("tells when it is over, without advice that nobody needs any more", async () => {
    const { handler, texts } = setup({ language: "ko" });
    await handler(alarmEvent({ NewStateValue: "OK" }));
    expect(texts()).toEqual([
      `✅ 정상으로 돌아왔습니다\n${IMPACT}\n알람: paysheet-prod-payouts-halted`,
    ]);
  });

  it("names the runbook's section where the runbook has no address", async () => {
    const { handler, memory, texts } = setup();
    await handler(alarmEvent({ AlarmDescription: `${IMPACT}\ndocs/runbook.md#payouts-halted` }));
    expect(texts()[0]).toContain(" · docs/runbook.md#payouts-halted");
    expect(JSON.stringify(memory.messages[0]?.message.blocks)).not.toContain('"url"');
  });

  it("tells by its name of an alarm that nobody described", async () => {
    const { handler, texts } = setup();
    await handler(alarmEvent({ AlarmDescription: null, AlarmName: "made-by-hand" }));
    expect(texts()).toEqual(["🚨 Something needs a look\nmade-by-hand\nAlarm: made-by-hand"]);
  });

  it("passes over an alarm of which nothing was measured", async () => {
    const { handler, texts } = setup();
    await handler(alarmEvent({ NewStateValue: "INSUFFICIENT_DATA" }));
    expect(texts()).toEqual([]);
  });

  it("passes over an alarm that is new, which is not over as it never began", async () => {
    const { handler, texts } = setup();
    await handler(alarmEvent({ NewStateValue: "OK", OldStateValue: "INSUFFICIENT_DATA" }));
    expect(texts()).toEqual([]);
    await handler(alarmEvent({ OldStateValue: "INSUFFICIENT_DATA" }));
    expect(texts()).toHaveLength(1);
  });

  it("does not fail as long as nobody connected Slack: that would set off an alarm itself", async () => {
    const { handler, memory, logged, texts } = setup();
    memory.fail("find", { code: "not_set_up" });
    await handler(alarmEvent());
    expect(texts()).toEqual([]);
    expect(logged).toEqual([["Slack is not connected yet", { code: "not_set_up" }]]);
  });

  it("tells once what is delivered twice, and again what happens again", async () => {
    const { handler, texts } = setup();
    await handler(alarmEvent());
    await handler(alarmEvent());
    expect(texts()).toHaveLength(1);
    await handler(alarmEvent({ StateChangeTime: "2026-11-21T15:00:00.000+0000" }));
    expect(texts()).toHaveLength(2);
  });

  it("tells once when Slack took it and its answer was lost", async () => {
    const { handler, memory, texts } = setup();
    memory.fail("post", "answer_lost");
    await expect(handler(alarmEvent())).rejects.toThrow("does not answer");
    await handler(alarmEvent());
    expect(texts()).toHaveLength(1);
  });

  it("fails when Slack can't be told, so that it is tried again", async () => {
    const { handler, memory } = setup();
    memory.fail("post", "refused");
    await expect(handler(alarmEvent())).rejects.toThrow("does not answer");
  });

  it("fails on what is no alarm", async () => {
    const { handler } = setup();
    const message = (Message: string) => ({ Records: [{ Sns: { Message } }] });
    await expect(handler(message("Hello"))).rejects.toThrow("not JSON");
    await expect(handler(message("{}"))).rejects.toThrow("AlarmName");
    await expect(handler(alarmEvent({ StateChangeTime: "yesterday" }))).rejects.toThrow("no time");
  });

  it("writes what Slack takes, and finds it there again", async () => {
    const slack = await startSlack();
    const web = createSlackWeb({ token: BOT_TOKEN, apiUrl: slack.apiUrl });
    const channel = createSlackChannel({ web, channelId: CHANNEL.id });
    const { handler } = setup({ channel });
    const now = new Date().toISOString().replace("Z", "+0000");
    await handler(alarmEvent({ StateChangeTime: now }));
    await handler(alarmEvent({ StateChangeTime: now }));
    expect(await slack.messages()).toMatchObject([
      { channel: CHANNEL.id, text: expect.stringContaining(IMPACT) },
    ]);
  });
});
