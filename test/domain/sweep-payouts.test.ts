import { describe, expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { ChannelError } from "../../domain/channel/channel.ts";
import { haltPayout } from "../../domain/distribution/update-run.ts";
import type { Payout, PayoutIn } from "../../domain/payout/payout.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import { type SweepPayoutsDeps, sweepExecution, sweepPayouts } from "../../domain/sweep-payouts.ts";
import { createSlackMessages } from "../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "../doubles/memory-channel.ts";
import {
  createMemoryDeliveryStates,
  createMemoryLedger,
  createMemoryPayoutStore,
  createObservedTable,
} from "../doubles/memory-stores.ts";
import { createVirtualClock } from "../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "./payout/payouts.ts";

const MINUTE_MS = 60_000;

async function setup(payout: Payout, payouts = createMemoryPayoutStore()) {
  // When the example payouts were last changed.
  const clock = createVirtualClock(Date.parse(payout.updatedAt));
  await payouts.create(payout, createdEvent(payout));
  /** Executions that have not come to their end, by name. */
  const running = new Set<string>();
  const slack = createMemoryChannel();
  let made = 0;
  const deps: SweepPayoutsDeps = {
    payouts,
    executions: { isRunning: async (name) => running.has(name) },
    clock,
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    policy: policySchema.parse({}),
    ledger: createMemoryLedger(),
    deliveryStates: createMemoryDeliveryStates(),
    channel: slack.channel,
    reasonsNotToPay: async () => [],
    reminderMs: 30 * MINUTE_MS,
    mentions: [],
    checks: { get: async () => undefined },
    resultFiles: { read: async () => undefined },
    messages: createSlackMessages({ language: "ko", mentions: [] }),
    userIdMask: createUserIdMask("personal"),
    payoutLink: (payoutId) => `https://page.invalid/payouts/${payoutId}`,
  };
  const { payoutId } = payout;
  return {
    ...deps,
    clock,
    deps,
    running,
    payoutId,
    slack,
    /** Keys of what was posted in the channel, without the payout's id. */
    keys: () => slack.messages.map(({ key }) => key.split(":")[1]),
    sweepAfter: (minutes: number) => {
      clock.jumpTo(clock.nowMs() + minutes * MINUTE_MS);
      return sweepPayouts(deps);
    },
    stored: () => payouts.get(payoutId),
    actions: async () => (await payouts.events(payoutId)).map(({ action }) => action),
  };
}

const NOTHING = { found: [], told: [] };

describe("a payout that is being paid", () => {
  it("is left alone while its execution runs: paying, between two invocations, reporting, notifying", async () => {
    const payout = payoutIn("distributing");
    const { sweepAfter, running, stored } = await setup(payout);
    running.add(payout.distribution.execution);
    for (const minutes of [11, 60, 7 * 24 * 60]) expect(await sweepAfter(minutes)).toEqual(NOTHING);
    expect((await stored())?.state).toBe("distributing");
  });

  it("is left alone just after it was changed: the execution that a resume asked for begins", async () => {
    const { sweepAfter, stored } = await setup(payoutIn("distributing"));
    expect(await sweepAfter(9)).toEqual(NOTHING);
    expect((await stored())?.state).toBe("distributing");
  });

  it("is halted by no execution but its own, and reported once", async () => {
    const { sweepAfter, running, stored, slack, keys, actions, payoutId } = await setup(
      payoutIn("distributing"),
    );
    running.add("execution-of-another");

    expect(await sweepAfter(11)).toEqual({ found: ["died"], told: [payoutId] });
    expect(await sweepAfter(5)).toEqual(NOTHING);

    expect(await stored()).toMatchObject({
      state: "halted",
      halt: { reason: "execution_died", at: "2026-11-23T00:11:00.000Z" },
    });
    expect(await actions()).toEqual(["created", "halted"]);
    expect(keys()).toEqual(["message", "halted"]);
    expect(slack.messages[1]?.message.text).toContain("이미 받은 사용자는 건너뛰");
  });
});

describe("a payout that can't be looked at", () => {
  it("keeps no other from being found and reported", async () => {
    const { deps, payouts, sweepAfter, stored, keys } = await setup(payoutIn("distributing"));
    const unclear = payoutIn("distributing");
    const distribution = { ...unclear.distribution, execution: "unclear" };
    const other: Payout = {
      ...unclear,
      payoutId: "other",
      distribution,
      createdAt: "2026-11-24T00:00:00.000Z",
    };
    await payouts.create(other, createdEvent(other));
    deps.executions.isRunning = async (name) => {
      if (name === "unclear") throw new Error("Lambda does not answer.");
      return false;
    };
    await expect(sweepAfter(11)).rejects.toThrow("Lambda does not answer.");
    expect((await stored())?.state).toBe("halted");
    expect(keys()).toContain("halted");
    expect((await payouts.get("other"))?.state).toBe("distributing");
  });
});

describe("the end of an execution", () => {
  // As Lambda makes it, which knows nothing of payouts.
  const name = "0b6c3cf5-57a6-4a55-9f0a-6f1f3f4f8f60";
  const paidBy = (payout: PayoutIn<"distributing" | "paused">) => ({
    ...payout,
    distribution: { ...payout.distribution, execution: name },
  });
  const outage = { reason: "points_api_unavailable", since: "2026-11-23T00:00:00.000Z" } as const;

  it.each([
    ["is being paid", payoutIn("distributing")],
    ["waits out an outage", { ...payoutIn("paused"), pause: outage }],
  ])("halts the payout that it paid and that %s, and tells of it", async (_how, payout) => {
    const { deps, stored, keys, payoutId } = await setup(paidBy(payout));
    expect(await sweepExecution(deps, { name, status: "TIMED_OUT" })).toEqual({
      found: ["died"],
      told: [payoutId],
    });
    expect(await stored()).toMatchObject({
      state: "halted",
      halt: { reason: "execution_died", detail: "The execution ended TIMED_OUT." },
    });
    expect(keys()).toEqual(["message", "halted"]);
  });

  it("says nothing of a payout that another execution pays", async () => {
    const { deps, stored, keys } = await setup(payoutIn("distributing"));
    expect(await sweepExecution(deps, { name, status: "FAILED" })).toEqual(NOTHING);
    expect(await sweepExecution(deps, { name: "nothing-we-know", status: "FAILED" })).toEqual(
      NOTHING,
    );
    expect([(await stored())?.state, keys()]).toEqual(["distributing", ["message"]]);
  });
});

describe("a payout paused by an outage", () => {
  const paused = (): Payout => {
    const payout = payoutIn("paused");
    return { ...payout, pause: { ...payout.pause, reason: "points_api_unavailable" } };
  };

  it("is left alone as long as its execution waits", async () => {
    const { sweepAfter, running } = await setup(paused());
    running.add("execution-1");
    expect(await sweepAfter(6 * 60)).toEqual(NOTHING);
  });

  it("is halted when nothing is left that could go on", async () => {
    const { sweepAfter, stored } = await setup(paused());
    expect(await sweepAfter(9)).toEqual(NOTHING);
    expect(await sweepAfter(2)).toMatchObject({ found: ["died"] });
    expect((await stored())?.state).toBe("halted");
  });

  it("or by a person, rests as long as it likes", async () => {
    const { sweepAfter } = await setup(payoutIn("paused"));
    expect(await sweepAfter(10_000)).toEqual(NOTHING);
  });
});

describe("a payout that did not start", () => {
  const scheduled = (): Payout => {
    const payout = payoutIn("scheduled");
    return { ...payout, schedule: { ...payout.schedule, at: payout.updatedAt } };
  };

  it("is marked overdue, reported once, and still scheduled", async () => {
    const { sweepAfter, stored, slack, keys, actions, payoutId } = await setup(scheduled());
    expect(await sweepAfter(5)).toEqual(NOTHING);
    expect(await sweepAfter(1)).toEqual({ found: ["overdue"], told: [payoutId] });
    expect(await sweepAfter(60)).toEqual(NOTHING);
    const at = "2026-11-23T00:06:00.000Z";
    expect(await stored()).toMatchObject({
      state: "scheduled",
      schedule: { overdueSince: at },
    });
    expect(await actions()).toEqual(["created", "found_overdue"]);
    expect(keys()).toEqual(["message", "overdue"]);
    expect(slack.messages[1]?.message.text).toContain("새 시각으로");
  });
});

describe("an alert that can't be delivered", () => {
  it("is owed until it is, however often that takes", async () => {
    const { sweepAfter, slack, keys, stored, payoutId } = await setup(payoutIn("distributing"));
    slack.fail("any", { code: "is_archived" }, 2);
    await expect(sweepAfter(11)).rejects.toThrow(ChannelError);
    expect((await stored())?.state).toBe("halted");
    await expect(sweepAfter(5)).rejects.toThrow(ChannelError);
    expect(await sweepAfter(5)).toEqual({ found: [], told: [payoutId] });
    expect(await sweepAfter(5)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "halted"]);
  });

  it("keeps no other from being delivered", async () => {
    const { deps, payouts, clock, slack } = await setup(payoutIn("distributing"));
    for (const number of [2, 3]) {
      const payout: Payout = { ...payoutIn("distributing"), payoutId: `payout-${number}` };
      await payouts.create(payout, createdEvent(payout));
    }
    clock.jumpTo(clock.nowMs() + 11 * MINUTE_MS);
    slack.fail("post", { code: "msg_blocks_too_long" });
    await expect(sweepPayouts(deps)).rejects.toThrow(ChannelError);
    const halts = slack.messages.filter(({ key }) => key.includes(":halted:"));
    expect(halts).toHaveLength(2);
  });

  it("keeps no other from being delivered, though many are refused whenever they are tried", async () => {
    const { payouts, sweepAfter, slack, clock } = await setup(payoutIn("scheduled"));
    const { post } = slack.channel;
    const tried: string[] = [];
    slack.channel.post = async (message, options) => {
      const [id = ""] = options.key.split(":");
      tried.push(id);
      clock.jumpTo(clock.nowMs() + 100);
      if (id.startsWith("refused")) throw new ChannelError("No.", { code: "msg_too_long" });
      return await post(message, options);
    };
    const add = async (payoutId: string) => {
      const payout: Payout = { ...payoutIn("scheduled"), payoutId };
      await payouts.create(payout, createdEvent(payout));
    };
    // What is halted is reported first.
    for (const nr of [1, 2, 3, 4, 5]) {
      const payout: Payout = { ...payoutIn("halted"), payoutId: `refused-${nr}` };
      await payouts.create(payout, createdEvent(payout));
    }
    await expect(sweepAfter(1)).rejects.toThrow(ChannelError);
    await add("later");
    await expect(sweepAfter(5)).rejects.toThrow(ChannelError);
    await expect(sweepAfter(5)).rejects.toThrow(ChannelError);

    expect(slack.messages.map(({ key }) => key).sort()).toEqual([
      `${payoutIn("scheduled").payoutId}:message`,
      "later:message",
    ]);
    tried.length = 0;
    await add("still-later");
    for (let look = 0; look < 5; look += 1) await expect(sweepAfter(5)).rejects.toThrow();
    expect(tried[0]).toBe("still-later");
    const times = Map.groupBy(tried.slice(1), (id) => id);
    expect([...times.values()].map((all) => all.length)).toEqual([3, 3, 3, 3, 3]);
  });

  it("keeps no other from being delivered, whatever went wrong with it", async () => {
    const { deps, payouts, slack, payoutId } = await setup(payoutIn("scheduled"));
    const broken: Payout = { ...payoutIn("halted"), payoutId: "broken" };
    await payouts.create(broken, createdEvent(broken));
    const { get } = deps.deliveryStates;
    deps.deliveryStates.get = async (id) => {
      if (id === "broken") throw new Error("It can't be read.");
      return await get(id);
    };
    await expect(sweepPayouts(deps)).rejects.toThrow("can't be read");
    expect(slack.messages.map(({ key }) => key)).toEqual([`${payoutId}:message`]);
  });

  it("is owed for a resume whose execution could not be started, too", async () => {
    const { sweepAfter, deps, payoutId } = await setup(payoutIn("distributing"));
    await haltPayout(deps, payoutId, 1, { reason: "execution_died", detail: "No start." });
    expect(await sweepAfter(1)).toEqual({ found: [], told: [payoutId] });
  });

  it("is delivered even when the distribution that halted it could not", async () => {
    const { sweepAfter, keys } = await setup(payoutIn("halted"));
    expect(await sweepAfter(60)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "halted"]);
    expect(await sweepAfter(60)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "halted"]);
  });
});

describe("a request for approval that nobody decides on", () => {
  it("is told of as its time comes near and passes, once each, and not for longer than a day", async () => {
    const { sweepAfter, keys, slack, deps } = await setup(payoutIn("awaiting_approval"));
    await sweepAfter(0);
    await sweepAfter(5);
    expect(keys()).toEqual(["message", "approval"]);
    await sweepAfter(60);
    await sweepAfter(5);
    expect(keys()).toEqual(["message", "approval", "approval_reminder"]);
    await sweepAfter(110);
    await sweepAfter(5);
    expect(keys()).toEqual(["message", "approval", "approval_reminder", "expired"]);
    const calls = slack.calls.length;
    await sweepAfter(24 * 60);
    expect(slack.calls).toHaveLength(calls);
    expect((await deps.payouts.get(payoutIn("awaiting_approval").payoutId))?.state).toBe(
      "awaiting_approval",
    );
  });
});

describe("a request to pay as soon as possible that nobody decides on", () => {
  it("is told of as its day comes to an end", async () => {
    const asked = payoutIn("awaiting_approval");
    const request = { ...asked.request, soonest: true as const };
    const { sweepAfter, keys } = await setup({ ...asked, request });
    await sweepAfter(0);
    await sweepAfter(6 * 60);
    expect(keys()).toEqual(["message", "approval"]);
    await sweepAfter(20 * 60);
    await sweepAfter(5);
    expect(keys()).toEqual(["message", "approval", "approval_reminder"]);
    await sweepAfter(110);
    await sweepAfter(5);
    expect(keys()).toEqual(["message", "approval", "approval_reminder", "expired"]);
  });
});

describe("what was not delivered to the channel", () => {
  it("is delivered by the sweeper, for what ended within a week", async () => {
    const { sweepAfter, keys } = await setup(payoutIn("completed"));
    expect(await sweepAfter(7 * 24 * 60 - 1)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "report"]);
  });

  it("is no news after a week", async () => {
    const { sweepAfter, slack } = await setup(payoutIn("completed"));
    expect(await sweepAfter(7 * 24 * 60 + 1)).toEqual(NOTHING);
    expect(slack.calls).toEqual([]);
  });
});

describe("a sweep", () => {
  /** With ten thousand drafts, and a thousand payouts that ended and are scheduled for next year. */
  it("costs the same however many drafts, ended and scheduled payouts there are", async () => {
    const { table, seen } = createObservedTable();
    const store = createDynamoDbPayoutStore(table);
    const { sweepAfter, deliveryStates, keys } = await setup(payoutIn("completed"), store);
    const next = { ...payoutIn("scheduled").schedule, at: "2027-11-23T03:00:00.000Z" };
    const others: Payout[] = [
      ...Array.from({ length: 10_000 }, (_, nr) => named(`draft-${nr}`, payoutIn("ready"))),
      ...Array.from({ length: 500 }, (_, nr) => named(`ended-${nr}`, payoutIn("completed"))),
      ...Array.from({ length: 500 }, (_, nr) =>
        named(`next-${nr}`, { ...payoutIn("scheduled"), schedule: next }),
      ),
    ];
    for (const payout of others) {
      await store.create(payout, createdEvent(payout));
      if (payout.state !== "ready") await store.noteTold(payout);
    }
    const firstAt = seen.requests;
    expect(await sweepAfter(5)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "report"]);
    // Lists, in pages of a hundred of those that are scheduled, and what the one news takes.
    expect(seen.requests - firstAt).toBeLessThan(60);
    const deliveryState = await deliveryStates.get(payoutIn("completed").payoutId);
    expect(deliveryState?.stale).toBeUndefined();
    // Found up to date, it is looked at no more.
    await sweepAfter(5);
    const thirdAt = seen.requests;
    await sweepAfter(5);
    expect(seen.requests - thirdAt).toBeLessThan(21);
  });

  function named(payoutId: string, payout: Payout): Payout {
    return { ...payout, payoutId };
  }
});
