import type { DurableContext } from "@aws/durable-execution-sdk-js";
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
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

/** Translates a durable invocation into the distribution of one payout. */
export function createDistributeHandler(deps: DistributeHandlerDeps) {
  return async (event: unknown, context: DurableContext): Promise<DistributePayoutEnd> => {
    const firing = firingSchema.parse(event);
    const engine = createDurableEngine(context, {
      nowMs: deps.distribution.clock.nowMs,
      yieldMarginMs: deps.yieldMarginMs,
    });
    const end = await distributePayout(deps.distribution, firing, engine);
    deps.log.info("distribution ended", { ...firing, end });
    return end;
  };
}
