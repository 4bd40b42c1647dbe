import { distributePayout } from "../../domain/distribute-payout.ts";
import { firingSchema } from "../../domain/payout/scheduler.ts";
import { createContainer } from "../../lambdas/distribute/container.ts";
import { reportCost } from "../report-cost.ts";
import { createPlainEngine } from "./plain-engine.ts";

/**
 * `distribute` with all its parts but Lambda's durable engine: claims the payout, splits its sheet,
 * pays, writes the result workbook, tells Slack and deletes the schedule.
 */
await reportCost(async (json = "") => {
  const firing = firingSchema.parse(JSON.parse(json));
  const { distribution } = createContainer(process.env);
  return await distributePayout(distribution, firing, createPlainEngine(firing.scheduleName));
});
// Connections that are kept alive would hold the process for seconds.
process.exit();
