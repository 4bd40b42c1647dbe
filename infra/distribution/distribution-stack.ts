import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import type { DataStack } from "../data/data-stack.ts";
import type { SignIn } from "../edge/sign-in.ts";
import { SlackNotifier } from "./channel.ts";
import { CheckSheet } from "./check-sheet.ts";
import { Distribute } from "./distribute.ts";
import {
  createPointsApiSecrets,
  type PointsApiWithSecret,
  SlackSecret,
} from "./operator-secrets.ts";
import { PayoutSchedules } from "./payout-schedules.ts";
import { Sweeper } from "./sweeper.ts";

export interface DistributionStackProps extends StackProps {
  readonly stage: string;
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly pageUrl: string;
  readonly signIn: SignIn;
}

/** Checks sheets as they arrive, pays payouts when their schedules fire, and finds those that stop. */
export class DistributionStack extends Stack {
  readonly schedules: PayoutSchedules;
  readonly checkSheet: CheckSheet;
  readonly distribute: Distribute;
  readonly slackNotifier: SlackNotifier;
  readonly sweeper: Sweeper;
  readonly slackSecret: SlackSecret;
  /** The default one first. */
  readonly pointsApis: readonly PointsApiWithSecret[];
  /** Takes what could not be posted to Slack, by whichever function. */
  readonly untold: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: DistributionStackProps) {
    const { stage, config, data, pageUrl, signIn, ...stackProps } = props;
    super(scope, id, stackProps);
    this.slackSecret = new SlackSecret(this, "SlackSecret", { stage });
    this.pointsApis = createPointsApiSecrets(this, "PointsApiSecret", config);
    this.untold = new DeadLetterQueue(this, "Untold");
    const { slackSecret, pointsApis, untold } = this;
    const channel = { stage, config, data, pageUrl, signIn, slackSecret, untold };

    this.schedules = new PayoutSchedules(this, "Schedules");
    this.distribute = new Distribute(this, "Distribute", {
      ...channel,
      schedules: this.schedules,
      pointsApis,
    });
    this.schedules.allowInvoke(this.distribute.live);
    const { distribute } = this;
    this.checkSheet = new CheckSheet(this, "CheckSheet", { config, data, distribute });
    this.slackNotifier = new SlackNotifier(this, "Tell", channel);
    this.sweeper = new Sweeper(this, "Watch", {
      ...channel,
      distribute,
      pointsApis,
    });

    new CfnOutput(this, "SlackSecretName", { value: this.slackSecret.secretName });
    for (const { secret } of pointsApis) {
      if (secret === undefined) continue;
      new CfnOutput(this, `${secret.node.id}Name`, { value: secret.secretName });
    }
  }
}
