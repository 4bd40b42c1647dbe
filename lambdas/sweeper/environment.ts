import * as z from "zod";
import { channelEnvironmentSchema } from "../channel/environment.ts";

/** What the sweeper reads from its environment; the CDK stack is typed by it. */
export const sweeperEnvironmentSchema = channelEnvironmentSchema.extend({
  /** ARN of `distribute` without a version: whether an execution of it runs is asked under all. */
  PAYSHEET_DISTRIBUTE_FUNCTION: z.string().min(1),
});
export type SweeperEnvironment = z.input<typeof sweeperEnvironmentSchema>;
