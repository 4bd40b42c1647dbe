import * as z from "zod";
import { EMAIL_TRUST } from "../adapters/oidc/token-claims.ts";
import { LANGUAGES } from "../domain/language.ts";
import { columnsOfPointsApisJson } from "../domain/payout/columns-of-points-api.ts";
import { namedPointsApisJson } from "../domain/payout/named-points-api.ts";
import { type PointsApiPace, pointsApiPacesJson } from "../domain/report/points-api-pace.ts";

/** The header by which the edge, CloudFront, proves that a call came through it. */
export const EDGE_HEADER = "x-paysheet-edge";

/** What the admin API reads from its environment; the CDK stack is typed by it. */
export const adminApiEnvironmentSchema = z.object({
  PAYSHEET_TABLE: z.string().min(1),
  PAYSHEET_BUCKET: z.string().min(1),
  PAYSHEET_SCHEDULE_GROUP: z.string().min(1),
  /** Alias ARN of `distribute`, which schedules and a resume invoke. */
  PAYSHEET_DISTRIBUTE_ARN: z.string().min(1),
  /** The Slack notifier, which brings the channel up to date with a payout. */
  PAYSHEET_TELL_ARN: z.string().min(1),
  /** Role that EventBridge Scheduler takes on to invoke it. */
  PAYSHEET_SCHEDULER_ROLE_ARN: z.string().min(1),
  /** Queue that gets firings which could not be delivered. */
  PAYSHEET_SCHEDULER_DLQ_ARN: z.string().min(1),
  /** OpenID provider whose tokens are taken: issuer, audience, and the claim that holds roles. */
  PAYSHEET_OIDC_ISSUER: z.url(),
  PAYSHEET_OIDC_AUDIENCE: z.string().min(1),
  PAYSHEET_ROLES_CLAIM: z.string().min(1).default("roles"),
  /** The claim that holds the name by which people are shown; their subject is without it. */
  PAYSHEET_NAME_CLAIM: z.string().min(1).optional(),
  /** Which of the provider's e-mail addresses can be trusted; see `EMAIL_TRUST`. */
  PAYSHEET_OIDC_EMAILS: z.enum(EMAIL_TRUST).default("verified"),
  /** Set where the provider marks access tokens as such (RFC 9068): others are refused. */
  PAYSHEET_OIDC_TOKEN_TYPE: z.literal("at+jwt").optional(),
  /** Dimension of the metrics. */
  PAYSHEET_STAGE: z.string().min(1).default("local"),
  /** Secret that holds `{"botToken": "xoxb-…", "signingSecret": "…"}`; no buttons act without it. */
  PAYSHEET_SLACK_SECRET_ID: z.string().min(1).optional(),
  PAYSHEET_SLACK_API_URL: z.url().default("https://slack.com/api/"),
  /**
   * Secret whose values prove that a call came through the edge. Unset: there is no edge, and every
   * call is taken.
   */
  PAYSHEET_EDGE_SECRET_ID: z.string().min(1).optional(),
  /** Address of the admin page, for links in what Slack's users are answered. */
  PAYSHEET_PAGE_URL: z.url().optional(),
  /** Secret whose key hashes user ids, `{"key": "…"}`. */
  PAYSHEET_USER_ID_KEY_SECRET_ID: z.string().min(1),
  /** JSON of the policy's fields that differ from the defaults; see `policySchema`. */
  PAYSHEET_POLICY: z.string().default("{}"),
  PAYSHEET_LANGUAGE: z.enum(LANGUAGES).default("ko"),
  /**
   * Secrets of the points APIs' credentials, apart by spaces, which are never read here; absent where
   * none is asked for.
   */
  PAYSHEET_POINTS_API_SECRET_ID: z
    .string()
    .transform((ids) => ids.split(" "))
    .optional(),
  /** JSON of the points APIs that payouts may name; absent where there is one without a name. */
  PAYSHEET_POINTS_APIS: namedPointsApisJson.optional(),
  /** "true" where the points API without a name takes back what was paid by it. */
  PAYSHEET_POINTS_TAKEN_BACK: z.literal("true").optional(),
  /** JSON of the columns that points APIs take beside user, points and reason, if any does. */
  PAYSHEET_COLUMNS: columnsOfPointsApisJson.optional(),
  /** JSON of what makes paying by points APIs take longer than their rates say, if anything does. */
  PAYSHEET_POINTS_PACES: pointsApiPacesJson.optional(),
  /** Names the deployment, which a smoke test is to prove; without it there is nothing to prove. */
  PAYSHEET_DEPLOYMENT: z.string().min(1).optional(),
  /** Payments a second that the points API, or the default one, takes; forecasts are left out without it. */
  PAYSHEET_POINTS_RATE_PER_SECOND: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().positive())
    .optional(),
});
export type AdminApiEnvironment = z.input<typeof adminApiEnvironmentSchema>;

/** `PAYSHEET_POINTS_PACES` of points APIs, the default one first; undefined where the rate says it all. */
export function writePaces(all: readonly PointsApiPace[]): string | undefined {
  const says = ({ name: _, ...pace }: PointsApiPace) =>
    Object.values(pace).some((value) => value !== undefined);
  return all.some(says) ? JSON.stringify(all) : undefined;
}
