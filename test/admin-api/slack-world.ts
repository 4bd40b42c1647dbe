import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startLocalSlack } from "@paysheet/slack-emulator";
import { signSlackRequest } from "@paysheet/slack-emulator/signature";
import * as z from "zod";
import { createDynamoDbSignedRequests } from "../../adapters/dynamodb/dynamodb-signed-requests.ts";
import { createSlackUsers } from "../../adapters/slack/slack-users.ts";
import { createSlackViews } from "../../adapters/slack/slack-views.ts";
import { createSlackWeb } from "../../adapters/slack/slack-web.ts";
import type { AdminApiDeps } from "../../admin-api/admin-api.ts";
import type { SlackAction } from "../../admin-api/slack/actions.ts";
import type { SlackDeps } from "../../admin-api/slack/slack-deps.ts";
import { SLACK_MEMBERS } from "../../local/stack/slack-members.ts";
import { startAdminApiWorld } from "./admin-api-world.ts";
import {
  ALIKE,
  createChecked,
  seoulTimeIn,
  sheetOfItsOwn,
  startDistribution,
} from "./payouts-in-states.ts";

export const SIGNING_SECRET = "of-the-app-of-the-test";
const BOT_TOKEN = "xoxb-of-the-test";
const CHANNEL = { id: "C0TEST", name: "포인트-지급" };
/** A colleague who never signed in to the page. */
export const NEWCOMER = { id: "U0NEWCOMER", name: "새 동료", email: "new@paysheet.example" };
const PAGE_URL = "https://payouts.example/";

const sentSchema = z.object({
  status: z.int().optional(),
  body: z.unknown(),
  error: z.string().optional(),
  errors: z.record(z.string(), z.string()).optional(),
  request: z.object({ headers: z.record(z.string(), z.string()), body: z.string() }).optional(),
});

/** The admin API beside a Slack whose buttons lead to it. */
export async function startSlackWorld(
  overrides: Partial<AdminApiDeps> = {},
  changes: Partial<SlackDeps> & { readonly scopes?: readonly string[] } = {},
) {
  const { scopes, ...slackOverrides } = changes;
  const dataDir = await mkdtemp(path.join(tmpdir(), "slack-actions-"));
  let actionsUrl: string | undefined;
  const slack = await startLocalSlack({
    dataDir,
    port: 0,
    botToken: BOT_TOKEN,
    channel: CHANNEL,
    members: [...SLACK_MEMBERS, NEWCOMER],
    signingSecret: SIGNING_SECRET,
    actionsUrl: () => actionsUrl,
    ...(scopes === undefined ? {} : { scopes }),
  });
  const web = createSlackWeb({ token: BOT_TOKEN, apiUrl: slack.url, tries: 1 });
  const world = await startAdminApiWorld(overrides, ({ table }) => ({
    signingSecret: async () => SIGNING_SECRET,
    requests: createDynamoDbSignedRequests(table),
    users: createSlackUsers({ web }),
    views: createSlackViews({ web }),
    pageUrl: PAGE_URL,
    answerWithinMs: 20_000,
    ...slackOverrides,
  }));
  actionsUrl = `${world.origin}/api/slack/actions`;
  const address = actionsUrl;
  const at = (place: string) => new URL(place, slack.pageUrl);

  async function control(place: string, body: object, method = "POST") {
    const answer = await fetch(at(place), { method, body: JSON.stringify(body) });
    return answer.json();
  }

  /** A message with all buttons, whatever the payout's state. */
  async function postButtons(payoutId: string, revision?: number): Promise<string> {
    const value = JSON.stringify({ payoutId, ...(revision === undefined ? {} : { revision }) });
    const button = (actionId: string) => ({
      type: "button",
      action_id: actionId,
      text: { type: "plain_text", text: actionId },
      value,
    });
    const actions = [
      "approve_payout",
      "decline_payout",
      "hold_payout",
      "stop_payout",
      "resume_payout",
    ];
    const blocks = [
      {
        type: "actions",
        elements: [
          ...actions.map(button),
          { ...button("open_payout"), value: undefined, url: PAGE_URL },
        ],
      },
    ];
    const posted = await web.call(
      "chat.postMessage",
      { channel: CHANNEL.id, text: "지급", blocks },
      z.object({ ts: z.string() }),
    );
    return posted.ts;
  }

  /** What only this person sees beneath the message, as plain text. */
  async function whispers(userId: string, messageTs: string): Promise<readonly string[]> {
    const page = await (await fetch(at(`/messages.html?as=${userId}`))).text();
    const message = page.split(/(?=<article)/).find((part) => part.includes(messageTs)) ?? page;
    return [
      ...message.matchAll(/<div class="private"><small>.*?<\/small>(.*?)<\/div><\/div>/gs),
    ].map(([, html = ""]) => textOf(html));
  }

  return {
    ...world,
    actionsUrl: address,
    web,
    at,
    postButtons,
    /** They sign in to the page, so that Slack's buttons know them. */
    async signIn(...users: string[]) {
      for (const user of users) await (await world.clientOf(user)).payouts({ limit: 1 });
    },
    /** Presses a button of a new message about that payout; what came of it, and what was said. */
    async press(
      action: SlackAction | "open_payout",
      userId: string,
      { payoutId, revision }: { readonly payoutId: string; readonly revision?: number | undefined },
    ) {
      const messageTs = await postButtons(payoutId, revision);
      const sent = sentSchema.parse(
        await control("/_click", { messageTs, actionId: action, userId }),
      );
      return { ...sent, said: await whispers(userId, messageTs), messageTs };
    },
    async openDialogId(userId: string): Promise<string | undefined> {
      const html = await (await fetch(at(`/modal.html?as=${userId}`))).text();
      return /V[0-9A-F]{10}/.exec(html)?.[0];
    },
    submit: async (viewId: string, userId: string, entered: Record<string, string>) =>
      sentSchema.parse(await control("/_submit", { viewId, userId, entered })),
    whispers,
    setFaults: (faults: object) => control("/_faults", faults, "PUT"),
    /** Sends a form to the API, signed by whatever secret, at whatever time. */
    async send(
      body: string,
      { secret = SIGNING_SECRET, atMs = Date.now(), headers = {} } = {},
    ): Promise<Response> {
      const timestamp = String(Math.floor(atMs / 1000));
      return fetch(address, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-slack-request-timestamp": timestamp,
          "x-slack-signature": signSlackRequest({ signingSecret: secret, timestamp, body }),
          ...headers,
        },
        body,
      });
    },
    async lastEvent(payoutId: string) {
      return (await world.stores.payouts.events(payoutId)).at(-1);
    },
    async stateOf(payoutId: string) {
      return (await world.stores.payouts.get(payoutId))?.state;
    },
    async close() {
      await world.close();
      await slack.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type SlackWorld = Awaited<ReturnType<typeof startSlackWorld>>;

/** Far above what needs no approval in the world of these tests. */
const MUCH = [150_000];

/** A payout that was uploaded by that user and waits for the button to be pressed. */
export async function payoutFor(
  world: SlackWorld,
  action: SlackAction,
  user = "marketer",
  about: { readonly dryRun?: boolean } = {},
) {
  if (action === "stop_payout" || action === "resume_payout") {
    const { payoutId } = await startDistribution(world);
    if (action === "stop_payout") return { payoutId, revision: undefined };
    const { revision } = await (await world.clientOf(user)).stop(payoutId);
    return { payoutId, revision };
  }
  const points = action === "hold_payout" ? [100] : MUCH;
  const { payoutId } = await createChecked(world, sheetOfItsOwn(points), user, about);
  const client = await world.clientOf(user);
  const expectedTotalPoints = points.reduce((sum, each) => sum + each, 0);
  const time = { at: seoulTimeIn(3600), expectedTotalPoints };
  const { revision } = await client.schedule(payoutId, { ...time, acknowledgedWarnings: ALIKE });
  return { payoutId, revision };
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .trim();
}
