import { describe, expect, it } from "vitest";
import { signSlackRequest } from "../src/interactions/slack-signature.ts";
import { SIGNING_SECRET, startApp, type TakenRequest } from "./start-app.ts";
import { CHANNEL, type SlackChanges, startSlack } from "./start-slack.ts";

const channel = CHANNEL.id;
const plain = (text: string) => ({ type: "plain_text", text }) as const;
const BUTTONS = [
  { type: "section", text: { type: "mrkdwn", text: "*지급*" } },
  {
    type: "actions",
    block_id: "acts",
    elements: [
      {
        type: "button",
        action_id: "hold",
        text: plain("보류"),
        value: '{"payoutId":"01K"}',
        style: "danger",
      },
      { type: "button", action_id: "open", text: plain("열기"), url: "https://x.example/" },
    ],
  },
];
const MODAL = {
  type: "modal",
  callback_id: "decline",
  title: plain("거절"),
  submit: plain("거절하기"),
  private_metadata: "01K",
  blocks: [
    {
      type: "input",
      block_id: "reason",
      label: plain("사유"),
      element: { type: "plain_text_input", action_id: "text", min_length: 2 },
    },
  ],
};

/** A clock that stands still until the test moves it. */
function stoppedClock() {
  let nowMs = Date.parse("2026-11-21T04:00:00Z");
  return {
    nowMs: () => nowMs,
    sleep: async () => undefined,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

async function setup(changes: SlackChanges = {}) {
  const app = await startApp();
  const slack = await startSlack({ ...app.settings, ...changes });
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(slack.at(path), { method: "POST", body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const payout = { channel, text: "지급", blocks: BUTTONS };
  const { ts } = await slack.call("chat.postMessage", payout);
  const messageTs = String(ts);
  const click = (actionId = "hold", messageAt = messageTs) =>
    post("/_click", { messageTs: messageAt, actionId, userId: "U0JISU" });
  return { app, slack, call: slack.call, post, click, messageTs };
}

/** The app opens a modal with each click's trigger. */
async function setupModal() {
  const world = await setup();
  const { app, call } = world;
  let viewId = "";
  app.answerWith(async ({ type, trigger_id }) => {
    if (type !== "block_actions") return { status: 200 };
    const opened = await call("views.open", { trigger_id, view: MODAL });
    viewId = (opened["view"] as { id: string }).id;
    return { status: 200 };
  });
  await world.click();
  const submit = (entered: Record<string, string>) =>
    world.post("/_submit", { viewId, userId: "U0JISU", entered });
  return { ...world, viewId, submit };
}

function firstOf(taken: readonly TakenRequest[]): TakenRequest {
  const [first] = taken;
  if (first === undefined) throw new Error("The app was sent nothing.");
  return first;
}

describe("a click", () => {
  it("reaches the app as Slack sends it", async () => {
    const { app, click, messageTs } = await setup();
    expect(await click()).toMatchObject({ status: 200, body: { status: 200 } });
    expect(app.taken[0]?.payload).toEqual({
      type: "block_actions",
      user: { id: "U0JISU", username: "jisu", name: "jisu", team_id: "T0LOCAL" },
      api_app_id: "A0PAYSHEET",
      token: expect.any(String),
      container: {
        type: "message",
        message_ts: messageTs,
        channel_id: channel,
        is_ephemeral: false,
      },
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
      team: { id: "T0LOCAL", domain: "paysheet-local" },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: channel, name: CHANNEL.name },
      message: expect.objectContaining({ ts: messageTs, bot_id: "B0PAYSHEET", blocks: BUTTONS }),
      state: { values: {} },
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/actions\/\S{24}$/),
      actions: [
        {
          type: "button",
          action_id: "hold",
          block_id: "acts",
          action_ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
          text: plain("보류"),
          value: '{"payoutId":"01K"}',
          style: "danger",
        },
      ],
    });
  });

  it("is signed with the time at which it was sent", async () => {
    const { app, click } = await setup();
    const { body: answer } = await click();
    const { headers, body } = firstOf(app.taken);
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const timestamp = String(headers["x-slack-request-timestamp"]);
    const signed = { signingSecret: SIGNING_SECRET, timestamp, body };
    expect(headers["x-slack-signature"]).toBe(signSlackRequest(signed));
    // So that a test can send it once more, or late, or changed.
    expect(answer["request"]).toMatchObject({
      body,
      headers: { "x-slack-signature": headers["x-slack-signature"] },
    });
  });

  it("says in which thread its message stands, and follows links too", async () => {
    const { app, click, call, messageTs } = await setup();
    const answer = { channel, text: "답", blocks: BUTTONS, thread_ts: messageTs };
    const reply = await call("chat.postMessage", answer);
    await click("open", String(reply["ts"]));
    expect(app.taken[0]?.payload).toMatchObject({
      container: { message_ts: reply["ts"], thread_ts: messageTs },
      actions: [{ action_id: "open", url: "https://x.example/" }],
    });
  });

  it("fails when the app answers with an error, or is not there", async () => {
    const { app, click } = await setup();
    app.answerWith(() => ({ status: 500 }));
    expect((await click()).body).toMatchObject({ status: 500, error: "dispatch_failed" });
    const { click: clickNobody } = await setup({ actionsUrl: "http://127.0.0.1:1/" });
    expect((await clickNobody()).body).toMatchObject({ error: "dispatch_failed" });
  });

  it("fails when the app does not answer in time", async () => {
    const { app, click } = await setup();
    app.answerWith(() => undefined);
    expect((await click()).body).toMatchObject({ error: "operation_timeout" });
  });

  it.each([
    ["message_not_found", { messageTs: "1700000000.000001", actionId: "hold", userId: "U0JISU" }],
    ["user_not_found", { actionId: "hold", userId: "U0NOBODY" }],
    ["action_not_found", { actionId: "pay", userId: "U0JISU" }],
  ])("of what is not there is refused: %s", async (detail, click) => {
    const { post, messageTs } = await setup();
    const refused = await post("/_click", { messageTs, ...click });
    expect(refused).toMatchObject({ status: 404, body: { detail } });
  });
});

describe("the address for answers", () => {
  const answerTo = async (url: unknown, body: unknown) => {
    const answer = await fetch(String(url), { method: "POST", body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };

  async function clicked(changes?: SlackChanges) {
    const world = await setup(changes);
    await world.click();
    const url = world.app.taken[0]?.payload["response_url"];
    const seenBy = async (userId: string) =>
      await (await fetch(world.slack.at(`/messages.html?as=${userId}&lang=en`))).text();
    return { ...world, url, seenBy };
  }

  it("shows something to whoever clicked, and to nobody else", async () => {
    const members = [
      { id: "U0JISU", name: "Jisu", email: "jisu@example.com" },
      { id: "U0MINHO", name: "Minho", email: "minho@example.com" },
    ];
    const { slack, url, seenBy } = await clicked({ members });
    expect(await answerTo(url, { text: "권한이 *없습니다*" })).toMatchObject({ status: 200 });
    expect(await seenBy("U0JISU")).toContain("권한이 <strong>없습니다</strong>");
    expect(await seenBy("U0JISU")).toContain("Only visible to you");
    expect(await seenBy("U0MINHO")).not.toContain("권한이");
    expect(await slack.messages()).toHaveLength(1);
  });

  it("refuses nothing, nonsense, and what is for all to see", async () => {
    const { url } = await clicked();
    const refused = (error: string) => ({ status: 400, body: { error } });
    expect(await answerTo(url, { text: "" })).toMatchObject(refused("no_text"));
    expect(await answerTo(url, [])).toMatchObject(refused("invalid_payload"));
    for (const more of [{ response_type: "in_channel" }, { replace_original: true }]) {
      expect(await answerTo(url, { text: "x", ...more })).toMatchObject(refused("invalid_payload"));
    }
  });

  it("is good for five answers within half an hour", async () => {
    const clock = stoppedClock();
    const { app, click, url } = await clicked({ clock });
    for (let use = 0; use < 5; use += 1) await answerTo(url, { text: "x" });
    expect(await answerTo(url, { text: "x" })).toMatchObject({
      status: 404,
      body: { error: "used_url" },
    });
    await click();
    clock.advance(30 * 60_000 + 1);
    const another = app.taken[1]?.payload["response_url"];
    expect(await answerTo(another, { text: "x" })).toMatchObject({
      status: 404,
      body: { error: "expired_url" },
    });
  });
});

describe("a modal", () => {
  it("is opened with a click's trigger, once, and soon", async () => {
    const clock = stoppedClock();
    const { app, click, call } = await setup({ clock });
    await click();
    await click();
    const [first, second] = app.taken.map(({ payload }) => payload["trigger_id"]);
    const open = (trigger_id: unknown) => call("views.open", { trigger_id, view: MODAL });
    expect(await open(first)).toMatchObject({
      view: { callback_id: "decline", hash: expect.any(String) },
    });
    const refused = (error: string) => ({ data: { error } });
    await expect(open(first)).rejects.toMatchObject(refused("exchanged_trigger_id"));
    clock.advance(3_001);
    await expect(open(second)).rejects.toMatchObject(refused("expired_trigger_id"));
    await expect(open("1.2.x")).rejects.toMatchObject(refused("invalid_trigger_id"));
  });

  it("sends what was entered, and closes", async () => {
    const { app, submit, viewId } = await setupModal();
    expect((await submit({ reason: "명단이 다릅니다" })).body).toMatchObject({ status: 200 });
    expect(app.taken[1]?.payload).toMatchObject({
      type: "view_submission",
      user: { id: "U0JISU" },
      team: { id: "T0LOCAL" },
      view: {
        id: viewId,
        type: "modal",
        callback_id: "decline",
        private_metadata: "01K",
        state: {
          values: {
            reason: { text: { type: "plain_text_input", value: "명단이 다릅니다" } },
          },
        },
      },
    });
    expect(await submit({ reason: "또" })).toMatchObject({ status: 404 });
  });

  it("stays open with what the app or Slack finds wrong", async () => {
    const { app, submit } = await setupModal();
    expect((await submit({})).body).toEqual({
      errors: { reason: "Please complete this required field." },
    });
    expect((await submit({ reason: "x" })).body).toEqual({
      errors: { reason: "At least 2 characters." },
    });
    expect(app.taken).toHaveLength(1);
    const errors = { reason: "이미 승인되었습니다." };
    app.answerWith(() => ({ status: 200, body: { response_action: "errors", errors } }));
    expect((await submit({ reason: "왜냐하면" })).body).toMatchObject({ errors });
    app.answerWith(() => ({ status: 500 }));
    expect((await submit({ reason: "왜냐하면" })).body).toMatchObject({ error: "dispatch_failed" });
    app.answerWith(() => ({ status: 200 }));
    expect((await submit({ reason: "왜냐하면" })).body).toMatchObject({ status: 200 });
  });

  it("is closed by whoever it stands before", async () => {
    const { app, post, viewId } = await setupModal();
    await post("/_dismiss", { viewId, userId: "U0JISU" });
    expect(await post("/_dismiss", { viewId, userId: "U0JISU" })).toMatchObject({ status: 404 });
    expect(app.taken).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    [
      "a title of 25 characters",
      { title: plain("t".repeat(25)) },
      "must be less than 25 characters [json-pointer:/view/title/text]",
    ],
    [
      "more than 100 blocks",
      { blocks: Array.from({ length: 101 }, () => ({ type: "divider" })) },
      "no more than 100 items allowed [json-pointer:/view/blocks]",
    ],
    [
      "an input but nothing to submit it with",
      { submit: undefined },
      "submit is required when an input block is within the blocks array [json-pointer:/view/submit]",
    ],
    [
      "too much to remember",
      { private_metadata: "x".repeat(3001) },
      "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ],
    [
      "the same block twice",
      { blocks: [MODAL.blocks[0], MODAL.blocks[0]] },
      "`block_id` reason already exists [json-pointer:/view/blocks/1/block_id]",
    ],
  ])("is refused with %s", async (_, changes, problem) => {
    const { app, click, call } = await setup();
    await click();
    const trigger_id = app.taken[0]?.payload["trigger_id"];
    const view = { ...MODAL, ...changes };
    await expect(call("views.open", { trigger_id, view })).rejects.toMatchObject({
      data: { error: "invalid_arguments", errors: [problem] },
    });
  });
});

describe("the signature", () => {
  it("is the one of Slack's own example", () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&" +
      "channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&" +
      "command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands" +
      "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&" +
      "trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    expect(signSlackRequest({ signingSecret, timestamp: "1531420618", body })).toBe(
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    );
  });
});
