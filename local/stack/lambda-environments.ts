import { type AdminApiEnvironment, writePaces } from "../../admin-api/environment.ts";
import type { AlarmNotifierEnvironment } from "../../lambdas/alarm-notifier/environment.ts";
import type { ChannelEnvironment } from "../../lambdas/channel/environment.ts";
import { type CheckSheetEnvironment, writeColumns } from "../../lambdas/check-sheet/environment.ts";
import { type DistributeEnvironment, variablesOf } from "../../lambdas/distribute/environment.ts";
import type { KeptRefreshToken, SweeperEnvironment } from "../../lambdas/sweeper/environment.ts";
import {
  BUCKET,
  credentialsOf,
  DISTRIBUTE_ARN,
  FUNCTIONS,
  OIDC_AUDIENCE,
  REGION,
  SCHEDULE_GROUP,
  SCHEDULER_DLQ_ARN,
  SCHEDULER_ROLE_ARN,
  SLACK_SECRET_ID,
  TABLE,
  USER_ID_KEY_SECRET_ID,
  USER_POOL_ID,
} from "./account.ts";
import { columnsOf, type StackPointsApi, secretIdOf } from "./stack-points-api.ts";
import type { StackSettings } from "./stack-settings.ts";

/** Where the parts that the functions talk to listen. */
export interface StackAddresses {
  readonly s3: string;
  readonly dynamoDb: string;
  readonly scheduler: string;
  readonly secrets: string;
  readonly cognito: string;
  readonly pointsApis: readonly StackPointsApi[];
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
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: at.cognito,
  };
  const { pointsApis } = at;
  const named = pointsApis.flatMap((pointsApi) => pointsApi.named ?? []);
  const pointsApisJson = named.length === 0 ? undefined : JSON.stringify(named);
  const secretIds = pointsApis.flatMap((pointsApi, index) => secretIdOf(pointsApi, index) ?? []);
  const policy = JSON.stringify(settings.policy);
  const columns = writeColumns(pointsApis.map(columnsOf));
  const stores = { PAYSHEET_TABLE: TABLE, PAYSHEET_BUCKET: BUCKET };
  const checkSheet: CheckSheetEnvironment = {
    ...stores,
    PAYSHEET_LANGUAGE: settings.language,
    PAYSHEET_POLICY: policy,
    PAYSHEET_COLUMNS: columns,
    PAYSHEET_DISTRIBUTE_ARN: DISTRIBUTE_ARN,
  };
  const slackNotifier: ChannelEnvironment = {
    ...stores,
    PAYSHEET_SLACK_SECRET_ID: SLACK_SECRET_ID,
    PAYSHEET_SLACK_CHANNEL: settings.slackChannel,
    PAYSHEET_SLACK_API_URL: at.slackApi,
    PAYSHEET_LANGUAGE: settings.language,
    PAYSHEET_PAGE_URL: at.page,
    PAYSHEET_POINTS_APIS: pointsApisJson,
    PAYSHEET_POLICY: policy,
    PAYSHEET_USER_POOL_ID: USER_POOL_ID,
    PAYSHEET_USER_POOL_ISSUER: at.issuer,
  };
  const sweeper: SweeperEnvironment = {
    ...slackNotifier,
    PAYSHEET_DISTRIBUTE_FUNCTION: FUNCTIONS.distribute,
    PAYSHEET_DISTRIBUTE_ARN: DISTRIBUTE_ARN,
    PAYSHEET_REFRESH_TOKEN: keptRefreshTokens(pointsApis),
  };
  const distribute: DistributeEnvironment = {
    ...slackNotifier,
    PAYSHEET_SCHEDULE_GROUP: SCHEDULE_GROUP,
    ...pointsApiVariables(pointsApis),
    PAYSHEET_TIME_ZONE: settings.policy.defaultTimeZone,
    PAYSHEET_YIELD_MARGIN_MS: settings.distribute.yieldMarginMs?.toString(),
    PAYSHEET_LEASE_TTL_MS: settings.distribute.leaseTtlMs?.toString(),
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
    PAYSHEET_OIDC_TOKEN_TYPE: "at+jwt",
    PAYSHEET_NAME_CLAIM: "name",
    PAYSHEET_USER_ID_KEY_SECRET_ID: USER_ID_KEY_SECRET_ID,
    PAYSHEET_POLICY: policy,
    PAYSHEET_LANGUAGE: settings.language,
    PAYSHEET_POINTS_RATE_PER_SECOND: pointsApis[0]?.ratePerSecond.toString(),
    PAYSHEET_POINTS_APIS: pointsApisJson,
    PAYSHEET_POINTS_TAKEN_BACK: pointsApis.slice(0, 1).some(takesBack) ? "true" : undefined,
    PAYSHEET_COLUMNS: columns,
    PAYSHEET_POINTS_PACES: writePaces(pointsApis.map(paceOf)),
    PAYSHEET_DEPLOYMENT: settings.deployment,
    PAYSHEET_POINTS_API_SECRET_ID: secretIds.length === 0 ? undefined : secretIds.join(" "),
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

function paceOf({ named, description: { findAccount, limits } }: StackPointsApi) {
  return {
    name: named?.name,
    callsPerPayment: findAccount && 2,
    callsPerDay: limits.dailyQuota?.calls,
    maintenance: limits.maintenance,
  };
}

function takesBack({ description }: StackPointsApi): boolean {
  return description.reverse !== undefined;
}

/** The options of each points API, as a deployment has them. */
function pointsApiVariables([byDefault, ...others]: readonly StackPointsApi[]) {
  const variables: Record<string, string | undefined> = {};
  for (const [index, pointsApi] of others.entries()) {
    const { options, secretId } = variablesOf(pointsApi.named?.name ?? "");
    variables[options] = JSON.stringify(pointsApi.options);
    variables[secretId] = secretIdOf(pointsApi, index + 1);
  }
  return {
    PAYSHEET_POINTS_API: JSON.stringify(byDefault?.options),
    PAYSHEET_POINTS_API_SECRET_ID: byDefault && secretIdOf(byDefault, 0),
    ...variables,
  };
}

function keptRefreshTokens(pointsApis: readonly StackPointsApi[]): string | undefined {
  const kept = pointsApis.flatMap((pointsApi, index): KeptRefreshToken[] => {
    const { credentials } = pointsApi.description;
    const secretId = secretIdOf(pointsApi, index);
    if (credentials.kind !== "refresh_token" || secretId === undefined) return [];
    const { tokenUrl, clientAuth, refreshTokenLifeMs } = credentials;
    return [{ secretId, tokenUrl, clientAuth, refreshTokenLifeMs }];
  });
  return kept.length === 0 ? undefined : JSON.stringify(kept);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that are set; what is not given is left to the schema's default. */
function withoutUndefined(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
