import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription, LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { AlarmNotifierEnvironment } from "../../lambdas/alarm-notifier/environment.ts";
import type { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { SlackSecret } from "../distribution/operator-secrets.ts";

export interface AlarmTopicProps {
  readonly config: StageConfig;
  readonly slackSecret: SlackSecret;
  /** Takes alarms that could not be posted to Slack. */
  readonly untold: DeadLetterQueue;
}

/** Sends alarms to the Slack channel, and to an e-mail address that works even when Slack fails. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly notifier: ServiceFunction<AlarmNotifierEnvironment>;

  constructor(scope: Construct, id: string, { config, slackSecret, untold }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, "Topic", { enforceSSL: true, masterKey: this.createKey() });
    this.allowAlarms();
    this.notifier = new ServiceFunction<AlarmNotifierEnvironment>(this, "Function", {
      description: "Tells the Slack channel of alarms.",
      entry: "lambdas/alarm-notifier/entry.ts",
      environment: {
        PAYSHEET_SLACK_SECRET_ID: slackSecret.secretArn,
        PAYSHEET_SLACK_CHANNEL: config.slack.channel,
        PAYSHEET_LANGUAGE: config.language,
      },
      memoryMb: 256,
      timeout: Duration.minutes(1),
      config,
      deadLetterQueue: untold,
    });
    slackSecret.allowRead(this.notifier);
    this.topic.addSubscription(new LambdaSubscription(this.notifier));
    const { email } = config.alarms;
    if (email !== undefined) this.topic.addSubscription(new EmailSubscription(email));
  }

  /** A key of our own, as CloudWatch may not use the one that SNS has for every account. */
  private createKey(): Key {
    const key = new Key(this, "Key", {
      description: "Encrypts what alarms say until it is told.",
      enableKeyRotation: true,
      // Nothing is kept under it.
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        // A key's policy is about that key. Whose alarms come here the topic's policy says.
        resources: ["*"],
      }),
    );
    return key;
  }

  /** A topic that refuses plain HTTP has a policy, which replaces the one that SNS has by default. */
  private allowAlarms(): void {
    const { account } = Stack.of(this);
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        // Else another account's alarm could be announced here (confused deputy).
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
  }
}
