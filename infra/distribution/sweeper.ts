import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { SweeperEnvironment } from "../../lambdas/sweeper/environment.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowNotifying, type ChannelProps, channelEnvironment } from "./channel.ts";
import type { Distribute } from "./distribute.ts";

export interface SweeperProps extends ChannelProps {
  readonly distribute: Distribute;
}

/** Finds payouts that stopped short: at once when an execution dies, else within minutes. */
export class Sweeper extends Construct {
  readonly function: ServiceFunction<SweeperEnvironment>;

  constructor(scope: Construct, id: string, { distribute, ...channel }: SweeperProps) {
    super(scope, id);
    this.function = new ServiceFunction<SweeperEnvironment>(this, "Function", {
      description: "Finds payouts that stopped short, and tells Slack.",
      entry: "lambdas/sweeper/entry.ts",
      environment: {
        ...channelEnvironment(channel),
        PAYSHEET_DISTRIBUTE_FUNCTION: distribute.function.functionArn,
      },
      memoryMb: 512,
      timeout: Duration.minutes(2),
      config: channel.config,
      // The next look comes in five minutes by itself; the event of a dead execution does not.
      deadLetterQueue: channel.untold,
    });
    allowNotifying(this.function, channel);
    channel.data.table.allow(this.function, { items: ["UpdateItem"], indexes: ["byState"] });
    distribute.allowListExecutions(this.function);
    this.addRules(distribute);
  }

  private addRules(distribute: Distribute): void {
    const targets = [new LambdaFunction(this.function)];
    new Rule(this, "ExecutionDied", {
      description: "A distribution failed, timed out or was stopped.",
      eventPattern: {
        source: ["aws.lambda"],
        detailType: ["Durable Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "STOPPED"],
          functionArn: [{ prefix: distribute.function.functionArn }],
        },
      },
      targets,
    });
    new Rule(this, "EveryFiveMinutes", {
      description: "Looks for payouts that nobody pays any more, or that never started.",
      schedule: Schedule.rate(Duration.minutes(5)),
      targets,
    });
  }
}
