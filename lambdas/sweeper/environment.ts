import * as z from "zod";
import { channelEnvironmentSchema } from "../channel/environment.ts";

const keptRefreshTokenSchema = z.strictObject({
  secretId: z.string().min(1),
  tokenUrl: z.url(),
  clientAuth: z.enum(["header", "body"]),
  refreshTokenLifeMs: z.number().positive(),
});
/** A refresh token that is kept alive, however long nobody is paid. */
export type KeptRefreshToken = z.infer<typeof keptRefreshTokenSchema>;
export const keptRefreshTokensSchema = z.array(keptRefreshTokenSchema);

/** What the sweeper reads from its environment; the CDK stack is typed by it. */
export const sweeperEnvironmentSchema = channelEnvironmentSchema.extend({
  /** ARN of `distribute` without a version: whether an execution of it runs is asked under all. */
  PAYSHEET_DISTRIBUTE_FUNCTION: z.string().min(1),
  /** Alias ARN of `distribute`, which looks at payouts before their reminder; nothing does without it. */
  PAYSHEET_DISTRIBUTE_ARN: z.string().min(1).optional(),
  /** JSON of all {@link KeptRefreshToken}s, where a points API gives any. */
  PAYSHEET_REFRESH_TOKEN: z.string().min(2).optional(),
});
export type SweeperEnvironment = z.input<typeof sweeperEnvironmentSchema>;
