import { Duration } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { ChannelEnvironment } from "../../lambdas/channel/environment.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowNotifying, type ChannelProps, channelEnvironment } from "./channel.ts";

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
      // The sweeper tells what ends there all the same, some minutes later.
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
