import { WebClient } from "@slack/web-api";
import { readStackSettings } from "../../local/stack/stack-settings.ts";

/** Presses a button about the payout as the marketer; the status that the app answered Slack. */
export async function pressButton(
  slackUrl: string,
  actionId: string,
  payoutId: string,
): Promise<unknown> {
  const { slackBotToken, slackChannel } = readStackSettings({});
  const web = new WebClient(slackBotToken, { slackApiUrl: new URL("api/", slackUrl).href });
  const text = { type: "plain_text", text: "보류" } as const;
  const value = JSON.stringify({ payoutId });
  const posted = await web.chat.postMessage({
    channel: slackChannel,
    text: "지급",
    blocks: [{ type: "actions", elements: [{ type: "button", action_id: actionId, text, value }] }],
  });
  return await pressButtonOf(slackUrl, { ts: posted.ts ?? "" }, actionId, "U0MARKETER");
}

/** Presses a button that a message bears, as that Slack user; the status that the app answered Slack. */
export async function pressButtonOf(
  slackUrl: string,
  message: { readonly ts: string },
  actionId: string,
  userId: string,
): Promise<unknown> {
  const answer = await fetch(new URL("_click", slackUrl), {
    method: "POST",
    body: JSON.stringify({ messageTs: message.ts, actionId, userId }),
  });
  return ((await answer.json()) as { status?: number }).status;
}
