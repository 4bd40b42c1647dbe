import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { pointsApiSecretName, type StageConfig } from "../../config/stage-config.ts";
import type { KeptRefreshToken, SweeperEnvironment } from "../../lambdas/sweeper/environment.ts";
import { placeInNetwork } from "../constructs/place-in-network.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowNotifying, type ChannelProps, channelEnvironment } from "./channel.ts";
import type { Distribute } from "./distribute.ts";
import { type OperatorSecret, refreshTokenOf } from "./operator-secrets.ts";

export interface SweeperProps extends ChannelProps {
  readonly distribute: Distribute;
  /** Undefined where the points API asks for no credentials. */
  readonly pointsApiSecret: OperatorSecret | undefined;
}

/**
 * Finds payouts that stopped short: at once when an execution dies, else within minutes. Keeps the
 * points API's refresh token alive, where it gives one.
 */
export class Sweeper extends Construct {
  readonly function: ServiceFunction<SweeperEnvironment>;

  constructor(
    scope: Construct,
    id: string,
    { distribute, pointsApiSecret, ...channel }: SweeperProps,
  ) {
    super(scope, id);
    const { stage, config } = channel;
    const refreshToken = keptRefreshToken(stage, config);
    this.function = new ServiceFunction<SweeperEnvironment>(this, "Function", {
      description: "Finds payouts that stopped short, and tells Slack.",
      entry: "lambdas/sweeper/entry.ts",
      environment: {
        ...channelEnvironment(channel),
        PAYSHEET_DISTRIBUTE_FUNCTION: distribute.function.functionArn,
        PAYSHEET_REFRESH_TOKEN: refreshToken && JSON.stringify(refreshToken),
      },
      memoryMb: 512,
      timeout: Duration.minutes(2),
      config,
      // The next look comes in five minutes by itself; the event of a dead execution does not.
      deadLetterQueue: channel.untold,
    });
    allowNotifying(this.function, channel);
    channel.data.table.allow(this.function, { items: ["UpdateItem"], indexes: ["byState"] });
    distribute.allowListExecutions(this.function);
    if (refreshToken !== undefined && pointsApiSecret !== undefined) {
      this.allowKeeping(pointsApiSecret, config);
    }
    this.addRules(distribute);
  }

  private allowKeeping(secret: OperatorSecret, { network }: StageConfig): void {
    secret.allowRead(this.function);
    secret.allowPut(this.function);
    // The endpoint of tokens may know us by the addresses that payouts are paid from.
    if (network !== undefined) placeInNetwork(this.function, network);
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

function keptRefreshToken(stage: string, config: StageConfig): KeptRefreshToken | undefined {
  const given = refreshTokenOf(config);
  if (given === undefined) return undefined;
  const { tokenUrl, clientAuth, refreshTokenLifeMs } = given;
  return { secretId: pointsApiSecretName(stage), tokenUrl, clientAuth, refreshTokenLifeMs };
}
