import { z } from "zod";
import {
  type WatchPayoutsDeps,
  watchExecution,
  watchPayouts,
} from "../../domain/report/watch-payouts.ts";

export interface WatchHandlerDeps {
  readonly watch: WatchPayoutsDeps;
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

/** Translates events of the default bus into a watch over payouts. */
export function createWatchHandler({ watch, log }: WatchHandlerDeps) {
  return async (input: unknown): Promise<void> => {
    const event = eventSchema.parse(input);
    if (event["detail-type"] === "Scheduled Event") {
      log.info("watched", { ...(await watchPayouts(watch)) });
      return;
    }
    const { durableExecutionName: name, status } = event.detail;
    log.info("execution ended", {
      name,
      status,
      ...(await watchExecution(watch, { name, status })),
    });
  };
}
