import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import { type IGrantable, Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Alias } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { optional } from "../../domain/optional.ts";
import { type DistributeEnvironment, variablesOf } from "../../lambdas/distribute/environment.ts";
import { answerWildcard } from "../constructs/answer-wildcard.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { placeInNetwork } from "../constructs/place-in-network.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowNotifying, type ChannelProps, channelEnvironment } from "./channel.ts";
import { type PointsApiWithSecret, refreshTokenOf } from "./operator-secrets.ts";
import type { PayoutSchedules } from "./payout-schedules.ts";

export interface DistributeProps extends ChannelProps {
  readonly schedules: PayoutSchedules;
  /** The default one first. */
  readonly pointsApis: readonly PointsApiWithSecret[];
}

/** Pays payouts: a durable function, started through its alias `live` only. */
export class Distribute extends Construct {
  readonly function: ServiceFunction<DistributeEnvironment>;
  readonly live: Alias;
  readonly failed: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: DistributeProps) {
    super(scope, id);
    const { network, rollout } = props.config;
    // A firing here could not be processed, or not to its end: nothing starts it again by itself.
    this.failed = new DeadLetterQueue(this, "Failed");
    this.function = this.createFunction(props);
    const itself = this.allowItself();
    allowUses(this.function, props);
    if (network !== undefined) placeInNetwork(this.function, network);

    this.live = this.function.addAlias("live", {
      // As long as a schedule tries: a payout that could not start by then is a person's to look at.
      maxEventAge: Duration.hours(1),
    });
    this.live.node.addDependency(itself);
    if (rollout === "canary") new Rollout(this, "Rollout", this.live);
  }

  /** Lets the grantee start a run that no schedule starts, through the alias only. */
  allowStart(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: [this.live.functionArn],
      }),
    );
  }

  /** Lets the grantee ask which of its executions are running. */
  allowListExecutions(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["lambda:ListDurableExecutionsByFunction"],
        resources: [this.function.functionArn],
      }),
    );
  }

  private createFunction(props: DistributeProps): ServiceFunction<DistributeEnvironment> {
    const { config, schedules, pointsApis } = props;
    return new ServiceFunction<DistributeEnvironment>(this, "Function", {
      description: "Pays a payout, reports it, and deletes its schedule.",
      entry: "lambdas/distribute/entry.ts",
      environment: {
        ...channelEnvironment(props),
        PAYSHEET_SCHEDULE_GROUP: schedules.group.scheduleGroupName,
        ...pointsApiEnvironment(pointsApis),
        PAYSHEET_TIME_ZONE: config.timeZone,
      },
      memoryMb: 1769,
      timeout: Duration.minutes(15),
      config,
      durableConfig: {
        // Longer than an outage that halts a payout, and than any sheet takes to pay.
        executionTimeout: Duration.days(7),
        retentionPeriod: Duration.days(30),
      },
      // Executions that began under a version go on under it: no deploy may take it away, not even
      // one that is rolled back after its canary has begun to pay.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      deadLetterQueue: this.failed,
      ...optional("reservedConcurrentExecutions", config.reservedConcurrency.distribute),
    });
  }

  /** A policy apart from the role's own: it names the function, which waits for its role. */
  private allowItself(): Policy {
    // Executions lie below versions: an ARN without a qualifier would match none of them.
    const executions = `${this.function.functionArn}:*`;
    const policy = new Policy(this, "Itself", {
      statements: [
        new PolicyStatement({
          actions: [
            "lambda:CheckpointDurableExecution",
            "lambda:GetDurableExecutionState",
            // A payout that one worker is too slow for is paid by executions of their own; what was
            // completed is compared with the points API's books by another.
            "lambda:InvokeFunction",
          ],
          resources: [executions],
        }),
      ],
    });
    answerWildcard(policy, executions, "Its own executions alone, under whichever version.");
    this.function.serviceRole.attachInlinePolicy(policy);
    return policy;
  }
}

function allowUses(
  distribute: ServiceFunction<DistributeEnvironment>,
  { schedules, pointsApis, ...channel }: DistributeProps,
): void {
  allowNotifying(distribute, channel);
  channel.data.table.allow(distribute, {
    items: ["UpdateItem", "PartiQLInsert", "PartiQLUpdate", "DescribeTable"],
    // Who is erased is looked for in every payout; the oldest tells a table that was copied.
    indexes: ["byTime"],
  });
  channel.data.bucket.allow(distribute, {
    sheets: ["readVersion", "deleteVersions"],
    checks: ["write", "deleteVersions"],
    // The sheets of which some users are missing, marked.
    problems: ["write", "deleteVersions"],
    chunks: ["read", "write", "deleteVersions"],
    results: ["writeInParts", "deleteVersions"],
  });
  schedules.allow(distribute, ["DeleteSchedule"]);
  for (const { pointsApi, secret } of pointsApis) {
    secret?.allowRead(distribute);
    if (refreshTokenOf(pointsApi) !== undefined) secret?.allowPut(distribute);
  }
}

/** The options of each points API, those of the default one under the names that all deployments have. */
function pointsApiEnvironment([byDefault, ...others]: readonly PointsApiWithSecret[]) {
  const variables: Record<string, string | undefined> = {};
  for (const { pointsApi, secret } of others) {
    const { options, secretId } = variablesOf(pointsApi.named?.name ?? "");
    variables[options] = JSON.stringify(pointsApi.given);
    variables[secretId] = secret && pointsApi.secretName;
  }
  return {
    PAYSHEET_POINTS_API: JSON.stringify(byDefault?.pointsApi.given),
    PAYSHEET_POINTS_API_SECRET_ID: byDefault?.secret && byDefault.pointsApi.secretName,
    ...variables,
  };
}

const CODEDEPLOY_POLICY =
  "arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited";

/**
 * Moves an alias to a new version in two steps: a tenth of what starts in the first five minutes,
 * then all, or back when an invocation fails meanwhile. Executions that began stay on the version
 * they began with, whatever the alias does.
 */
class Rollout extends Construct {
  constructor(scope: Construct, id: string, alias: Alias) {
    super(scope, id);
    // For CodeDeploy alone; the alarms for people are in infra/monitoring/.
    const failing = new Alarm(this, "Failing", {
      alarmDescription: "Takes a new version of distribute back while it is being rolled out.",
      metric: alias.metricErrors({ period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const group = new LambdaDeploymentGroup(this, "Group", {
      alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [failing],
    });
    Validations.of(group).acknowledge({
      id: `AwsSolutions-IAM4[Policy::${CODEDEPLOY_POLICY}]`,
      reason:
        "AWS's own list of what CodeDeploy needs to move an alias; only CodeDeploy takes it on.",
    });
  }
}
