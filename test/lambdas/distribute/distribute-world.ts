import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { createPowertoolsMetrics } from "../../../adapters/metrics/powertools-metrics.ts";
import type { PointsApi } from "../../../domain/distribution/points-api.ts";
import type { DurableEngine } from "../../../domain/durable-engine.ts";
import type { ReceiptStarter } from "../../../domain/receipt/receipt.ts";
import { createDistributeHandler } from "../../../lambdas/distribute/handler.ts";
import { createdEvent, payoutIn } from "../../domain/payout/payouts.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { createMemoryErasable } from "../../doubles/memory-erasable.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemoryPreFlights } from "../../doubles/memory-pre-flights.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryLedger, createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { type CallFault, createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";

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
    readonly dryRun?: true;
    readonly fault?: (call: number, userId: string) => CallFault | undefined;
    /** In place of the scripted one. */
    readonly pointsApi?: PointsApi;
    /** In place of one that notes what it is to compare. */
    readonly comparer?: ReceiptStarter;
  } = {},
) {
  const example = payoutIn("scheduled");
  const { schedule } = example;
  const clock = createVirtualClock(Date.parse(schedule.at) + (options.lateMs ?? 0));
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const payout = {
    ...example,
    check: { ...example.check, payments, totalPoints, digest },
    ...(options.dryRun === undefined ? {} : { dryRun: options.dryRun }),
  };
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const { fault } = options;
  const { deps, slack, sheet } = createMemoryDistribution({
    payouts,
    clock,
    scheduler: createMemorySchedules(),
    pointsApi:
      options.pointsApi ??
      createScriptedPointsApi({
        clock,
        idempotency: "none",
        ...(fault === undefined ? {} : { fault }),
      }),
    settings: { unavailableAfterAnswers: 3 },
  });
  const compared: string[] = [];
  const comparer: ReceiptStarter = {
    compare: async ({ receiptOf }) => void compared.push(receiptOf),
  };
  const { preFlights } = createMemoryPreFlights();
  const handler = createDistributeHandler({
    metrics: createPowertoolsMetrics({ stage: "dev" }),
    log: { info: () => undefined },
    yieldMarginMs: 30_000,
    payouts,
    clock,
    preFlights,
    erasing: { ...deps, ...createMemoryErasable(), ledger: createMemoryLedger() },
    distributionBy: () => deps,
    comparerBy: () => options.comparer ?? comparer,
  });
  const { name: scheduleName, generation } = schedule;
  const firing = { payoutId: payout.payoutId, generation, scheduleName, run: 1 };
  return {
    clock,
    payouts,
    payoutId: payout.payoutId,
    sheet,
    slack,
    /** Payouts of which a receipt was begun, each time that it was. */
    compared,
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
        runAll: memory.runAll,
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
