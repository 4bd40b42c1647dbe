import { expect, it } from "vitest";
import {
  type ProgressTickerDeps,
  startProgressTicker,
} from "../../../domain/channel/progress-ticker.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createUserIdMask } from "../../../domain/payout/user-id-mask.ts";
import { createSlackMessages } from "../../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";
import {
  createMemoryDeliveryStates,
  createMemoryLedger,
  createMemoryPayoutStore,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

/** A payout that is being paid, and how many of its three payments are. */
async function setup() {
  const payout = payoutIn("distributing");
  const clock = createVirtualClock(Date.parse(payout.distribution.startedAt));
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const slack = createMemoryChannel();
  const paid = { count: 0 };
  let made = 0;
  const deps: ProgressTickerDeps = {
    payouts,
    clock,
    deliveryStates: createMemoryDeliveryStates(),
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    channel: slack.channel,
    reasonsNotToPay: async () => [],
    policy: policySchema.parse({}),
    ledger: {
      ...createMemoryLedger(),
      tallies: async () => [
        {
          chunk: 0,
          status: "open",
          paid: paid.count,
          rejected: 0,
          unknown: 0,
          accepted: 0,
          withdrawn: 0,
          pointsPaid: paid.count * 1_000,
        },
      ],
    },
    checks: { get: async () => undefined },
    resultFiles: { read: async () => undefined },
    messages: createSlackMessages({ language: "en", mentions: [] }),
    mentions: [],
    reminderMs: 0,
    progressEveryMs: 5_000,
    userIdMask: createUserIdMask("personal"),
    payoutLink: (payoutId) => `https://page.invalid/payouts/${payoutId}`,
  };
  return {
    slack,
    clock,
    paid,
    start: () => startProgressTicker(deps, payout.payoutId),
    pass: (ms: number) => clock.run(clock.sleep(ms)),
    text: () => slack.messages[0]?.message.text ?? "",
  };
}

it("shows how far paying has come, every few seconds", async () => {
  const { start, pass, paid, text, slack, clock } = await setup();
  const ticker = start();
  await pass(1_000);
  expect(text()).toContain("0%");
  paid.count = 1;
  await pass(5_000);
  expect(text()).toContain("33%");
  paid.count = 2;
  await pass(5_000);
  expect(text()).toContain("66%");
  await clock.run(ticker.stop());
  expect(slack.calls).toEqual(["post", "update", "update"]);
});

it("says nothing more once it is stopped", async () => {
  const { start, pass, paid, slack, clock } = await setup();
  const ticker = start();
  await pass(1_000);
  await clock.run(ticker.stop());
  paid.count = 3;
  await pass(60_000);
  expect(slack.calls).toEqual(["post"]);
});

it("leaves a channel that does not answer alone for a minute", async () => {
  const { start, pass, paid, slack, clock } = await setup();
  slack.fail("post", { code: "ratelimited" });
  const ticker = start();
  await pass(59_000);
  expect(slack.calls).toEqual(["post"]);
  paid.count = 1;
  await pass(10_000);
  await clock.run(ticker.stop());
  expect(slack.calls).toEqual(["post", "post"]);
});
