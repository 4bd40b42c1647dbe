import { WebClient } from "@slack/web-api";
import { expect, it } from "vitest";
import { readStackSettings } from "../../local/stack/stack-settings.ts";
import { startStackUnderTest } from "./stack-under-test.ts";

it("holds a payout by a button in the channel, so that its time passes and nobody is paid", async ({
  onTestFinished,
}) => {
  const hands = await startStackUnderTest();
  onTestFinished(() => hands.close());
  const { stack, client } = hands;
  const held = await hands.schedule(await hands.upload([["held-1", 100]]), 20_000);

  expect(await press(stack.slackPageUrl ?? "", "hold_payout", held.payoutId)).toBe(200);

  expect((await client.payout(held.payoutId)).state).toBe("ready");
  expect((await client.events(held.payoutId)).items.at(-1)).toMatchObject({
    action: "held",
    by: { kind: "person", id: "marketer", via: { slack: "U0MARKETER" } },
  });
  // What is due later is paid; by then the time of what is held has passed as well.
  const { payoutId } = await hands.schedule(await hands.upload([["later-1", 200]]), 22_000);
  await hands.until(payoutId, "completed");
  expect((await client.payout(held.payoutId)).state).toBe("ready");
  expect(await hands.grantsOf("held-1")).toEqual([]);
  expect(await hands.grantsOf("later-1")).toEqual([expect.objectContaining({ points: 200 })]);
});

/** Presses a button about the payout as the marketer; the status that the app answered Slack. */
async function press(slackUrl: string, actionId: string, payoutId: string): Promise<unknown> {
  const { slackBotToken, slackChannel } = readStackSettings({});
  const web = new WebClient(slackBotToken, { slackApiUrl: new URL("api/", slackUrl).href });
  const text = { type: "plain_text", text: "보류" } as const;
  const value = JSON.stringify({ payoutId });
  const posted = await web.chat.postMessage({
    channel: slackChannel,
    text: "지급",
    blocks: [{ type: "actions", elements: [{ type: "button", action_id: actionId, text, value }] }],
  });
  const answer = await fetch(new URL("_click", slackUrl), {
    method: "POST",
    body: JSON.stringify({ messageTs: posted.ts, actionId, userId: "U0MARKETER" }),
  });
  return ((await answer.json()) as { status?: number }).status;
}
