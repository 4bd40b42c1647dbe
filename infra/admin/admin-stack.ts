import { createHash } from "node:crypto";
import { Duration, Lazy, Stack, type StackProps, Stage } from "aws-cdk-lib";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { AdminApiEnvironment } from "../../admin-api/environment.ts";
import type { StageConfig } from "../../config/stage-config.ts";
import { optional } from "../../domain/optional.ts";
import { changedPolicyOf } from "../changed-policy.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import { namedPointsApisOf } from "../distribution/channel.ts";
import { columnsOf } from "../distribution/columns.ts";
import type { DistributionStack } from "../distribution/distribution-stack.ts";
import type { EdgeStack } from "../edge/edge-stack.ts";
import { AdminRoutes } from "./admin-routes.ts";
import { ApiStage } from "./api-stage.ts";
import { pacesOf } from "./pace.ts";

export interface AdminStackProps extends StackProps {
  readonly stage: string;
  readonly config: StageConfig;
  readonly edge: EdgeStack;
  readonly data: DataStack;
  readonly distribution: DistributionStack;
}

/** What people call: the admin API, behind sign-in. */
export class AdminStack extends Stack {
  readonly function: ServiceFunction<AdminApiEnvironment>;

  constructor(scope: Construct, id: string, props: AdminStackProps) {
    const { stage, config, edge, data, distribution, ...stackProps } = props;
    super(scope, id, stackProps);
    const { schedules, distribute, slackNotifier, slackSecret } = distribution;
    const pointsApiSecrets = distribution.pointsApis.flatMap(({ secret }) => secret ?? []);
    const { signIn } = edge;

    const adminApi = new ServiceFunction<AdminApiEnvironment>(this, "Function", {
      description: "The admin API.",
      entry: "admin-api/entry.ts",
      environment: {
        PAYSHEET_TABLE: data.table.tableName,
        PAYSHEET_BUCKET: data.bucket.bucketName,
        PAYSHEET_SCHEDULE_GROUP: schedules.group.scheduleGroupName,
        PAYSHEET_DISTRIBUTE_ARN: distribute.live.functionArn,
        PAYSHEET_TELL_ARN: slackNotifier.function.functionArn,
        PAYSHEET_SCHEDULER_ROLE_ARN: schedules.firingRole.roleArn,
        PAYSHEET_SCHEDULER_DLQ_ARN: schedules.undelivered.queueArn,
        PAYSHEET_OIDC_ISSUER: signIn.issuer,
        PAYSHEET_OIDC_AUDIENCE: signIn.audience,
        PAYSHEET_ROLES_CLAIM: signIn.rolesClaim,
        PAYSHEET_NAME_CLAIM: signIn.nameClaim,
        PAYSHEET_OIDC_EMAILS: signIn.emails,
        PAYSHEET_OIDC_TOKEN_TYPE: signIn.tokenType,
        PAYSHEET_STAGE: stage,
        PAYSHEET_SLACK_SECRET_ID: slackSecret.secretArn,
        PAYSHEET_EDGE_SECRET_ID: edge.edgeSecret.secretArn,
        PAYSHEET_USER_ID_KEY_SECRET_ID: data.userIdKey.secretArn,
        PAYSHEET_POINTS_API_SECRET_ID:
          pointsApiSecrets.length === 0
            ? undefined
            : pointsApiSecrets.map(({ secretArn }) => secretArn).join(" "),
        PAYSHEET_DEPLOYMENT: Lazy.string({ produce: () => deploymentOf(config, this) }),
        PAYSHEET_PAGE_URL: edge.pageUrl,
        PAYSHEET_POLICY: changedPolicyOf(config),
        PAYSHEET_LANGUAGE: config.language,
        PAYSHEET_POINTS_RATE_PER_SECOND: String(
          config.pointsApis[0].description.limits.ratePerSecond,
        ),
        PAYSHEET_POINTS_APIS: namedPointsApisOf(config),
        PAYSHEET_POINTS_TAKEN_BACK:
          config.pointsApis[0].description.reverse === undefined ? undefined : "true",
        PAYSHEET_COLUMNS: columnsOf(config),
        PAYSHEET_POINTS_PACES: pacesOf(config),
      },
      memoryMb: 1024,
      // API Gateway gives up after 30 s.
      timeout: Duration.seconds(29),
      config,
      ...optional("reservedConcurrentExecutions", config.reservedConcurrency.adminApi),
    });
    data.bucket.allow(adminApi, {
      sheets: ["readVersion", "write"],
      checks: ["read", "write"],
      problems: ["read"],
      chunks: ["read"],
      results: ["read"],
    });
    data.table.allow(adminApi, {
      items: ["GetItem", "PutItem", "UpdateItem", "Query", "DescribeTable"],
      indexes: ["byTime", "byState", "byUser", "open"],
    });
    schedules.allow(adminApi, ["CreateSchedule", "GetSchedule", "DeleteSchedule"]);
    distribute.allowStart(adminApi);
    slackNotifier.allowStart(adminApi);
    slackSecret.allowRead(adminApi);
    edge.edgeSecret.allowRead(adminApi);
    data.userIdKey.allowRead(adminApi);
    for (const secret of [slackSecret, ...pointsApiSecrets]) secret.allowDescribe(adminApi);

    this.function = adminApi;
    const { api } = edge;
    const routes = new AdminRoutes(this, "Routes", { api, signIn, adminApi });
    new ApiStage(this, "Stage", { stage, config, api, routes });
  }
}

/**
 * Names the deployment that `scope` is a part of by what it is: its configuration and the code of
 * its functions, in whichever stack. The same twice is the same deployment; any change of either is
 * another, which a smoke test is to prove. Known once all of them are made.
 */
function deploymentOf(config: StageConfig, scope: Construct): string {
  const functions = Stage.of(scope)
    ?.node.findAll()
    .filter((construct) => construct instanceof ServiceFunction);
  const codes = functions?.map(({ node, stack }) => {
    const { defaultChild } = node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error(`${node.path} has no code.`);
    return stack.resolve(defaultChild.code);
  });
  const content = JSON.stringify([config, codes]);
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
