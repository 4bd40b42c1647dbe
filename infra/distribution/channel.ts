import { Duration } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { NamedPointsApi } from "../../domain/payout/named-points-api.ts";
import type { ChannelEnvironment } from "../../lambdas/channel/environment.ts";
import { changedPolicyOf } from "../changed-policy.ts";
import type { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { type Environment, ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../data/data-stack.ts";
import type { SignIn } from "../edge/sign-in.ts";
import type { SlackSecret } from "./operator-secrets.ts";

/** What every function that posts to the Slack channel needs. */
export interface ChannelProps {
  readonly stage: string;
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly pageUrl: string;
  readonly signIn: SignIn;
  readonly slackSecret: SlackSecret;
  /** Takes what could not be posted to Slack; one queue for all, as one alarm covers it. */
  readonly untold: DeadLetterQueue;
}

/** The part of a function's environment that notifying takes. */
export function channelEnvironment({
  stage,
  config,
  data,
  pageUrl,
  signIn,
  slackSecret,
}: ChannelProps): ChannelEnvironment {
  const { directory, issuer } = signIn;
  const { channel, mentions, reminderMinutes } = config.slack;
  return {
    PAYSHEET_STAGE: stage,
    PAYSHEET_TABLE: data.table.tableName,
    PAYSHEET_BUCKET: data.bucket.bucketName,
    PAYSHEET_SLACK_SECRET_ID: slackSecret.secretArn,
    PAYSHEET_SLACK_CHANNEL: channel,
    PAYSHEET_SLACK_MENTIONS: mentions.join(" "),
    PAYSHEET_REMINDER_MINUTES: String(reminderMinutes),
    PAYSHEET_LANGUAGE: config.language,
    PAYSHEET_POINTS_APIS: namedPointsApisOf(config),
    PAYSHEET_PAGE_URL: pageUrl,
    PAYSHEET_POLICY: changedPolicyOf(config),
    PAYSHEET_USER_POOL_ID: directory?.userPoolId,
    PAYSHEET_USER_POOL_ISSUER: directory && issuer,
  };
}

/** JSON of what is told of the stage's points APIs; undefined where there is one without a name. */
export function namedPointsApisOf({ pointsApis }: StageConfig): string | undefined {
  const named = pointsApis.flatMap(
    ({ named, channel, approvalAbovePoints, description }): NamedPointsApi[] => {
      if (named === undefined) return [];
      const { ratePerSecond } = description.limits;
      const takesBack = description.reverse === undefined ? undefined : true;
      return [{ ...named, ratePerSecond, channel, approvalAbovePoints, takesBack }];
    },
  );
  return named.length === 0 ? undefined : JSON.stringify(named);
}

/**
 * Allows what notifying takes: the payout, its check and ledger, the result workbook, the bot token, and
 * whether those who stand for a payout are still in the stage's own user pool.
 */
export function allowNotifying<E extends Environment>(
  notifier: ServiceFunction<E>,
  { data, slackSecret, signIn: { directory } }: ChannelProps,
): void {
  data.table.allow(notifier, {
    items: ["GetItem", "PutItem", "Query"],
    // A reminder also says whether the payout would be paid: that is decided by other payouts.
    indexes: ["byState", "byUser"],
  });
  data.bucket.allow(notifier, { checks: ["read"], results: ["read"] });
  slackSecret.allowRead(notifier);
  if (directory !== undefined) {
    notifier.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["cognito-idp:ListUsers", "cognito-idp:AdminListGroupsForUser"],
        resources: [directory.userPoolArn],
      }),
    );
  }
}

/** Brings the Slack channel up to date with a payout, whenever it is asked to. */
export class SlackNotifier extends Construct {
  readonly function: ServiceFunction<ChannelEnvironment>;

  constructor(scope: Construct, id: string, channel: ChannelProps) {
    super(scope, id);
    this.function = new ServiceFunction<ChannelEnvironment>(this, "Function", {
      description: "Brings the Slack channel up to date with a payout.",
      entry: "lambdas/slack-notifier/entry.ts",
      environment: channelEnvironment(channel),
      memoryMb: 512,
      timeout: Duration.minutes(2),
      config: channel.config,
      // The sweeper posts what ends there all the same, some minutes later.
      deadLetterQueue: channel.untold,
    });
    allowNotifying(this.function, channel);
  }

  /** Lets the grantee ask for it. */
  allowStart(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: [this.function.functionArn],
      }),
    );
  }
}
