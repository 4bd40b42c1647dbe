import * as z from "zod";
import { LANGUAGES } from "../../domain/language.ts";
import { namedPointsApisJson } from "../../domain/payout/named-points-api.ts";
import { isMention } from "../../presentation/slack/message-mention.ts";

const minutesSchema = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);

const mentionsSchema = z
  .string()
  .transform((text) => text.split(/\s+/).filter((mention) => mention !== ""))
  .refine((mentions) => mentions.every(isMention), {
    error: "Mentions are such as <@U0123ABCD>, <!subteam^S0123ABCD> or <!here>, apart by spaces.",
  });

/** What every function that posts to the Slack channel reads; the CDK stack is typed by it. */
export const channelEnvironmentSchema = z.object({
  /** Dimension of the metrics: several deployments may share an account. */
  PAYSHEET_STAGE: z.string().min(1).default("local"),
  PAYSHEET_TABLE: z.string().min(1),
  PAYSHEET_BUCKET: z.string().min(1),
  /** Secret that holds `{"botToken": "xoxb-…"}`. */
  PAYSHEET_SLACK_SECRET_ID: z.string().min(1),
  PAYSHEET_SLACK_CHANNEL: z.string().min(1),
  PAYSHEET_SLACK_API_URL: z.url().default("https://slack.com/api/"),
  /** Who is to act when a payment failed or a payout stopped; Slack's mentions, apart by spaces. */
  PAYSHEET_SLACK_MENTIONS: mentionsSchema.default([]),
  /** How long before a payout fires the channel is reminded. */
  PAYSHEET_REMINDER_MINUTES: minutesSchema.default(30),
  /** JSON of the points APIs that payouts may name; absent where there is one without a name. */
  PAYSHEET_POINTS_APIS: namedPointsApisJson.optional(),
  /** JSON of the policy's fields that differ from the defaults; see `policySchema`. */
  PAYSHEET_POLICY: z.string().default("{}"),
  PAYSHEET_LANGUAGE: z.enum(LANGUAGES).default("ko"),
  /** Address of the admin page, for links in messages. */
  PAYSHEET_PAGE_URL: z.url(),
  /**
   * The user pool that is asked whether those who stand for a payout are still there, and how tokens of it
   * name it; both absent where the company's own provider signs people in, which can't be asked.
   */
  PAYSHEET_USER_POOL_ID: z.string().min(1).optional(),
  PAYSHEET_USER_POOL_ISSUER: z.url().optional(),
});
export type ChannelEnvironment = z.input<typeof channelEnvironmentSchema>;
