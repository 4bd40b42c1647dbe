import * as z from "zod";
import { LANGUAGES } from "../../domain/language.ts";

/** What the alarm notifier reads from its environment; the CDK stack is typed by it. */
export const alarmNotifierEnvironmentSchema = z.object({
  /** Secret that holds `{"botToken": "xoxb-…"}`. */
  PAYSHEET_SLACK_SECRET_ID: z.string().min(1),
  PAYSHEET_SLACK_CHANNEL: z.string().min(1),
  PAYSHEET_SLACK_API_URL: z.url().default("https://slack.com/api/"),
  PAYSHEET_LANGUAGE: z.enum(LANGUAGES).default("ko"),
});
export type AlarmNotifierEnvironment = z.input<typeof alarmNotifierEnvironmentSchema>;
