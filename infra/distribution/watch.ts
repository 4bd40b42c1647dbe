import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { WatchEnvironment } from "../../lambdas/watch/environment.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowNotifying, channelEnvironment, type DeliveryState } from "./channel.ts";
import type { Distribute } from "./distribute.ts";

export interface WatchProps extends DeliveryState {
  readonly distribute: Distribute;
}

/** Finds payouts that stopped short: at once when an execution dies, else within minutes. */
export class Watch extends Construct {
  readonly function: ServiceFunction<WatchEnvironment>;

  constructor(scope: Construct, id: string, { distribute, ...telling }: WatchProps) {
    super(scope, id);
    this.function = new ServiceFunction<WatchEnvironment>(this, "Function", {
      description: "Finds payouts that stopped short, and tells Slack.",
      entry: "lambdas/watch/entry.ts",
      environment: {
        ...channelEnvironment(telling),
        PAYSHEET_DISTRIBUTE_FUNCTION: distribute.function.functionArn,
      },
      memoryMb: 512,
      timeout: Duration.minutes(2),
      config: telling.config,
      // A look that failed; the next one comes in five minutes, a dead execution's event does not.
      deadLetterQueue: telling.untold,
    });
    allowNotifying(this.function, telling);
    telling.data.table.allow(this.function, { items: ["UpdateItem"], indexes: ["byState"] });
    distribute.allowLook(this.function);
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
