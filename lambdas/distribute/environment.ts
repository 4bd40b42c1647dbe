import { z } from "zod";

const millisecondsSchema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int());

/** What `distribute` reads from its environment; the CDK stack is typed by it. */
export const distributeEnvironmentSchema = z.object({
  PAYSHEET_TABLE: z.string().min(1),
  PAYSHEET_BUCKET: z.string().min(1),
  PAYSHEET_SCHEDULE_GROUP: z.string().min(1),
  /** JSON of the points API's configuration; see `pointsApiConfigSchema`. */
  PAYSHEET_POINTS_API: z.string().min(2),
  /** Secret that holds `{"botToken": "xoxb-…"}`. */
  PAYSHEET_SLACK_SECRET_ID: z.string().min(1),
  PAYSHEET_SLACK_CHANNEL: z.string().min(1),
  PAYSHEET_SLACK_API_URL: z.url().default("https://slack.com/api/"),
  PAYSHEET_LANGUAGE: z.enum(["ko", "en"]).default("ko"),
  PAYSHEET_TIME_ZONE: z.string().min(1).default("Asia/Seoul"),
  /** Where the admin page stands, for links in messages. */
  PAYSHEET_PAGE_URL: z.url(),
  /** Stop starting new payments this long before the invocation's time limit. */
  PAYSHEET_YIELD_MARGIN_MS: millisecondsSchema.default(30_000),
  /** How long a worker's lease lasts unless renewed. */
  PAYSHEET_LEASE_TTL_MS: millisecondsSchema.default(30_000),
});
export type DistributeEnvironment = z.input<typeof distributeEnvironmentSchema>;
