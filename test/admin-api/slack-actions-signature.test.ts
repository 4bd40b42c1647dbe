import { signSlackRequest } from "@paysheet/slack-emulator/signature";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALIKE } from "./payouts-in-states.ts";
import { payoutFor, SIGNING_SECRET, type SlackWorld, startSlackWorld } from "./slack-world.ts";

let world: SlackWorld;
beforeAll(async () => {
  world = await startSlackWorld();
  await world.signIn("marketer");
});
afterAll(() => world.close());

const MINUTE_MS = 60_000;

/** A scheduled payout, and the form that Slack sends when the marketer presses Hold. */
async function setup(extra: object = {}) {
  const { payoutId } = await payoutFor(world, "hold_payout");
  const actions = [{ action_id: "hold_payout", value: JSON.stringify({ payoutId }) }];
  const user = { id: "U0MARKETER" };
  const payload = { type: "block_actions", user, trigger_id: "1.2.3", actions, ...extra };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return { payoutId, body, state: () => world.stateOf(payoutId) };
}

describe("a request that is not signed by Slack just now", () => {
  it.each([
    ["signed with another secret", { secret: "a-guess" }],
    ["signed six minutes ago", { atMs: Date.now() - 6 * MINUTE_MS }],
    ["signed for a time to come", { atMs: Date.now() + 6 * MINUTE_MS }],
    ["without a signature", { headers: { "x-slack-signature": "" } }],
    ["without a time", { headers: { "x-slack-request-timestamp": "" } }],
    ["with a time that is none", { headers: { "x-slack-request-timestamp": "soon" } }],
    ["with a part of a signature", { headers: { "x-slack-signature": "v0=abc" } }],
    [
      "with the signature of a minute before",
      { headers: { "x-slack-signature": olderSignature() } },
    ],
  ])("%s hears 401 and nothing else, and does nothing", async (_, options) => {
    const { body, state } = await setup();
    const answer = await world.send(body, options);
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
    expect(await state()).toBe("scheduled");
  });

  it("hears the same with a bearer token", async () => {
    const { body, state } = await setup();
    const authorization = `Bearer ${await world.tokenOf("admin")}`;
    const headers = { authorization, "x-slack-signature": "v0=abc" };
    const answer = await world.send(body, { headers });
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
    expect(await state()).toBe("scheduled");
  });

  it("can't put another body under a signature of Slack's", async () => {
    const [recorded, other] = [await setup(), await setup()];
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signed = { signingSecret: SIGNING_SECRET, timestamp, body: recorded.body };
    const answer = await fetch(world.actionsUrl, {
      method: "POST",
      headers: {
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signSlackRequest(signed),
      },
      body: other.body,
    });
    expect(answer.status).toBe(401);
    expect(await other.state()).toBe("scheduled");
  });

  it("is not read to its end when it is larger than what Slack sends", async () => {
    const answer = await world.send(`payload=${"x".repeat(1024 * 1024)}`);
    expect([answer.status, await answer.text()]).toEqual([413, ""]);
  });
});

describe("a request that is signed by Slack", () => {
  it("is taken with a whole long message in it", async () => {
    const { body, state } = await setup({ message: { text: "가".repeat(13_000) } });
    await world.send(body);
    expect(body.length).toBeGreaterThan(100_000);
    expect(await state()).toBe("ready");
  });

  it("is taken once: sent again as it was, it is refused", async () => {
    const { payoutId } = await payoutFor(world, "hold_payout");
    const { request, status } = await world.press("hold_payout", "U0MARKETER", { payoutId });
    expect(status).toBe(200);
    const client = await world.clientOf("marketer");
    const at = new Date(Date.now() + 10 * 3_600_000).toISOString().slice(0, 19);
    await client.schedule(payoutId, {
      at,
      timeZone: "UTC",
      expectedTotalPoints: 100,
      acknowledgedWarnings: ALIKE,
    });

    const replayed = await fetch(world.actionsUrl, { method: "POST", ...request });

    expect([replayed.status, await replayed.text()]).toEqual([401, ""]);
    expect(await world.stateOf(payoutId)).toBe("scheduled");
  });

  it("acts once however often it arrives at the same moment", async () => {
    const { body, state, payoutId } = await setup();
    const atMs = Date.now();
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.send(body, { atMs })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
    expect(await state()).toBe("ready");
    const events = await world.stores.payouts.events(payoutId);
    expect(events.filter(({ action }) => action === "held")).toHaveLength(1);
  });

  it.each([
    ["a click on a link", { actions: [{ action_id: "open_payout" }] }],
    ["a click on a button of somebody else", { actions: [{ action_id: "order_lunch" }] }],
    ["a dialog that was closed", { type: "view_closed" }],
    ["a shortcut", { type: "shortcut", callback_id: "x" }],
  ])("is acknowledged where nothing is to be done: %s", async (_, extra) => {
    const { body, state } = await setup(extra);
    const answer = await world.send(body);
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(await state()).toBe("scheduled");
  });

  it.each(["payload=%7B", "payload=%7B%7D", "payload=null", "other=1", ""])(
    "fails when nothing can be made of it: %j",
    async (body) => {
      expect((await world.send(body)).status).toBe(500);
    },
  );
});

function olderSignature(): string {
  const timestamp = String(Math.floor(Date.now() / 1000) - 60);
  return signSlackRequest({ signingSecret: SIGNING_SECRET, timestamp, body: "payload=" });
}
