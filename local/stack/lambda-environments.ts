import type { AdminApiEnvironment } from "../../admin-api/environment.ts";
import type { AlarmNotifierEnvironment } from "../../lambdas/alarm-notifier/environment.ts";
import type { ChannelEnvironment } from "../../lambdas/channel/environment.ts";
import type { CheckSheetEnvironment } from "../../lambdas/check-sheet/environment.ts";
import type { DistributeEnvironment } from "../../lambdas/distribute/environment.ts";
import type { SweeperEnvironment } from "../../lambdas/sweeper/environment.ts";
import {
  BUCKET,
  credentialsOf,
  DISTRIBUTE_ARN,
  FUNCTIONS,
  OIDC_AUDIENCE,
  POINTS_API_SECRET_ID,
  REGION,
  SCHEDULE_GROUP,
  SCHEDULER_DLQ_ARN,
  SCHEDULER_ROLE_ARN,
  SLACK_SECRET_ID,
  TABLE,
} from "./account.ts";
import { pointsApiOfStack } from "./points-api-of-stack.ts";
import type { StackSettings } from "./stack-settings.ts";

/** Where the parts that the functions talk to listen. */
export interface StackAddresses {
  readonly s3: string;
  readonly dynamoDb: string;
  readonly scheduler: string;
  readonly secrets: string;
  readonly points: string;
  readonly slackApi: string;
  readonly issuer: string;
  readonly page: string;
}

/** The environment of each function, typed by the schema that its code parses. */
export function lambdaEnvironments(settings: StackSettings, at: StackAddresses) {
  const aws = {
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_S3: at.s3,
    AWS_ENDPOINT_URL_DYNAMODB: at.dynamoDb,
    AWS_ENDPOINT_URL_SCHEDULER: at.scheduler,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: at.secrets,
  };
  const pointsApiSecretId =
    settings.pointsApiSecret === undefined ? undefined : POINTS_API_SECRET_ID;
  const stores = { PAYSHEET_TABLE: TABLE, PAYSHEET_BUCKET: BUCKET };
  const checkSheet: CheckSheetEnvironment = { ...stores, PAYSHEET_LANGUAGE: settings.language };
  const slackNotifier: ChannelEnvironment = {
    ...stores,
    PAYSHEET_SLACK_SECRET_ID: SLACK_SECRET_ID,
    PAYSHEET_SLACK_CHANNEL: settings.slackChannel,
    PAYSHEET_SLACK_API_URL: at.slackApi,
    PAYSHEET_LANGUAGE: settings.language,
    PAYSHEET_PAGE_URL: at.page,
  };
  const sweeper: SweeperEnvironment = {
    ...slackNotifier,
    PAYSHEET_DISTRIBUTE_FUNCTION: FUNCTIONS.distribute,
  };
  const distribute: DistributeEnvironment = {
    ...slackNotifier,
    PAYSHEET_SCHEDULE_GROUP: SCHEDULE_GROUP,
    PAYSHEET_POINTS_API:
      settings.pointsApi ?? JSON.stringify(pointsApiOfStack(at.points, settings)),
    PAYSHEET_POINTS_API_SECRET_ID: pointsApiSecretId,
    PAYSHEET_YIELD_MARGIN_MS: String(settings.distribute.yieldMarginMs),
    PAYSHEET_LEASE_TTL_MS: String(settings.distribute.leaseTtlMs),
  };
  const adminApi: AdminApiEnvironment = {
    ...stores,
    PAYSHEET_SCHEDULE_GROUP: SCHEDULE_GROUP,
    PAYSHEET_DISTRIBUTE_ARN: DISTRIBUTE_ARN,
    PAYSHEET_TELL_ARN: FUNCTIONS.slackNotifier,
    PAYSHEET_SCHEDULER_ROLE_ARN: SCHEDULER_ROLE_ARN,
    PAYSHEET_SCHEDULER_DLQ_ARN: SCHEDULER_DLQ_ARN,
    PAYSHEET_SLACK_SECRET_ID: SLACK_SECRET_ID,
    PAYSHEET_SLACK_API_URL: at.slackApi,
    PAYSHEET_PAGE_URL: at.page,
    PAYSHEET_OIDC_ISSUER: at.issuer,
    PAYSHEET_OIDC_AUDIENCE: OIDC_AUDIENCE,
    PAYSHEET_POLICY: JSON.stringify({ minLeadTimeMs: 1_000 }),
    PAYSHEET_LANGUAGE: settings.language,
    PAYSHEET_POINTS_RATE_PER_SECOND: String(settings.points.ratePerSecond),
    PAYSHEET_DEPLOYMENT: settings.deployment,
    PAYSHEET_POINTS_API_SECRET_ID: pointsApiSecretId,
  };
  const alarmNotifier: AlarmNotifierEnvironment = {
    PAYSHEET_SLACK_SECRET_ID: SLACK_SECRET_ID,
    PAYSHEET_SLACK_CHANNEL: settings.slackChannel,
    PAYSHEET_SLACK_API_URL: at.slackApi,
    PAYSHEET_LANGUAGE: settings.language,
  };
  const environmentOf = (name: keyof typeof FUNCTIONS, own: Environment) => {
    const { accessKeyId, secretAccessKey } = credentialsOf(FUNCTIONS[name]);
    const key = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    return { ...key, ...aws, ...withoutUndefined(own) };
  };
  return {
    checkSheet: environmentOf("checkSheet", checkSheet),
    distribute: environmentOf("distribute", distribute),
    adminApi: environmentOf("adminApi", adminApi),
    sweeper: environmentOf("sweeper", sweeper),
    slackNotifier: environmentOf("slackNotifier", slackNotifier),
    alarmNotifier: environmentOf("alarmNotifier", alarmNotifier),
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that are set; what is not given is left to the schema's default. */
function withoutUndefined(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
