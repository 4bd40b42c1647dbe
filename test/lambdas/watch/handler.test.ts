import { describe, expect, it } from "vitest";
import { createContainer } from "../../../lambdas/watch/container.ts";
import type { WatchEnvironment } from "../../../lambdas/watch/environment.ts";
import { createWatchHandler } from "../../../lambdas/watch/handler.ts";
import { createdEvent, payoutIn } from "../../domain/payout/payouts.ts";
import { createMemoryChannel, createMemoryTellings } from "../../doubles/memory-channel.ts";
import { createMemoryLeases } from "../../doubles/memory-leases.ts";
import { createMemoryLedger } from "../../doubles/memory-ledger.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-payout-store.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";

const environment: WatchEnvironment = {
  PAYSHEET_TABLE: "paysheet",
  PAYSHEET_BUCKET: "paysheet",
  PAYSHEET_SLACK_SECRET_ID: "slack",
  PAYSHEET_SLACK_CHANNEL: "C1",
  PAYSHEET_PAGE_URL: "https://page.invalid/",
};

async function setup() {
  const example = payoutIn("distributing");
  const execution = example.schedule.name;
  const payout = { ...example, distribution: { ...example.distribution, execution } };
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const logged: unknown[] = [];
  let made = 0;
  const handler = createWatchHandler({
    log: { info: (message, fields) => logged.push([message, fields]) },
    watch: {
      payouts,
      leases: createMemoryLeases(),
      ledger: createMemoryLedger(),
      clock: createVirtualClock(Date.parse(payout.updatedAt)),
      newId: () => {
        made += 1;
        return `id-${made}`;
      },
      tellings: createMemoryTellings(),
      channel: createMemoryChannel().channel,
      resultFiles: { read: async () => undefined },
      mentions: [],
      reminderMs: 0,
      language: "en",
      payoutLink: (payoutId) => `https://page.invalid/${payoutId}`,
    },
  });
  const ended = (durableExecutionName: string, status: string) =>
    handler({
      "detail-type": "Durable Execution Status Change",
      detail: { durableExecutionName, status },
    });
  const { payoutId } = payout;
  return {
    handler,
    ended,
    execution,
    payoutId,
    logged,
    stateNow: async () => (await payouts.get(payoutId))?.state,
  };
}

describe("the watch's handler", () => {
  it("takes the end of an execution for the payout of that name", async () => {
    const { ended, execution, logged, stateNow, payoutId } = await setup();
    await ended(execution, "STOPPED");
    const what = { name: execution, status: "STOPPED", found: ["died"], told: [payoutId] };
    expect(logged).toEqual([["execution ended", what]]);
    expect(await stateNow()).toBe("halted");
  });

  it("takes the rule's event for a look at all payouts", async () => {
    const { handler, logged, stateNow } = await setup();
    await handler({ "detail-type": "Scheduled Event", source: "aws.events" });
    expect(logged).toEqual([["watched", { found: [], told: [] }]]);
    expect(await stateNow()).toBe("distributing");
  });

  it("fails on events that no rule of ours passes", async () => {
    const { handler, ended, execution, stateNow } = await setup();
    await expect(ended(execution, "SUCCEEDED")).rejects.toThrow();
    await expect(handler({ "detail-type": "Another" })).rejects.toThrow();
    expect(await stateNow()).toBe("distributing");
  });

  it("is wired from its environment", () => {
    const { watch } = createContainer({ ...environment });
    expect([watch.language, watch.payoutLink("P1")]).toEqual([
      "ko",
      "https://page.invalid/payouts/P1",
    ]);
    expect(() => createContainer({ ...environment, PAYSHEET_PAGE_URL: "here" })).toThrow(
      "PAYSHEET_PAGE_URL",
    );
  });
});
