import { BOT_TOKEN, CHANNEL, startSlack } from "@paysheet/slack-emulator/testing";
import { startApp } from "@paysheet/slack-emulator/testing/app";
import { describe, expect, it } from "vitest";
import { createSlackViews } from "../../../adapters/slack/slack-views.ts";
import { createSlackWeb } from "../../../adapters/slack/slack-web.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const VIEW = {
  type: "modal",
  title: plain("거절"),
  blocks: [{ type: "section", text: plain("이 지급을 거절합니다.") }],
};

async function setup() {
  const app = await startApp();
  const slack = await startSlack(app.settings);
  const button = { type: "button", action_id: "decline", text: plain("거절") };
  const blocks = [{ type: "actions", elements: [button] }];
  const { ts } = await slack.call("chat.postMessage", { channel: CHANNEL.id, text: "x", blocks });
  const click = { messageTs: ts, actionId: "decline", userId: "U0JISU" };
  await fetch(slack.at("/_click"), { method: "POST", body: JSON.stringify(click) });
  const triggerId = String(app.taken[0]?.payload["trigger_id"]);
  const web = createSlackWeb({ token: BOT_TOKEN, apiUrl: slack.apiUrl });
  const shown = async () => (await fetch(slack.at("/modal.html?as=U0JISU"))).text();
  return { slack, views: createSlackViews({ web }), triggerId, shown };
}

describe("a dialogue", () => {
  it("opens for whoever clicked, and once only", async () => {
    const { views, triggerId, shown } = await setup();
    expect(await shown()).toBe("");
    await views.open(triggerId, VIEW);
    expect(await shown()).toContain("이 지급을 거절합니다.");
    await expect(views.open(triggerId, VIEW)).rejects.toMatchObject({
      name: "ChannelError",
      code: "exchanged_trigger_id",
    });
  });

  it("is not tried again when Slack fails: the trigger would be stale", async () => {
    const { slack, views, triggerId } = await setup();
    await slack.setFaults({ status: 503, until: 1 });
    await expect(views.open(triggerId, VIEW)).rejects.toMatchObject({ code: "http_503" });
  });
});
