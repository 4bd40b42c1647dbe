import * as z from "zod";
import { channelEnvironmentSchema } from "../channel/environment.ts";

const millisecondsSchema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int());

/** What `distribute` reads from its environment; the CDK stack is typed by it. */
export const distributeEnvironmentSchema = channelEnvironmentSchema.extend({
  PAYSHEET_SCHEDULE_GROUP: z.string().min(1),
  /** JSON of the options of the points API's connector; see `pointsApiSchema`. */
  PAYSHEET_POINTS_API: z.string().min(2),
  /** Where its credentials stand, if it asks for any. */
  PAYSHEET_POINTS_API_SECRET_ID: z.string().min(1).optional(),
  /** JSON of the policy's fields that differ from the defaults; see `policySchema`. */
  PAYSHEET_POLICY: z.string().default("{}"),
  PAYSHEET_TIME_ZONE: z.string().min(1).default("Asia/Seoul"),
  /**
   * Stop starting new payments this long before the invocation's time limit; 30 s by default, and
   * more where a call may take longer.
   */
  PAYSHEET_YIELD_MARGIN_MS: millisecondsSchema.optional(),
  /** How long a worker's lease lasts unless renewed; the same default. */
  PAYSHEET_LEASE_TTL_MS: millisecondsSchema.optional(),
});
export type DistributeEnvironment = z.input<typeof distributeEnvironmentSchema>;
