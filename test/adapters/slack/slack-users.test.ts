import { BOT_TOKEN, type SlackChanges, startSlack } from "@paysheet/slack-emulator/testing";
import { describe, expect, it } from "vitest";
import { createSlackMentions } from "../../../adapters/slack/slack-mentions.ts";
import { createSlackUsers } from "../../../adapters/slack/slack-users.ts";
import { createSlackWeb } from "../../../adapters/slack/slack-web.ts";
import { SLACK_MEMBERS } from "../../../local/stack/slack-members.ts";

const email = "jisu@example.com";
const MEMBERS = [
  { id: "U0JISU", name: "Jisu", email },
  { id: "U0LEFT", name: "Left", email, isDeactivated: true },
  { id: "U0NEW", name: "New", email, isEmailUnconfirmed: true },
  { id: "U0GUEST", name: "Guest", email, teamId: "T0OTHER" },
];

async function setup(changes: SlackChanges = {}) {
  const slack = await startSlack({ members: MEMBERS, ...changes });
  const web = createSlackWeb({ token: BOT_TOKEN, apiUrl: slack.apiUrl, tries: 1 });
  return { slack, users: createSlackUsers({ web }) };
}

describe("the e-mail address of a Slack user", () => {
  it("is that of a member of our own workspace", async () => {
    const { users } = await setup();
    expect(await users.emailOf("U0JISU")).toBe(email);
  });

  it("is that of their account where one of the local people is asked about", async () => {
    const { users } = await setup({ members: SLACK_MEMBERS });
    expect(await users.emailOf("U0MARKETER")).toBe("marketer@paysheet.example");
  });

  it.each([
    ["nobody", "U0NOBODY"],
    ["who left", "U0LEFT"],
    ["whose address is unconfirmed", "U0NEW"],
    ["from another company", "U0GUEST"],
  ])("is none for somebody %s, whatever they say theirs is", async (_, userId) => {
    const { users } = await setup();
    expect(await users.emailOf(userId)).toBeUndefined();
  });

  it("is none where the app may read people but not their addresses", async () => {
    const { users } = await setup({ scopes: ["users:read"] });
    expect(await users.emailOf("U0JISU")).toBeUndefined();
  });

  it("is unknown while Slack can't be asked, and known once it can", async () => {
    const { slack, users } = await setup();
    await slack.setFaults({ status: 503, method: "users.info", until: 1 });
    await expect(users.emailOf("U0JISU")).rejects.toMatchObject({ code: "http_503" });
    expect(await users.emailOf("U0JISU")).toBe(email);
    const { users: blind } = await setup({ scopes: [] });
    await expect(blind.emailOf("U0JISU")).rejects.toMatchObject({ code: "missing_scope" });
  });
});

describe("the Slack user of an e-mail address", () => {
  it("is the member of our own workspace who has it confirmed", async () => {
    const { users } = await setup();
    expect(await users.idOf("Jisu@Example.com")).toBe("U0JISU");
  });

  it.each([
    ["is unknown", []],
    ["is unconfirmed", [{ id: "U0NEW", name: "New", email, isEmailUnconfirmed: true }]],
    ["left", [{ id: "U0LEFT", name: "Left", email, isDeactivated: true }]],
    ["is of another company", [{ id: "U0GUEST", name: "Guest", email, teamId: "T0OTHER" }]],
  ])("is none for who %s", async (_, members) => {
    const { users } = await setup({ members });
    expect(await users.idOf(email)).toBeUndefined();
  });

  it("is asked for once an hour, and mentioned", async () => {
    const { slack, users } = await setup();
    let nowMs = 0;
    const mentionOf = createSlackMentions({ users, nowMs: () => nowMs });
    expect(await mentionOf(email)).toBe("<@U0JISU>");
    await slack.setFaults({ status: 503, method: "users.lookupByEmail" });
    expect(await mentionOf(email)).toBe("<@U0JISU>");
    nowMs = 60 * 60_000;
    await expect(mentionOf(email)).rejects.toMatchObject({ code: "http_503" });
  });
});
