import { describe, expect, it } from "vitest";
import type { SecretsReader } from "../../../adapters/secrets/secrets-reader.ts";
import { createSecretSlackChannel } from "../../../adapters/slack/secret-slack-channel.ts";
import { createSlackChannel } from "../../../adapters/slack/slack-channel.ts";
import { createSlackWebClient } from "../../../adapters/slack/slack-web-client.ts";
import { section } from "../../../domain/report/message-blocks.ts";
import { reportMessage } from "../../../domain/report/payout-message.ts";
import { completedFacts } from "../../domain/report/report-facts.ts";
import { BOT_TOKEN, CHANNEL, startSlack } from "../../local/slack/start-slack.ts";

const MESSAGE = { text: "완료", blocks: [section("*완료*")] };

async function setup(changes: { readonly token?: string; readonly channelId?: string } = {}) {
  const slack = await startSlack();
  const { token = BOT_TOKEN, channelId = CHANNEL.id } = changes;
  const web = createSlackWebClient({ token, apiUrl: slack.apiUrl });
  return { slack, channel: createSlackChannel({ web, channelId }) };
}

describe("the Slack channel", () => {
  it.each(["ko", "en"] as const)("delivers a report as it was written (%s)", async (language) => {
    const { slack, channel } = await setup();
    const message = reportMessage(completedFacts({ title: "<!channel> & R&D" }), language);
    const { messageId } = await channel.post(message);
    expect(await slack.messages()).toEqual([
      { channel: CHANNEL.id, ts: messageId, ...message, files: [] },
    ]);
  });

  it.each([
    ["channel_not_found", { channelId: "C0OTHER" }],
    ["invalid_auth", { token: "xoxb-a-token-that-is-refused" }],
  ])("says in Slack's own word why it failed: %s", async (code, changes) => {
    const { channel } = await setup(changes);
    const failure = await channel.post(MESSAGE).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: "ChannelError",
      code,
      message: `Slack chat.postMessage failed: ${code}.`,
      cause: expect.objectContaining({ name: "WebAPIPlatformError" }),
    });
  });

  it("names what Slack found wrong with blocks", async () => {
    const { channel } = await setup();
    await expect(channel.post({ text: "x", blocks: [section("")] })).rejects.toThrow(
      "Slack chat.postMessage failed: invalid_blocks ([ERROR] must be more than 0 characters " +
        "[json-pointer:/blocks/0/text/text]).",
    );
  });

  it("throws a rate limit at once, with how long to wait", async () => {
    const { slack, channel } = await setup();
    await slack.setFaults({ status: 429, retryAfterSeconds: 30 });
    await expect(channel.post(MESSAGE)).rejects.toMatchObject({
      code: "ratelimited",
      retryAfterMs: 30_000,
    });
  });

  it("tries again when Slack fails, and gives up after the third time", async () => {
    const { slack, channel } = await setup();
    await slack.setFaults({ status: 503, until: 1 });
    await channel.post(MESSAGE);
    await slack.setFaults({ status: 500 });
    await expect(channel.post(MESSAGE)).rejects.toMatchObject({ code: "http_500" });
    expect(await slack.messages()).toHaveLength(1);
  });

  it("says that Slack can't be reached", async () => {
    const web = createSlackWebClient({ token: BOT_TOKEN, apiUrl: "http://127.0.0.1:1/api/" });
    const channel = createSlackChannel({ web, channelId: CHANNEL.id });
    await expect(channel.post(MESSAGE)).rejects.toMatchObject({ code: "unreachable" });
  });

  it("never shows the token, not even one that no header can hold", async () => {
    const token = "xoxb-do-not-show";
    const { channel } = await setup({ token });
    const failure = await channel.post(MESSAGE).catch((error: unknown) => error);
    expect(everythingIn(failure)).not.toContain(token);
    const create = () => createSlackWebClient({ token: `${token}\n`, apiUrl: "http://x/" });
    expect(create).toThrow("The Slack token holds characters that no token has.");
  });
});

/** Own and inherited text of an error and all its causes, as a careless logger would write it. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack} ${JSON.stringify(error)} ${everythingIn(error.cause)}`;
}

function secretsOf(tokens: string[]): SecretsReader & { readonly forgotten: string[] } {
  const forgotten: string[] = [];
  return {
    forgotten,
    async read(_, schema) {
      const token = tokens[Math.min(forgotten.length, tokens.length - 1)];
      if (token === undefined) throw new Error("no such secret");
      return schema.parse({ botToken: token });
    },
    forget: (secretId) => void forgotten.push(secretId),
  };
}

describe("the Slack channel whose token is a secret", () => {
  const channelOf = (secrets: SecretsReader, apiUrl: string) =>
    createSecretSlackChannel({ secrets, secretId: "slack", apiUrl, channelId: CHANNEL.id });

  it("takes up a rotated token after the old one was refused", async () => {
    const slack = await startSlack();
    const secrets = secretsOf(["xoxb-revoked", `${BOT_TOKEN}\n`]);
    const channel = channelOf(secrets, slack.apiUrl);
    await expect(channel.post(MESSAGE)).rejects.toMatchObject({ code: "invalid_auth" });
    expect(secrets.forgotten).toEqual(["slack"]);
    await channel.post(MESSAGE);
    expect(await slack.messages()).toHaveLength(1);
  });

  it("keeps a token that is not to blame", async () => {
    const slack = await startSlack();
    await slack.setFaults({ error: "is_archived" });
    const secrets = secretsOf([BOT_TOKEN]);
    const channel = channelOf(secrets, slack.apiUrl);
    await expect(channel.post(MESSAGE)).rejects.toMatchObject({ code: "is_archived" });
    expect(secrets.forgotten).toEqual([]);
  });

  it("fails as a channel does when the secret can't be read", async () => {
    const channel = channelOf(secretsOf([]), "http://127.0.0.1:1/api/");
    await expect(channel.post(MESSAGE)).rejects.toMatchObject({
      name: "ChannelError",
      code: "no_token",
    });
  });
});
