import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type IGrantable, Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Alias } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { DistributeEnvironment } from "../../lambdas/distribute/environment.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import type { OperatorSecret } from "../constructs/operator-secret.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import type { PayoutSchedules } from "./payout-schedules.ts";

export interface DistributeProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly schedules: PayoutSchedules;
  readonly slackSecret: OperatorSecret;
  /** Undefined where the points API asks for no credentials. */
  readonly pointsApiSecret: OperatorSecret | undefined;
}

/** Pays payouts: a durable function, started through its alias `live` only. */
export class Distribute extends Construct {
  readonly live: Alias;
  /** Of the function itself, which is what events of its executions begin with. */
  readonly functionArn: string;

  constructor(scope: Construct, id: string, props: DistributeProps) {
    super(scope, id);
    const distribute = this.createFunction(props);
    const checkpoints = this.allowCheckpoints(distribute);
    allowUses(distribute, props);

    this.live = distribute.addAlias("live", {
      // As long as a schedule tries: a payout that could not start by then is a person's to look at.
      maxEventAge: Duration.hours(1),
    });
    this.live.node.addDependency(checkpoints);
    this.functionArn = distribute.functionArn;
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

  private createFunction(props: DistributeProps): ServiceFunction<DistributeEnvironment> {
    const { config, data, schedules, slackSecret } = props;
    return new ServiceFunction<DistributeEnvironment>(this, "Function", {
      description: "Pays a payout, reports it, and deletes its schedule.",
      entry: "lambdas/distribute/entry.ts",
      environment: {
        PAYSHEET_TABLE: data.table.tableName,
        PAYSHEET_BUCKET: data.bucket.bucketName,
        PAYSHEET_SCHEDULE_GROUP: schedules.group.scheduleGroupName,
        PAYSHEET_POINTS_API: JSON.stringify(config.pointsApi),
        PAYSHEET_SLACK_SECRET_ID: slackSecret.secretArn,
        PAYSHEET_SLACK_CHANNEL: config.slack.channel,
        PAYSHEET_LANGUAGE: config.language,
        PAYSHEET_TIME_ZONE: config.timeZone,
        PAYSHEET_PAGE_URL: config.pageUrl,
      },
      memoryMb: 1769,
      timeout: Duration.minutes(15),
      logRetentionDays: config.logRetentionDays,
      durableConfig: {
        // Longer than an outage that halts a payout, and than any sheet takes to pay.
        executionTimeout: Duration.days(7),
        retentionPeriod: Duration.days(30),
      },
      // Executions that began under a version go on under it: no deploy may take it away.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      // A firing here began to pay and could not end: nothing starts it again by itself.
      deadLetterQueue: new DeadLetterQueue(this, "Failed"),
    });
  }

  /** A policy apart from the role's own: it names the function, which waits for its role. */
  private allowCheckpoints(distribute: ServiceFunction<DistributeEnvironment>): Policy {
    const policy = new Policy(this, "Checkpoints", {
      statements: [
        new PolicyStatement({
          actions: ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"],
          // Executions lie below versions: an ARN without a qualifier would match none of them.
          resources: [`${distribute.functionArn}:*`],
        }),
      ],
    });
    distribute.role?.attachInlinePolicy(policy);
    return policy;
  }
}

function allowUses(
  distribute: ServiceFunction<DistributeEnvironment>,
  { data, schedules, slackSecret, pointsApiSecret }: DistributeProps,
): void {
  data.bucket.allow(distribute, {
    sheets: ["readVersion"],
    chunks: ["read", "write"],
    results: ["writeInParts"],
  });
  data.table.allow(distribute, { items: ["GetItem", "PutItem", "UpdateItem", "Query"] });
  schedules.allow(distribute, ["DeleteSchedule"]);
  const secrets = pointsApiSecret === undefined ? [slackSecret] : [slackSecret, pointsApiSecret];
  distribute.addToRolePolicy(
    new PolicyStatement({
      actions: ["secretsmanager:GetSecretValue"],
      resources: secrets.map((secret) => secret.secretArn),
    }),
  );
}
