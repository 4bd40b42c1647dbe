import { dirname } from "node:path";
import * as z from "zod";
import { distributePayout } from "../../domain/distribute-payout.ts";
import { payShard } from "../../domain/pay-payout.ts";
import { shardRequestSchema } from "../../domain/pay-requests.ts";
import { firingSchema } from "../../domain/payout/scheduler.ts";
import { createContainer } from "../../lambdas/distribute/container.ts";
import { reportCost } from "../report-cost.ts";
import { createPlainEngine } from "./plain-engine.ts";
import { runInChild } from "./run-in-child.ts";

const eventSchema = z.union([shardRequestSchema, firingSchema]);

/**
 * `distribute` with all its parts but Lambda's durable engine: claims the payout, splits its sheet,
 * pays, writes the result workbook, tells Slack and deletes the schedule. It pays alone, however
 * large the payout; with "sharded" each shard is paid by a process of this program of its own.
 */
await reportCost(async (json = "", workers = "") => {
  endWithParent();
  const event = eventSchema.parse(JSON.parse(json));
  const distribution = createContainer(process.env).distributionBy(undefined);
  const stepsMs: Record<string, number> = {};
  const engine = createPlainEngine({
    executionName: "shard" in event ? "shard" : event.scheduleName,
    runOne: runInChildOfThis,
    onStep: (name, tookMs) => {
      stepsMs[name] = tookMs;
    },
  });
  if ("shard" in event) return await payShard(distribution, event, engine);
  const settings =
    workers === "sharded"
      ? distribution.settings
      : { ...distribution.settings, ratePerWorker: Number.POSITIVE_INFINITY };
  const end = await distributePayout({ ...distribution, settings }, event, engine);
  return { ...end, stepsMs };
});
// Connections that are kept alive would hold the process for seconds.
process.exit();

function runInChildOfThis(name: string, input: object): Promise<unknown> {
  return runInChild(name, input, {
    command: [process.execPath, ...process.execArgv, import.meta.filename],
    folder: dirname(process.env["BENCH_RESOURCES"] ?? ""),
  });
}

/** Whoever started this process holds its standard input: nobody pays on when that is gone. */
function endWithParent(): void {
  process.stdin.once("end", () => process.exit(1));
  process.stdin.resume();
}
