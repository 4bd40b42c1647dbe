import { describe, expect, it } from "vitest";
import { ChannelError } from "../../../domain/channel/channel.ts";
import type { DeliveryState, DeliveryStateStore } from "../../../domain/channel/delivery-state.ts";
import {
  type News,
  type NotifyChannelDeps,
  notifyChannel,
} from "../../../domain/channel/notify-channel.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createUserIdMask } from "../../../domain/payout/user-id-mask.ts";
import type { SheetCheck } from "../../../domain/sheet/sheet-check.ts";
import { createSlackMessages } from "../../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";
import {
  createMemoryDeliveryStates,
  createMemoryPayoutStore,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";

const MINUTE_MS = 60_000;

/** A payout, a channel and a clock that stands at the payout's last change. */
async function setup(
  payout: Payout,
  options: {
    readonly workbook?: Uint8Array;
    readonly paid?: number;
    readonly check?: SheetCheck;
  } = {},
) {
  const clock = createVirtualClock(Date.parse(payout.updatedAt));
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const slack = createMemoryChannel();
  let stored = createMemoryDeliveryStates();
  const deliveryStates: DeliveryStateStore = {
    get: (id) => stored.get(id),
    save: (state, writer) => stored.save(state, writer),
  };
  let made = 0;
  const deps: NotifyChannelDeps = {
    payouts,
    deliveryStates,
    clock,
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    channel: slack.channel,
    reasonsNotToPay: async () => [],
    policy: policySchema.parse({}),
    ledger: {
      tallies: async () => {
        const { paid = 0 } = options;
        const status = "open" as const;
        return [
          {
            chunk: 0,
            status,
            paid,
            rejected: 0,
            unknown: 0,
            accepted: 0,
            withdrawn: 0,
            pointsPaid: paid * 1_000,
          },
        ];
      },
    },
    checks: { get: async () => options.check },
    resultFiles: { read: async () => options.workbook },
    messages: createSlackMessages({ language: "en", mentions: ["<@U0ONCALL>"] }),
    mentions: ["<@U0ONCALL>"],
    reminderMs: 30 * MINUTE_MS,
    userIdMask: createUserIdMask("personal"),
    payoutLink: (payoutId) => `https://page.invalid/payouts/${payoutId}`,
  };
  const { payoutId } = payout;
  let current = payout;
  return {
    ...deps,
    deps,
    slack,
    clock,
    payoutId,
    tell: (news?: News) => clock.run(notifyChannel(deps, payoutId, news)),
    later: (ms: number) => clock.jumpTo(clock.nowMs() + ms),
    /** The table goes back to before anything was published. */
    forget: () => {
      stored = createMemoryDeliveryStates();
    },
    /** The payout becomes another, without anybody's rules. */
    async become(next: Payout) {
      const revision = current.revision + 1;
      current = { ...next, revision };
      const event = { ...createdEvent(current), eventId: `event-${revision}` };
      await payouts.change(current, event);
    },
    keys: () => slack.messages.map(({ key }) => key.replace(`${payoutId}:`, "")),
    text: (key: string) =>
      slack.messages.find((it) => it.key === `${payoutId}:${key}`)?.message.text,
    told: async (): Promise<DeliveryState | undefined> => await deliveryStates.get(payoutId),
  };
}

describe("the one message of a payout", () => {
  it("stands in the channel of its points API, where that has one", async () => {
    const payout = { ...payoutIn("scheduled"), pointsApi: "store-credit" };
    const { deps, slack, payoutId } = await setup(payout);
    const other = createMemoryChannel("other");
    const title = { ko: "적립금", en: "Store credit" };
    const pointsApis = [{ name: "store-credit", title, ratePerSecond: 1 }];
    const channelOf = ({ pointsApi }: Pick<Payout, "pointsApi">) =>
      pointsApi === "store-credit" ? other.channel : slack.channel;

    await notifyChannel({ ...deps, channelOf, pointsApis }, payoutId);

    expect(slack.messages).toEqual([]);
    expect(other.messages.map(({ message }) => message.text)).toEqual([
      expect.stringContaining("Paid in: Store credit"),
    ]);
  });

  it("is posted when the payout is scheduled, and not again", async () => {
    const { tell, keys, text, slack } = await setup(payoutIn("scheduled"));
    await tell();
    await tell();
    expect(keys()).toEqual(["message"]);
    expect(text("message")).toContain("November event");
    expect(slack.calls).toEqual(["post"]);
  });

  it("shows what became of the payout since", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, become, keys, text } = await setup(scheduled);
    await tell();
    const before = text("message");
    await become({
      ...scheduled,
      schedule: { ...scheduled.schedule, localTime: "2026-11-24T09:30:00" },
    });
    await tell();
    expect(keys()).toEqual(["message"]);
    expect(text("message")).not.toBe(before);
    expect(text("message")).toContain("9:30");
  });

  it("is shown again after the table was restored: it may show what was published and forgotten since", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, become, told, text, slack, later } = await setup(scheduled);
    await tell();
    const before = text("message");
    const messageId = (await told())?.message?.messageId ?? "";
    await slack.channel.update(messageId, { text: "Being paid", blocks: [] });
    await become({ ...scheduled, ledgerRestoredAt: "2026-11-23T00:00:30.000Z" });
    await tell();
    expect(text("message")).toBe(before);
    later(MINUTE_MS);
    await tell();
    const updates = slack.calls.length;
    await tell();
    expect(slack.calls).toHaveLength(updates);
  });

  it("is not posted once more when a restore took with it that it was", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, become, forget, later, keys, text } = await setup(scheduled);
    await tell();
    forget();
    later(MINUTE_MS);
    await become({
      ...scheduled,
      schedule: { ...scheduled.schedule, localTime: "2026-11-24T09:30:00" },
      ledgerRestoredAt: "2026-11-23T00:00:30.000Z",
    });
    await tell();
    expect(keys()).toEqual(["message"]);
    expect(text("message")).toContain("9:30");
  });

  it("says nothing of a payout that the channel never heard of and that is cancelled", async () => {
    const { check, sheet } = payoutIn("ready");
    const { tell, slack } = await setup({ ...payoutIn("cancelled"), check, sheet });
    await tell();
    expect(slack.calls).toEqual([]);
  });

  it("says that a payout was cancelled that it said was scheduled", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, become, text, keys } = await setup(scheduled);
    await tell();
    const { check, sheet, schedule } = scheduled;
    await become({ ...payoutIn("cancelled"), check, sheet, schedule });
    await tell();
    expect(keys()).toEqual(["message"]);
    expect(text("message")).toMatch(/cancelled/i);
  });

  it("comes back when somebody deletes it", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, become, slack, keys } = await setup(scheduled);
    await tell();
    slack.delete("1");
    await become({
      ...scheduled,
      schedule: { ...scheduled.schedule, localTime: "2026-11-24T09:30:00" },
    });
    await tell();
    expect(keys()).toEqual(["message"]);
    expect(slack.messages[0]?.message.text).toContain("9:30");
  });

  it.each(["edit_window_closed", "cant_update_message"])(
    "is posted anew in its place where Slack changes it no more (%s), and changed from then on",
    async (code) => {
      const { tell, become, slack, told } = await setup(payoutIn("scheduled"));
      await tell();
      const before = slack.messages[0]?.message.text;
      await become(payoutIn("completed"));
      slack.fail("update", { code });
      await tell();
      await tell();
      const [first, second, report] = slack.messages;
      expect(slack.messages).toHaveLength(3);
      expect(first?.message.text).toBe(before);
      expect(second?.message.text).toContain("The payout is complete.");
      expect(report).toMatchObject({ inThread: second?.messageId });
      expect(await told()).toMatchObject({
        replacedId: first?.messageId,
        message: { messageId: second?.messageId, says: second?.message.text },
      });
      expect((await told())?.stale).toBeUndefined();
    },
  );

  it("is posted anew but once for all the counts of a channel in which nothing is changed", async () => {
    const scheduled = payoutIn("scheduled");
    const options = { paid: 0 };
    const { tell, become, slack, keys } = await setup(scheduled, options);
    await tell();
    slack.fail("update", { code: "edit_window_closed" }, 100);
    await become(payoutIn("distributing"));
    for (const paid of [1, 2, 3]) {
      options.paid = paid;
      await tell();
    }
    expect(keys()).toEqual(["message", "message:after:1"]);
    await become(payoutIn("paused"));
    await tell();
    await become(payoutIn("distributing"));
    await tell();
    expect(keys()).toEqual(["message", "message:after:1", "message:after:2", "message:after:3"]);
  });

  it("is posted anew once though the answer to that was lost, and what it replaced is not taken for it", async () => {
    const { tell, become, later, slack, keys } = await setup(payoutIn("scheduled"));
    await tell();
    await become(payoutIn("paused"));
    slack.fail("update", { code: "edit_window_closed" });
    slack.fail("post", "answer_lost");
    await expect(tell()).rejects.toMatchObject({ code: "unreachable" });
    later(MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message", "message:after:1"]);
    await become(payoutIn("distributing"));
    slack.fail("update", { code: "edit_window_closed" });
    slack.fail("post", "refused");
    await expect(tell()).rejects.toMatchObject({ code: "unreachable" });
    later(MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message", "message:after:1", "message:after:2"]);
    expect(slack.messages.at(-1)?.message.text).toContain("Points are being paid");
  });

  it("is not posted anew a second time when a restore took with it that it was", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, become, forget, later, keys, slack, told } = await setup(scheduled);
    await tell();
    const before = payoutIn("paused");
    await become(before);
    slack.fail("update", { code: "edit_window_closed" });
    await tell();
    forget();
    later(MINUTE_MS);
    await become({ ...before, ledgerRestoredAt: "2026-11-23T00:00:30.000Z" });
    slack.fail("update", { code: "edit_window_closed" });
    await tell();
    expect(keys()).toEqual(["message", "message:after:1"]);
    expect((await told())?.message?.messageId).toBe("2");
  });

  it("is found again, not posted again, when the answer to its post was lost", async () => {
    const { tell, later, keys, slack, told } = await setup(payoutIn("scheduled"));
    slack.fail("post", "answer_lost");
    await expect(tell()).rejects.toMatchObject({ code: "unreachable" });
    // It might still be on its way: too early to say that it is not there.
    await expect(tell()).rejects.toMatchObject({ code: "not_settled" });
    later(MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message"]);
    expect((await told())?.message?.messageId).toBe("1");
  });

  it("is posted again when it did not arrive", async () => {
    const { tell, later, keys, slack } = await setup(payoutIn("scheduled"));
    slack.fail("post", "refused");
    await expect(tell()).rejects.toMatchObject({ code: "unreachable" });
    later(MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message"]);
    expect(slack.calls).toEqual(["post", "find", "post"]);
  });

  it("is posted at once after a refusal that leaves no doubt", async () => {
    const { tell, keys, slack } = await setup(payoutIn("scheduled"));
    slack.fail("post", { code: "is_archived" });
    await expect(tell()).rejects.toMatchObject({ code: "is_archived" });
    await tell();
    expect(keys()).toEqual(["message"]);
    expect(slack.calls).toEqual(["post", "post"]);
  });

  it("is rather posted twice than not at all where the app may not read the channel", async () => {
    const { tell, later, keys, slack } = await setup(payoutIn("scheduled"));
    slack.fail("post", "answer_lost");
    slack.fail("find", { code: "missing_scope" });
    await expect(tell()).rejects.toThrow();
    later(MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message", "message"]);
  });

  it("is said once more after an update whose answer was lost, in case an older one came late", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, later, become, slack, told } = await setup(scheduled);
    await tell();
    await become({
      ...scheduled,
      schedule: { ...scheduled.schedule, localTime: "2026-11-24T09:30:00" },
    });
    slack.fail("update", "answer_lost");
    await expect(tell()).rejects.toThrow();
    await tell();
    expect((await told())?.message?.unsureSince).toBeDefined();
    later(MINUTE_MS);
    await tell();
    expect((await told())?.message?.unsureSince).toBeUndefined();
    await tell();
    expect(slack.calls.filter((call) => call === "update")).toHaveLength(3);
  });
});

describe("two who tell at once", () => {
  it("tell it once", async () => {
    const { deps, clock, payoutId, keys } = await setup(payoutIn("halted"));
    await clock.run(Promise.all([1, 2, 3].map(() => notifyChannel(deps, payoutId))));
    expect(keys()).toEqual(["message", expect.stringMatching(/^halted:/)]);
  });

  it("wait for one who crashed, until the turn is theirs", async () => {
    const { tell, later, deliveryStates, clock, payoutId, keys } = await setup(
      payoutIn("scheduled"),
    );
    const until = new Date(clock.nowMs() + 2 * MINUTE_MS).toISOString();
    const publisher = { id: "crashed", until };
    await deliveryStates.save({ payoutId, version: 1, publisher, begun: {}, done: [] }, "crashed");
    await expect(tell()).rejects.toMatchObject({ code: "told_elsewhere" });
    expect(keys()).toEqual([]);
    later(2 * MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message"]);
  });

  it.each([
    ["was told", undefined],
    ["was refused", "channel_not_found"],
  ])("leave it to one who took the turn, though only once it %s", async (_, refusal) => {
    const { deps, deliveryStates, clock, payoutId } = await setup(payoutIn("scheduled"));
    const post: typeof deps.channel.post = async (message, options) => {
      const posted = await deps.channel.post(message, options);
      const state = await deliveryStates.get(payoutId);
      if (state === undefined) throw new Error("Nothing was written before the post left.");
      const publisher = { id: "other", until: new Date(clock.nowMs() + MINUTE_MS).toISOString() };
      await deliveryStates.save({ ...state, version: state.version + 1, publisher }, "other");
      if (refusal !== undefined) throw new ChannelError("Refused.", { code: refusal });
      return posted;
    };
    const slow = { ...deps, channel: { ...deps.channel, post } };
    await expect(clock.run(notifyChannel(slow, payoutId))).rejects.toMatchObject({
      name: "ChannelError",
      code: "told_elsewhere",
    });
    expect((await deliveryStates.get(payoutId))?.publisher?.id).toBe("other");
  });

  it("corrects what a crashed publisher may have left on the message, though nothing is new", async () => {
    const { tell, later, deliveryStates, clock, slack, text, told } = await setup(
      payoutIn("completed"),
    );
    await tell();
    const report = text("message");
    const before = await told();
    if (before?.message === undefined) throw new Error("Nothing was published.");
    const publisher = { id: "crashed", until: new Date(clock.nowMs() + MINUTE_MS).toISOString() };
    await deliveryStates.save({ ...before, version: before.version + 1, publisher }, "crashed");
    await slack.channel.update(before.message.messageId, { text: "It is 99 % done.", blocks: [] });
    later(MINUTE_MS);
    await tell();
    expect(text("message")).toBe(report);
    later(MINUTE_MS);
    await tell();
    expect((await told())?.message?.unsureSince).toBeUndefined();
  });
});

describe("a channel that can't be reached", () => {
  it("is stale since the first failure, until it is brought up to date", async () => {
    const { tell, later, slack, told, clock } = await setup(payoutIn("scheduled"));
    const since = new Date(clock.nowMs()).toISOString();
    slack.fail("post", { code: "channel_not_found" }, 2);
    await expect(tell()).rejects.toThrow();
    later(5 * MINUTE_MS);
    await expect(tell()).rejects.toThrow();
    const triedAt = new Date(clock.nowMs()).toISOString();
    expect((await told())?.stale).toEqual({ since, code: "channel_not_found", triedAt });
    await tell();
    expect(await told()).toMatchObject({ begun: {}, done: [] });
    expect((await told())?.stale).toBeUndefined();
  });

  it("is not stale any more when there is nothing left to publish", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, become, slack, told } = await setup(scheduled);
    slack.fail("post", { code: "channel_not_found" });
    await expect(tell()).rejects.toThrow();
    const { check, sheet } = scheduled;
    await become({ ...payoutIn("cancelled"), check, sheet });
    await tell();
    expect((await told())?.stale).toBeUndefined();
    expect(slack.messages).toEqual([]);
  });
});

/** Completed, and one of three was not paid. */
function withFailure() {
  const completed = payoutIn("completed");
  const failures = [
    { row: 3, userId: "user-2", points: 1_000, state: "rejected" as const, code: "http_404" },
  ];
  const reasons = [{ state: "rejected" as const, code: "http_404", count: 1 }];
  const counts = {
    payments: 3,
    paid: 2,
    rejected: 1,
    unknown: 0,
    accepted: 0,
    withdrawn: 0,
    pending: 0,
  };
  const report = { ...completed.report, counts, failures, reasons };
  return { ...completed, report };
}

describe("what matters is posted once, in the thread and in the channel", () => {
  it("a report, with those who were not paid and the workbook", async () => {
    const completed = withFailure();
    const workbook = new Uint8Array([80, 75]);
    const { tell, keys, text, slack } = await setup(completed, { workbook });
    await tell();
    await tell();
    expect(keys()).toEqual(["message", "report", "reasons"]);
    const [message, told, reasonsReply] = slack.messages;
    expect(told).toMatchObject({ inThread: message?.messageId, alsoInChannel: true });
    expect(reasonsReply?.inThread).toBe(message?.messageId);
    expect(reasonsReply?.alsoInChannel).toBeUndefined();
    expect(text("report")).toContain("<@U0ONCALL>");
    expect(text("reasons")).toContain("user-2");
    expect(slack.files).toEqual([
      {
        name: `result-${completed.payoutId}.xlsx`,
        title: completed.title,
        bytes: workbook,
        inThread: message?.messageId,
      },
    ]);
  });

  it.each(["missing_scope", "file_uploads_disabled", "storage_limit_reached", "a_new_reason"])(
    "a report that says where the workbook is, where Slack won't have it (%s)",
    async (code) => {
      const { tell, keys, text, slack, told } = await setup(withFailure(), {
        workbook: new Uint8Array([80, 75]),
      });
      slack.fail("attach", { code });
      await tell();
      await tell();
      expect(keys()).toEqual(["message", "report", "reasons"]);
      expect(text("reasons")).toContain("results file on the payout’s page");
      expect(slack.files).toEqual([]);
      expect(slack.calls).toEqual(["post", "post", "attach", "post"]);
      expect((await told())?.stale).toBeUndefined();
    },
  );

  it("a workbook that waits where the app as a whole is refused, and what is said of it waits, too", async () => {
    const workbook = new Uint8Array([80, 75]);
    const { tell, keys, text, slack } = await setup(withFailure(), { workbook });
    slack.fail("attach", { code: "not_in_channel" });
    await expect(tell()).rejects.toMatchObject({ code: "not_in_channel" });
    expect(keys()).toEqual(["message", "report"]);
    await tell();
    expect(keys()).toEqual(["message", "report", "reasons"]);
    expect(text("reasons")).toContain("results file in this thread");
    expect(slack.files).toHaveLength(1);
  });

  it("what was begun in the thread of a message that was replaced since is found there", async () => {
    const workbook = new Uint8Array([80, 75]);
    const { tell, become, later, slack, keys } = await setup(withFailure(), { workbook });
    slack.fail("attach", "answer_lost");
    await expect(tell()).rejects.toThrow();
    const { schedule, ...completed } = withFailure();
    await become({ ...completed, schedule: { ...schedule, localTime: "2026-11-24T09:30:00" } });
    slack.fail("update", { code: "edit_window_closed" });
    later(MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message", "report", "message:after:1", "reasons"]);
    expect(slack.files).toMatchObject([{ inThread: "1" }]);
  });

  it("also when that message was replaced twice since", async () => {
    const workbook = new Uint8Array([80, 75]);
    const { tell, become, later, slack } = await setup(withFailure(), { workbook });
    slack.fail("attach", "answer_lost");
    await expect(tell()).rejects.toThrow();
    later(MINUTE_MS);
    for (const next of [payoutIn("distributing"), withFailure()]) {
      await become(next);
      slack.fail("update", { code: "edit_window_closed" });
      await tell();
    }
    expect(slack.files).toMatchObject([{ inThread: "1" }]);
  });

  it("a report without failures mentions nobody and holds the workbook alone", async () => {
    const workbook = new Uint8Array([80, 75]);
    const { tell, keys, text, slack } = await setup(payoutIn("completed"), { workbook });
    await tell();
    expect(keys()).toEqual(["message", "report"]);
    expect(text("report")).not.toContain("<@U0ONCALL>");
    expect(slack.files).toHaveLength(1);
  });

  it("goes on where it was cut off", async () => {
    const workbook = new Uint8Array([80, 75]);
    const { tell, later, keys, slack } = await setup(payoutIn("completed"), { workbook });
    slack.fail("attach", "answer_lost");
    await expect(tell()).rejects.toThrow();
    later(MINUTE_MS);
    await tell();
    await tell();
    expect(keys()).toEqual(["message", "report"]);
    expect(slack.files).toHaveLength(1);
    expect(slack.calls).toEqual(["post", "post", "attach", "hasFile"]);
  });

  it("an outage when it begins, and once payments go through again", async () => {
    const distributing = payoutIn("distributing");
    const since = "2026-11-23T00:00:00.000Z";
    const waiting = { ...distributing, outage: { since, code: "http_503" } };
    const { tell, become, keys, text } = await setup(waiting, { paid: 1 });
    await tell();
    await tell();
    expect(keys()).toEqual(["message", `outage:${since}`]);
    expect(text("message")).toContain("Waiting for the points system");
    const distribution = { ...distributing.distribution, outageOver: since };
    await become({ ...distributing, distribution });
    await tell();
    await tell();
    expect(keys()).toEqual(["message", `outage:${since}`, `going_on:${since}`]);
  });

  it("no end of an outage in which a person stopped it and went on", async () => {
    const distributing = payoutIn("distributing");
    const outage = { since: "2026-11-23T00:00:00.000Z", code: "http_503" };
    const { tell, become, keys } = await setup({ ...distributing, outage }, { paid: 1 });
    await tell();
    await become(payoutIn("paused"));
    await tell();
    await become(distributing);
    await tell();
    expect(keys()).toEqual(["message", `outage:${outage.since}`]);
  });

  it("no end of an outage without a notification of its beginning", async () => {
    const distributing = payoutIn("distributing");
    const distribution = { ...distributing.distribution, outageOver: "2026-11-23T00:00:00.000Z" };
    const { tell, keys } = await setup({ ...distributing, distribution }, { paid: 1 });
    await tell();
    expect(keys()).toEqual(["message"]);
  });

  it("nothing that a person did and knows: the message shows it", async () => {
    const { tell, keys } = await setup(payoutIn("paused"));
    await tell();
    expect(keys()).toEqual(["message"]);
  });

  it("a reminder half an hour before the payout fires", async () => {
    const scheduled = payoutIn("scheduled");
    const { tell, clock, keys } = await setup(scheduled);
    await tell();
    clock.jumpTo(Date.parse(scheduled.schedule.at) - 31 * MINUTE_MS);
    await tell();
    expect(keys()).toEqual(["message"]);
    clock.jumpTo(Date.parse(scheduled.schedule.at) - 28 * MINUTE_MS);
    await tell();
    await tell();
    expect(keys()).toEqual(["message", `reminder:${scheduled.schedule.name}`]);
  });

  it("a reminder that says what no longer passes, and asks no more once it is posted", async () => {
    const scheduled = payoutIn("scheduled");
    const { deps, payoutId, clock, text, tell } = await setup(scheduled);
    let asked = 0;
    const reasonsNotToPay = async () => {
      asked += 1;
      return [{ code: "person_day_points", amount: 12_000, limit: 9_000 } as const];
    };
    await tell();
    clock.jumpTo(Date.parse(scheduled.schedule.at) - 28 * MINUTE_MS);
    const usersLookedUpOf = async () => ({ at: "2026-11-22T04:50:00.000Z", looked: 7, missing: 3 });
    const looking = { ...deps, reasonsNotToPay, usersLookedUpOf };
    await clock.run(notifyChannel(looking, payoutId));
    const before = asked;
    await clock.run(notifyChannel(looking, payoutId));

    const reminder = text(`reminder:${scheduled.schedule.name}`);
    expect(reminder).toContain("As things are it will not be paid at that time");
    expect(reminder).toContain("one person sends 12,000 points");
    const users = "3 of 7 did not exist on Sun, 22 Nov 2026, 13:50";
    expect(reminder).toContain(users);
    expect(text("message")).toContain(users);
    expect(asked).toBe(before);
  });

  it("names the first of two who must approve, under the revision that the second looks at", async () => {
    const asked = payoutIn("awaiting_approval");
    const { tell, text, keys, become } = await setup(asked);
    await tell();
    const { digest, totalPoints } = asked.check;
    const at = "2026-11-23T01:02:03.004Z";
    const by = { id: "first", name: "First approver" };
    const scheduledFor = asked.request.at;
    const firstApproval = { by, at, revision: asked.revision, digest, totalPoints, scheduledFor };
    await become({ ...asked, firstApproval });
    await tell();

    expect(text("message")).toContain("Approved by: First approver");
    expect(keys()).toHaveLength(3);
  });

  it("no reminder of what was scheduled within the half hour", async () => {
    const scheduled = payoutIn("scheduled");
    const updatedAt = new Date(Date.parse(scheduled.schedule.at) - 10 * MINUTE_MS).toISOString();
    const { tell, keys } = await setup({ ...scheduled, updatedAt });
    await tell();
    expect(keys()).toEqual(["message"]);
  });

  it("that an approval is needed, once for each request", async () => {
    const waiting = payoutIn("awaiting_approval");
    const { tell, become, keys } = await setup(waiting);
    await tell();
    await become({ ...waiting, request: { ...waiting.request, at: "2026-11-24T03:00:00.000Z" } });
    await tell();
    expect(keys()).toEqual([
      "message",
      `approval:${waiting.request.at}:${MARKETER.id}:1`,
      `approval:2026-11-24T03:00:00.000Z:${MARKETER.id}:2`,
    ]);
  });
});

describe("what a run came to", () => {
  const written = {
    counts: {
      payments: 3,
      paid: 3,
      rejected: 0,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 0,
    },
    points: { total: 3_000, paid: 3_000 },
    resultKey: "results/r.xlsx",
    failures: [],
    reasons: [],
    finishedAt: "2026-11-23T00:01:00.000Z",
  };

  it("is posted before the payout says that it is completed", async () => {
    const { tell, keys } = await setup(payoutIn("distributing"));
    await tell({ report: { run: 1, written } });
    expect(keys()).toEqual(["message", "report"]);
  });

  it("is no news once a person took the payout over", async () => {
    const distributing = payoutIn("distributing");
    const distribution = { ...distributing.distribution, run: 2 };
    const { tell, keys } = await setup({ ...distributing, distribution });
    await tell({ report: { run: 1, written } });
    expect(keys()).toEqual(["message"]);
  });

  it("is not called halted once a person resumed it meanwhile", async () => {
    const { deps, clock, payoutId, become, keys } = await setup(payoutIn("halted"));
    const resuming: NotifyChannelDeps = {
      ...deps,
      channel: {
        ...deps.channel,
        async post(message, options) {
          const posted = await deps.channel.post(message, options);
          await become(payoutIn("distributing"));
          return posted;
        },
      },
    };
    await expect(clock.run(notifyChannel(resuming, payoutId))).rejects.toMatchObject({
      code: "payout_changed",
    });
    expect(keys()).toEqual(["message"]);
  });

  it("is not posted about a payout that a person stops meanwhile", async () => {
    const { deps, clock, payoutId, become, keys, told } = await setup(payoutIn("distributing"));
    const stopping: NotifyChannelDeps = {
      ...deps,
      channel: {
        ...deps.channel,
        async post(message, options) {
          const posted = await deps.channel.post(message, options);
          await become(payoutIn("paused"));
          return posted;
        },
      },
    };
    const state = notifyChannel(stopping, payoutId, { report: { run: 1, written } });
    await expect(clock.run(state)).rejects.toMatchObject({ code: "payout_changed" });
    expect(keys()).toEqual(["message"]);
    // That is no fault of the channel.
    expect((await told())?.stale).toBeUndefined();
  });
});
