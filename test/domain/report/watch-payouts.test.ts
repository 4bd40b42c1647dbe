import { describe, expect, it } from "vitest";
import { haltPayout } from "../../../domain/distribution/pause-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { ChannelError } from "../../../domain/report/channel.ts";
import {
  type WatchPayoutsDeps,
  watchExecution,
  watchPayouts,
} from "../../../domain/report/watch-payouts.ts";
import { createMemoryChannel, createMemoryTellings } from "../../doubles/memory-channel.ts";
import { createMemoryLeases } from "../../doubles/memory-leases.ts";
import { createMemoryLedger } from "../../doubles/memory-ledger.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-payout-store.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const MINUTE_MS = 60_000;

async function setup(payout: Payout) {
  // When the example payouts were last changed.
  const clock = createVirtualClock(Date.parse(payout.updatedAt));
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const leases = createMemoryLeases();
  const slack = createMemoryChannel();
  let made = 0;
  const deps: WatchPayoutsDeps = {
    payouts,
    leases,
    clock,
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    ledger: createMemoryLedger(),
    tellings: createMemoryTellings(),
    channel: slack.channel,
    reminderMs: 30 * MINUTE_MS,
    mentions: [],
    resultFiles: { read: async () => undefined },
    language: "ko",
    payoutLink: (payoutId) => `https://page.invalid/payouts/${payoutId}`,
  };
  const { payoutId } = payout;
  return {
    ...deps,
    clock,
    deps,
    payoutId,
    slack,
    /** Keys of what the channel was told, without the payout's id. */
    keys: () => slack.messages.map(({ key }) => key.split(":")[1]),
    watchAfter: (minutes: number) => {
      clock.jumpTo(clock.nowMs() + minutes * MINUTE_MS);
      return watchPayouts(deps);
    },
    stored: () => payouts.get(payoutId),
    actions: async () => (await payouts.events(payoutId)).map(({ action }) => action),
  };
}

const NOTHING = { found: [], told: [] };

describe("a payout that is being paid", () => {
  it("is left alone while a worker holds its lease, or may soon", async () => {
    const { watchAfter, leases, clock, payoutId } = await setup(payoutIn("distributing"));
    expect(await watchAfter(9)).toEqual(NOTHING);
    const ttlMs = 30_000;
    const nowMs = clock.nowMs() + 10 * MINUTE_MS;
    await leases.acquire({ payoutId, shard: 0, owner: "w", ttlMs, nowMs });
    expect(await watchAfter(15)).toEqual(NOTHING);
  });

  it("and has had no worker for ten minutes is halted, and told of once", async () => {
    const { watchAfter, stored, slack, keys, actions, payoutId } = await setup(
      payoutIn("distributing"),
    );

    expect(await watchAfter(11)).toEqual({ found: ["died"], told: [payoutId] });
    expect(await watchAfter(5)).toEqual(NOTHING);

    expect(await stored()).toMatchObject({
      state: "halted",
      halt: { reason: "execution_died", at: "2026-11-23T00:11:00.000Z" },
    });
    expect(await actions()).toEqual(["created", "halted"]);
    expect(keys()).toEqual(["message", "halted"]);
    expect(slack.messages[1]?.message.text).toContain("이미 받은 회원은 건너뛰");
  });
});

describe("the end of an execution", () => {
  const distributing = payoutIn("distributing");
  const { name } = distributing.schedule;
  const ours = { ...distributing, distribution: { ...distributing.distribution, execution: name } };

  it("halts the payout that it paid, and tells of it", async () => {
    const { deps, stored, keys, payoutId } = await setup(ours);
    expect(await watchExecution(deps, { name, status: "TIMED_OUT" })).toEqual({
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
    expect(await watchExecution(deps, { name, status: "FAILED" })).toEqual(NOTHING);
    expect(await watchExecution(deps, { name: "nothing-we-know", status: "FAILED" })).toEqual(
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

  it("is halted when it does not go on by itself", async () => {
    const { watchAfter, stored } = await setup(paused());
    expect(await watchAfter(29)).toEqual(NOTHING);
    expect(await watchAfter(2)).toMatchObject({ found: ["died"] });
    expect((await stored())?.state).toBe("halted");
  });

  it("or by a person, rests as long as it likes", async () => {
    const { watchAfter } = await setup(payoutIn("paused"));
    expect(await watchAfter(10_000)).toEqual(NOTHING);
  });
});

describe("a payout that did not start", () => {
  const scheduled = (): Payout => {
    const payout = payoutIn("scheduled");
    return { ...payout, schedule: { ...payout.schedule, at: payout.updatedAt } };
  };

  it("is marked overdue, told of once, and still scheduled", async () => {
    const { watchAfter, stored, slack, keys, actions, payoutId } = await setup(scheduled());
    expect(await watchAfter(5)).toEqual(NOTHING);
    expect(await watchAfter(1)).toEqual({ found: ["overdue"], told: [payoutId] });
    expect(await watchAfter(60)).toEqual(NOTHING);
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
    const { watchAfter, slack, keys, stored, payoutId } = await setup(payoutIn("distributing"));
    slack.fail("any", { code: "is_archived" }, 2);
    await expect(watchAfter(11)).rejects.toThrow(ChannelError);
    expect((await stored())?.state).toBe("halted");
    await expect(watchAfter(5)).rejects.toThrow(ChannelError);
    expect(await watchAfter(5)).toEqual({ found: [], told: [payoutId] });
    expect(await watchAfter(5)).toEqual(NOTHING);
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
    await expect(watchPayouts(deps)).rejects.toThrow(ChannelError);
    const halts = slack.messages.filter(({ key }) => key.includes(":halted:"));
    expect(halts).toHaveLength(2);
  });

  it("is owed for a resume whose execution could not be started, too", async () => {
    const { watchAfter, deps, payoutId } = await setup(payoutIn("distributing"));
    await haltPayout(deps, payoutId, 1, { reason: "execution_died", detail: "No start." });
    expect(await watchAfter(1)).toEqual({ found: [], told: [payoutId] });
  });

  it("is delivered even when the distribution that halted it could not", async () => {
    const { watchAfter, keys } = await setup(payoutIn("halted"));
    expect(await watchAfter(60)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "halted"]);
    expect(await watchAfter(60)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "halted"]);
  });
});

describe("what the channel was not told", () => {
  it("is told by the watch, for what ended within a week", async () => {
    const { watchAfter, keys } = await setup(payoutIn("completed"));
    expect(await watchAfter(7 * 24 * 60 - 1)).toEqual(NOTHING);
    expect(keys()).toEqual(["message", "report"]);
  });

  it("is no news after a week", async () => {
    const { watchAfter, slack } = await setup(payoutIn("completed"));
    expect(await watchAfter(7 * 24 * 60 + 1)).toEqual(NOTHING);
    expect(slack.calls).toEqual([]);
  });
});
