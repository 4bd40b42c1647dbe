import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { createPowertoolsMetrics } from "../../../adapters/metrics/powertools-metrics.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../../domain/distribution/settings.ts";
import type { DurableEngine } from "../../../domain/durable-engine.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createDistributeHandler } from "../../../lambdas/distribute/handler.ts";
import { createdEvent, payoutIn } from "../../domain/payout/payouts.ts";
import { createMemoryChannel, createMemoryTellings } from "../../doubles/memory-channel.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { createMemoryLeases } from "../../doubles/memory-leases.ts";
import { createMemoryLedger } from "../../doubles/memory-ledger.ts";
import {
  checkOf,
  createMemoryChunks,
  createMemoryResults,
  createMemorySheet,
} from "../../doubles/memory-objects.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-payout-store.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { type CallFault, createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";

/** 100, 200, … 700 points for `user-0` … `user-6`: 2,800 in all. */
const PAYMENTS: readonly Payment[] = Array.from({ length: 7 }, (_, index) => ({
  row: index + 2,
  userId: `user-${index}`,
  points: 100 * (index + 1),
}));

/** What happens to the first invocation that comes so far. */
interface Accidents {
  /** At this wait it is suspended, and never heard of again. */
  readonly suspendAt?: string;
  /** What this step did is done, but its result is not kept. */
  readonly dieAfter?: string;
}

/** `distribute` on the domain's doubles, with a payout whose time came `lateMs` ago. */
export async function createDistributeWorld(
  options: {
    readonly lateMs?: number;
    readonly fault?: (call: number, userId: string) => CallFault | undefined;
  } = {},
) {
  const example = payoutIn("scheduled");
  const { schedule } = example;
  const clock = createVirtualClock(Date.parse(schedule.at) + (options.lateMs ?? 0));
  const { payments, totalPoints, digest } = checkOf(PAYMENTS);
  const payout = { ...example, check: { ...example.check, payments, totalPoints, digest } };
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const slack = createMemoryChannel();
  const { sheet, sheets, reader } = createMemorySheet(PAYMENTS);
  const { fault } = options;
  let made = 0;
  const handler = createDistributeHandler({
    metrics: createPowertoolsMetrics({ service: "distribute", stage: "dev" }),
    log: { info: () => undefined },
    yieldMarginMs: 30_000,
    distribution: {
      payouts,
      clock,
      reader,
      scheduler: createMemorySchedules(),
      pointsApi: createScriptedPointsApi({
        clock,
        idempotency: "none",
        ...(fault === undefined ? {} : { fault }),
      }),
      newId: () => {
        made += 1;
        return `id-${made}`;
      },
      chunkSize: 3,
      sheets: { ...sheets, uploadForm: async () => ({ url: "", fields: {} }) },
      chunks: createMemoryChunks(),
      ledger: createMemoryLedger(),
      leases: createMemoryLeases(),
      results: createMemoryResults(),
      random: () => 0.5,
      settings: { ...DEFAULT_PAYING_SETTINGS, concurrency: 2, unavailableAfterAnswers: 3 },
      tellings: createMemoryTellings(),
      channel: slack.channel,
      progressChannel: slack.channel,
      progressEveryMs: 5_000,
      reminderMs: 1_800_000,
      mentions: [],
      resultFiles: { read: async () => new Uint8Array([1, 2, 3]) },
      language: "en",
      payoutLink: (payoutId) => `https://page.invalid/payouts/${payoutId}`,
    },
  });
  const { name: scheduleName, generation } = schedule;
  const firing = { payoutId: payout.payoutId, generation, scheduleName, run: 1 };
  return {
    clock,
    payouts,
    payoutId: payout.payoutId,
    sheet,
    slack,
    /** An execution of this name; invoked again, it replays what it did. */
    execution(name = "execution-1", { suspendAt, dieAfter }: Accidents = {}) {
      const { engine: memory } = createMemoryEngine({ clock, executionName: name });
      let hasDied = false;
      const engine: DurableEngine = {
        executionName: name,
        step: (step, run) =>
          memory.step(step, async (stepContext) => {
            const result = await run(stepContext);
            if (step !== dieAfter || hasDied) return result;
            hasDied = true;
            throw new Error("The process died.");
          }),
        wait: (wait, ms) => (wait === suspendAt ? new Promise(() => {}) : memory.wait(wait, ms)),
      };
      const context = contextOn(engine);
      return (input: object = firing) => clock.run(handler(input, context));
    },
    firing,
  };
}

/** What the handler takes of a durable context, over an engine that keeps results in memory. */
function contextOn(engine: DurableEngine): DurableContext {
  const context = {
    executionContext: {
      durableExecutionArn: `arn:aws:lambda:ap-northeast-2:123456789012:function:distribute:1/durable-execution/${engine.executionName}/1`,
    },
    lambdaContext: { getRemainingTimeInMillis: () => 900_000 },
    step: (name: string, run: () => Promise<unknown>) => engine.step(name, run),
    wait: (name: string, { seconds }: { seconds: number }) => engine.wait(name, seconds * 1000),
  };
  return context as Partial<DurableContext> as DurableContext;
}
