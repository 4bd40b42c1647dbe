import { CfnResource, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Bucket, EventType } from "aws-cdk-lib/aws-s3";
import { SqsDestination } from "aws-cdk-lib/aws-s3-notifications";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { CheckSheetEnvironment } from "../../lambdas/check-sheet/environment.ts";
import { changedPolicyOf } from "../changed-policy.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import { columnsOf } from "./columns.ts";
import type { Distribute } from "./distribute.ts";

export interface CheckSheetProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly distribute: Distribute;
}

/** What a check may take; a million rows, half of them wrong, take a quarter of a minute. */
const TIMEOUT = Duration.minutes(2);
/** So many checks at once, and never more: a new account runs ten functions, and payouts are among them. */
const MAX_CONCURRENCY = 4;
const MAX_TRIES = 3;

/** CDK's function that configures the bucket's notifications, by its id in the stack. */
const NOTIFICATIONS_HANDLER = "BucketNotificationsHandler050a0587b7544547bf325f094a3db834";

/** Checks every sheet as it is uploaded, a few at a time. */
export class CheckSheet extends Construct {
  readonly function: ServiceFunction<CheckSheetEnvironment>;
  readonly unchecked: DeadLetterQueue;

  constructor(scope: Construct, id: string, { config, data, distribute }: CheckSheetProps) {
    super(scope, id);
    const { bucket, table } = data;
    // A sheet here was never checked: its payout would stay in `checking`.
    this.unchecked = new DeadLetterQueue(this, "Unchecked");
    const uploads = this.createUploads();
    this.function = new ServiceFunction<CheckSheetEnvironment>(this, "Function", {
      description: "Checks a sheet when it is uploaded.",
      entry: "lambdas/check-sheet/entry.ts",
      environment: {
        PAYSHEET_TABLE: table.tableName,
        PAYSHEET_BUCKET: bucket.bucketName,
        PAYSHEET_POLICY: changedPolicyOf(config),
        PAYSHEET_LANGUAGE: config.language,
        PAYSHEET_COLUMNS: columnsOf(config),
        PAYSHEET_DISTRIBUTE_ARN: distribute.live.functionArn,
      },
      // A whole core: reading a sheet of a million rows is work for the processor alone.
      memoryMb: 1769,
      timeout: TIMEOUT,
      config,
    });
    this.function.addEventSource(
      new SqsEventSource(uploads, {
        // One sheet an invocation: a large one keeps no other waiting.
        batchSize: 1,
        maxConcurrency: MAX_CONCURRENCY,
        reportBatchItemFailures: true,
      }),
    );
    bucket.allow(this.function, {
      sheets: ["readVersion"],
      checks: ["read", "write"],
      problems: ["write"],
    });
    distribute.allowStart(this.function);
    // A sheet is compared with what was paid recently.
    table.allow(this.function, {
      items: ["GetItem", "PutItem", "UpdateItem"],
      indexes: ["byState"],
    });

    // By its name: through the bucket itself the data stack would depend on this one as well.
    const sheets = Bucket.fromBucketName(this, "Sheets", bucket.bucketName);
    sheets.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(uploads), {
      prefix: "sheets/",
    });
    this.manageNotifications(config.logRetentionDays);
  }

  /**
   * CDK's own function for notifications: gives it a log group of the stack's, which ends with it and
   * keeps nothing for longer than other logs. CDK has no option for it, and Lambda would make one that
   * is kept for ever.
   */
  private manageNotifications(retention: RetentionDays): void {
    const stack = Stack.of(this);
    const notifications = stack.node.findChild(NOTIFICATIONS_HANDLER);
    const handler = notifications.node.findChild("Resource");
    if (!CfnResource.isCfnResource(handler)) {
      throw new Error(`${NOTIFICATIONS_HANDLER} is no function any more.`);
    }
    const log = new LogGroup(stack, "NotificationsLog", {
      retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    handler.addPropertyOverride("LoggingConfig", { LogGroup: log.logGroupName });
    Validations.of(notifications).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]`,
      reason:
        "CDK's own function, which runs while deploying only; the policy lets it write its log.",
    });
  }

  /** S3's notifications of new sheets, until each is checked. */
  private createUploads(): Queue {
    return new Queue(this, "Uploads", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's, as AWS advises: a message may wait for its turn while it is hidden.
      // An upload whose check died comes again when that check counts as dead, and not before.
      visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.unchecked, maxReceiveCount: MAX_TRIES },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
