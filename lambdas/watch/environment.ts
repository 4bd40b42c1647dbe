import { z } from "zod";

/** What `watch` reads from its environment; the CDK stack is typed by it. */
export const watchEnvironmentSchema = z.object({
  PAYSHEET_TABLE: z.string().min(1),
  /** Secret that holds `{"botToken": "xoxb-…"}`. */
  PAYSHEET_SLACK_SECRET_ID: z.string().min(1),
  PAYSHEET_SLACK_CHANNEL: z.string().min(1),
  PAYSHEET_SLACK_API_URL: z.url().default("https://slack.com/api/"),
  PAYSHEET_LANGUAGE: z.enum(["ko", "en"]).default("ko"),
  /** Where the admin page stands, for links in messages. */
  PAYSHEET_PAGE_URL: z.url(),
});
export type WatchEnvironment = z.input<typeof watchEnvironmentSchema>;
