import { BOT_TOKEN, CHANNEL, startSlack } from "@paysheet/slack-emulator/testing";
import { describe, expect, it } from "vitest";
import type { SecretsReader } from "../../../adapters/secrets/secrets-reader.ts";
import { createSecretSlackChannel } from "../../../adapters/slack/secret-slack-channel.ts";
import { section } from "../../../presentation/slack/message-blocks.ts";

const MESSAGE = { text: "완료", blocks: [section("*완료*")] };

/** A secret that is another one after each time it was forgotten. */
function secretsOf(tokens: string[]): SecretsReader & { readonly forgotten: string[] } {
  const forgotten: string[] = [];
  return {
    forgotten,
    async read(_, schema) {
      const token = tokens[Math.min(forgotten.length, tokens.length - 1)];
      if (token === undefined) throw new Error("no such secret");
      return schema.parse({ botToken: token, signingSecret: "another person's" });
    },
    forget: (secretId) => void forgotten.push(secretId),
  };
}

const channelOf = (secrets: SecretsReader, apiUrl: string) =>
  createSecretSlackChannel({ secrets, secretId: "slack", apiUrl, channelId: CHANNEL.id });

describe("the Slack channel whose token is a secret", () => {
  it("takes up a rotated token after the old one was refused", async () => {
    const slack = await startSlack();
    const secrets = secretsOf(["xoxb-revoked", `${BOT_TOKEN}\n`]);
    const channel = channelOf(secrets, slack.apiUrl);
    await expect(channel.post(MESSAGE, { key: "k" })).rejects.toMatchObject({
      code: "invalid_auth",
    });
    expect(secrets.forgotten).toEqual(["slack"]);
    const { messageId } = await channel.post(MESSAGE, { key: "k" });
    await channel.update(messageId, { ...MESSAGE, text: "중단" });
    expect(await channel.find("k", { sinceMs: 0 })).toEqual({ messageId });
    expect(await slack.messages()).toMatchObject([{ text: "중단" }]);
  });

  it("keeps a token that is not to blame", async () => {
    const slack = await startSlack();
    await slack.setArchived(true);
    const secrets = secretsOf([BOT_TOKEN]);
    const channel = channelOf(secrets, slack.apiUrl);
    await expect(channel.post(MESSAGE, { key: "k" })).rejects.toMatchObject({
      code: "is_archived",
    });
    expect(secrets.forgotten).toEqual([]);
  });

  it("says that nobody has put the token yet, and asks again each time", async () => {
    const slack = await startSlack();
    const secrets = secretsOf(["not-set", BOT_TOKEN]);
    const channel = channelOf(secrets, slack.apiUrl);
    await expect(channel.post(MESSAGE, { key: "k" })).rejects.toMatchObject({
      name: "ChannelError",
      code: "not_set_up",
    });
    await channel.post(MESSAGE, { key: "k" });
    expect(await slack.messages()).toHaveLength(1);
  });

  it("fails as a channel does when the secret can't be read", async () => {
    const channel = channelOf(secretsOf([]), "http://127.0.0.1:1/api/");
    await expect(channel.post(MESSAGE, { key: "k" })).rejects.toMatchObject({
      name: "ChannelError",
      code: "no_token",
    });
  });
});
