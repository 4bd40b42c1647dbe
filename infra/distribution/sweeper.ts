import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { KeptRefreshToken, SweeperEnvironment } from "../../lambdas/sweeper/environment.ts";
import { placeInNetwork } from "../constructs/place-in-network.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowNotifying, type ChannelProps, channelEnvironment } from "./channel.ts";
import type { Distribute } from "./distribute.ts";
import { type PointsApiWithSecret, refreshTokenOf } from "./operator-secrets.ts";

export interface SweeperProps extends ChannelProps {
  readonly distribute: Distribute;
  readonly pointsApis: readonly PointsApiWithSecret[];
}

/**
 * Finds payouts that stopped short: at once when an execution dies, else within minutes. Keeps the
 * refresh tokens of points APIs alive, where they give any.
 */
export class Sweeper extends Construct {
  readonly function: ServiceFunction<SweeperEnvironment>;

  constructor(scope: Construct, id: string, { distribute, pointsApis, ...channel }: SweeperProps) {
    super(scope, id);
    const { config } = channel;
    const refreshing = pointsApis.filter(
      ({ pointsApi }) => refreshTokenOf(pointsApi) !== undefined,
    );
    const kept = refreshing.flatMap(keptRefreshTokens);
    this.function = new ServiceFunction<SweeperEnvironment>(this, "Function", {
      description: "Finds payouts that stopped short, and tells Slack.",
      entry: "lambdas/sweeper/entry.ts",
      environment: {
        ...channelEnvironment(channel),
        PAYSHEET_DISTRIBUTE_FUNCTION: distribute.function.functionArn,
        PAYSHEET_DISTRIBUTE_ARN: distribute.live.functionArn,
        PAYSHEET_REFRESH_TOKEN: kept.length === 0 ? undefined : JSON.stringify(kept),
      },
      memoryMb: 512,
      timeout: Duration.minutes(2),
      config,
      // The next look comes in five minutes by itself; the event of a dead execution does not.
      deadLetterQueue: channel.untold,
    });
    allowNotifying(this.function, channel);
    channel.data.table.allow(this.function, {
      items: ["UpdateItem", "DescribeTable"],
      indexes: ["byState", "byTime", "open"],
    });
    // Before a reminder it has users looked up again, which begins with writing that down.
    channel.data.bucket.allow(this.function, { checks: ["write"] });
    distribute.allowListExecutions(this.function);
    distribute.allowStart(this.function);
    if (refreshing.length > 0) this.allowKeeping(refreshing, config);
    this.addRules(distribute);
  }

  private allowKeeping(refreshing: readonly PointsApiWithSecret[], { network }: StageConfig): void {
    for (const { secret } of refreshing) {
      secret?.allowRead(this.function);
      secret?.allowPut(this.function);
    }
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

function keptRefreshTokens({ pointsApi }: PointsApiWithSecret): readonly KeptRefreshToken[] {
  const given = refreshTokenOf(pointsApi);
  if (given === undefined) return [];
  const { tokenUrl, clientAuth, refreshTokenLifeMs } = given;
  return [{ secretId: pointsApi.secretName, tokenUrl, clientAuth, refreshTokenLifeMs }];
}
