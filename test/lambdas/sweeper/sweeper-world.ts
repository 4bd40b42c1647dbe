import { createPowertoolsMetrics } from "../../../adapters/metrics/powertools-metrics.ts";
import type { RefreshTokenKeeper } from "../../../adapters/points-api/keep-refresh-token.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createUserIdMask } from "../../../domain/payout/user-id-mask.ts";
import { createSweeperHandler } from "../../../lambdas/sweeper/handler.ts";
import { createSlackMessages } from "../../../presentation/slack/slack-messages.ts";
import { createdEvent, payoutIn } from "../../domain/payout/payouts.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";
import {
  createMemoryDeliveryStates,
  createMemoryLedger,
  createMemoryPayoutStore,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";

/** The sweeper on the domain's doubles, with a payout that is being paid, and a refresh token that is kept. */
export async function createSweeperWorld(
  refreshToken: RefreshTokenKeeper = { keep: async () => ({ state: "kept", isAtRisk: false }) },
) {
  const payout = payoutIn("distributing");
  const { execution } = payout.distribution;
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const logged: unknown[] = [];
  const clock = createVirtualClock(Date.parse(payout.updatedAt));
  const ledger = createMemoryLedger();
  const { channel, ...slack } = createMemoryChannel();
  const origin = { isCopy: false };
  let made = 0;
  const handler = createSweeperHandler({
    log: { info: (message, fields) => logged.push([message, fields]) },
    metrics: createPowertoolsMetrics({ stage: "dev" }),
    refreshTokens: [refreshToken],
    ledgerOrigin: { read: async () => origin },
    sweep: {
      payouts,
      policy: policySchema.parse({}),
      executions: { isRunning: async () => true },
      ledger,
      clock,
      newId: () => {
        made += 1;
        return `id-${made}`;
      },
      deliveryStates: createMemoryDeliveryStates(),
      channel,
      reasonsNotToPay: async () => [],
      checks: { get: async () => undefined },
      resultFiles: { read: async () => undefined },
      mentions: [],
      reminderMs: 0,
      messages: createSlackMessages({ language: "en", mentions: [] }),
      userIdMask: createUserIdMask("personal"),
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
    look: () => handler({ "detail-type": "Scheduled Event", source: "aws.events" }),
    execution,
    payoutId,
    payouts,
    ledger,
    clock,
    slack,
    logged,
    origin,
    stateNow: async () => (await payouts.get(payoutId))?.state,
  };
}
