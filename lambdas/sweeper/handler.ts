import * as z from "zod";
import { measureChanges } from "../../adapters/metrics/measured-payout-store.ts";
import type { Metrics } from "../../adapters/metrics/powertools-metrics.ts";
import { onceSetUp } from "../../adapters/slack/slack-not-set-up.ts";
import { type SweepPayoutsDeps, sweepExecution, sweepPayouts } from "../../domain/sweep-payouts.ts";
import { countUnknowns } from "./count-unknowns.ts";

export interface SweeperHandlerDeps {
  readonly sweep: SweepPayoutsDeps;
  readonly metrics: Metrics;
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

/** What the default bus sends: the rule's every five minutes, or an execution's end. */
const eventSchema = z.discriminatedUnion("detail-type", [
  z.object({ "detail-type": z.literal("Scheduled Event") }),
  z.object({
    "detail-type": z.literal("Durable Execution Status Change"),
    detail: z.object({
      durableExecutionName: z.string().min(1),
      /** The rule passes those only that ended without having ended well. */
      status: z.enum(["FAILED", "TIMED_OUT", "STOPPED"]),
    }),
  }),
]);

/** Translates events of the default bus into a sweep over payouts. */
export function createSweeperHandler({ metrics, log, ...deps }: SweeperHandlerDeps) {
  const payouts = measureChanges(deps.sweep.payouts, metrics);
  const sweep = { ...deps.sweep, payouts };
  return async (input: unknown): Promise<void> => {
    const event = eventSchema.parse(input);
    if (event["detail-type"] === "Scheduled Event") {
      try {
        await onceSetUp(async () => log.info("watched", { ...(await sweepPayouts(sweep)) }), log);
      } finally {
        // Most of all while Slack can't be told: the alarm has another way to people.
        metrics.measure({ UnknownsWaiting: await countUnknowns(sweep) });
      }
      return;
    }
    const { durableExecutionName: name, status } = event.detail;
    await onceSetUp(async () => {
      const end = await sweepExecution(sweep, { name, status });
      log.info("execution ended", { name, status, ...end });
    }, log);
  };
}
