import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { DataStack } from "../data/data-stack.ts";
import { CheckSheet } from "./check-sheet.ts";
import { Distribute } from "./distribute.ts";
import { PayoutSchedules } from "./payout-schedules.ts";
import { createPointsApiSecret } from "./points-api-secret.ts";
import { SlackSecret } from "./slack-secret.ts";
import { Watch } from "./watch.ts";

export interface DistributionStackProps extends StackProps {
  readonly stage: string;
  readonly config: StageConfig;
  readonly data: DataStack;
}

/** What checks sheets as they arrive, pays payouts when their schedules fire, and watches over it. */
export class DistributionStack extends Stack {
  readonly schedules: PayoutSchedules;
  readonly distribute: Distribute;

  constructor(scope: Construct, id: string, props: DistributionStackProps) {
    const { stage, config, data, ...stackProps } = props;
    super(scope, id, stackProps);
    const slackSecret = new SlackSecret(this, "SlackSecret", { stage });
    const pointsApiSecret = createPointsApiSecret(this, "PointsApiSecret", { stage, config });

    this.schedules = new PayoutSchedules(this, "Schedules");
    new CheckSheet(this, "CheckSheet", { config, data });
    this.distribute = new Distribute(this, "Distribute", {
      config,
      data,
      schedules: this.schedules,
      slackSecret,
      pointsApiSecret,
    });
    this.schedules.allowInvoke(this.distribute.live);
    new Watch(this, "Watch", { config, data, distribute: this.distribute, slackSecret });

    new CfnOutput(this, "SlackSecretName", { value: slackSecret.secretName });
    if (pointsApiSecret !== undefined) {
      new CfnOutput(this, "PointsApiSecretName", { value: pointsApiSecret.secretName });
    }
  }
}
