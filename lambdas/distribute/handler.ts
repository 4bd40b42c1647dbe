import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { measureChanges } from "../../adapters/metrics/measured-payout-store.ts";
import type { Metrics } from "../../adapters/metrics/powertools-metrics.ts";
import {
  type DistributePayoutDeps,
  type DistributePayoutEnd,
  distributePayout,
} from "../../domain/distribute-payout.ts";
import { firingSchema } from "../../domain/payout/scheduler.ts";
import { createDurableEngine } from "./durable-engine.ts";

export interface DistributeHandlerDeps {
  readonly distribution: DistributePayoutDeps;
  readonly yieldMarginMs: number;
  readonly metrics: Metrics;
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

/** Translates a durable invocation into the distribution of one payout. */
export function createDistributeHandler(deps: DistributeHandlerDeps) {
  const payouts = measureChanges(deps.distribution.payouts, deps.metrics);
  const distribution = { ...deps.distribution, payouts };
  return async (event: unknown, context: DurableContext): Promise<DistributePayoutEnd> => {
    const firing = firingSchema.parse(event);
    const engine = createDurableEngine(context, {
      nowMs: distribution.clock.nowMs,
      yieldMarginMs: deps.yieldMarginMs,
    });
    const end = await distributePayout(distribution, firing, engine);
    deps.log.info("distribution ended", { ...firing, end });
    return end;
  };
}
