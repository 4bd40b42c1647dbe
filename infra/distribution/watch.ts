import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { WatchEnvironment } from "../../lambdas/watch/environment.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import type { OperatorSecret } from "../constructs/operator-secret.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import type { Distribute } from "./distribute.ts";

export interface WatchProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly distribute: Distribute;
  readonly slackSecret: OperatorSecret;
}

/** Finds payouts that stopped short: at once when an execution dies, else within minutes. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    const watch = this.createFunction(props);
    props.data.table.allow(watch, {
      items: ["GetItem", "PutItem", "UpdateItem", "Query"],
      indexes: ["byState"],
    });
    watch.addToRolePolicy(
      new PolicyStatement({
        actions: ["secretsmanager:GetSecretValue"],
        resources: [props.slackSecret.secretArn],
      }),
    );
    const target = new LambdaFunction(watch);
    new Rule(this, "ExecutionDied", {
      description: "A distribution failed, timed out or was stopped.",
      eventPattern: {
        source: ["aws.lambda"],
        detailType: ["Durable Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "STOPPED"],
          functionArn: [{ prefix: props.distribute.functionArn }],
        },
      },
      targets: [target],
    });
    new Rule(this, "EveryFiveMinutes", {
      description: "Looks for payouts that nobody pays any more, or that never started.",
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [target],
    });
  }

  private createFunction({ config, data, slackSecret }: WatchProps) {
    return new ServiceFunction<WatchEnvironment>(this, "Function", {
      description: "Finds payouts that stopped short, and tells Slack.",
      entry: "lambdas/watch/entry.ts",
      environment: {
        PAYSHEET_TABLE: data.table.tableName,
        PAYSHEET_SLACK_SECRET_ID: slackSecret.secretArn,
        PAYSHEET_SLACK_CHANNEL: config.slack.channel,
        PAYSHEET_LANGUAGE: config.language,
        PAYSHEET_PAGE_URL: config.pageUrl,
      },
      memoryMb: 512,
      timeout: Duration.minutes(2),
      logRetentionDays: config.logRetentionDays,
      // A look that failed; the next one comes in five minutes, a dead execution's event does not.
      deadLetterQueue: new DeadLetterQueue(this, "Unseen"),
    });
  }
}
