import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { AdminStack } from "../admin/admin-stack.ts";
import type { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import type { DistributionStack } from "../distribution/distribution-stack.ts";
import { refreshTokenOf } from "../distribution/operator-secrets.ts";
import type { EdgeStack } from "../edge/edge-stack.ts";
import { AlarmTopic } from "./alarm-topic.ts";
import { ImpactAlarm, type ImpactAlarmProps } from "./impact-alarm.ts";
import type { AlarmName } from "./impacts.ts";
import { PayoutDashboard } from "./payout-dashboard.ts";
import { payoutMetric } from "./payout-metrics.ts";

export interface MonitoringStackProps extends StackProps {
  readonly stage: string;
  readonly config: StageConfig;
  readonly edge: EdgeStack;
  readonly distribution: DistributionStack;
  readonly admin: AdminStack;
}

/** How people learn that something needs them: alarms that reach Slack, and a dashboard. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    const { stage, config, edge, distribution, admin, ...stackProps } = props;
    super(scope, id, stackProps);
    const { schedules, checkSheet, distribute, slackNotifier, sweeper, slackSecret, untold } =
      distribution;
    const { topic, notifier } = new AlarmTopic(this, "Alarms", { config, slackSecret, untold });
    const functions = [
      checkSheet.function,
      distribute.function,
      slackNotifier.function,
      sweeper.function,
      admin.function,
      notifier,
    ];
    const alarm = (
      name: AlarmName,
      alarmed: Pick<ImpactAlarmProps, "metric"> & Partial<ImpactAlarmProps>,
    ) => new ImpactAlarm(this, name, { stage, config, topic, ...alarmed });

    // One metric an alarm: an alarm on a sum is paid for by its terms (docs/deploy.md).
    const alarms = [
      alarm("payouts-not-started", { metric: waitingIn(schedules.undelivered) }),
      alarm("payouts-late", {
        metric: payoutMetric(stage, "StartLagSeconds", "Maximum"),
        threshold: 300,
      }),
      alarm("payouts-died", { metric: waitingIn(distribute.failed) }),
      alarm("payouts-halted", { metric: payoutMetric(stage, "PayoutsHalted", "Sum") }),
      alarm("unknowns-waiting", { metric: payoutMetric(stage, "UnknownsWaiting", "Maximum") }),
      alarm("table-restored", { metric: payoutMetric(stage, "TablesCopied", "Maximum") }),
      alarm("payouts-unreadable", { metric: payoutMetric(stage, "PayoutsUnreadable", "Maximum") }),
      alarm("sheets-unchecked", { metric: waitingIn(checkSheet.unchecked) }),
      alarm("admin-api-failing", {
        metric: edge.api.metricServerError(PER_FIVE_MINUTES),
        threshold: 3,
      }),
      alarm("calls-refused", {
        metric: payoutMetric(stage, "CallsRefused", "Sum"),
        threshold: 50,
      }),
      alarm("distribute-failing", {
        metric: distribute.function.metricErrors(PER_FIVE_MINUTES),
        threshold: 5,
      }),
      alarm("watch-silent", {
        metric: sweeper.function.metricInvocations({ period: Duration.minutes(15) }),
        silentPeriods: 2,
      }),
      alarm("slack-not-told", { metric: waitingIn(untold) }),
      ...(config.pointsApis.some(refreshTokenOf)
        ? [
            alarm("refresh-token-ending", {
              metric: payoutMetric(stage, "RefreshTokensAtRisk", "Maximum"),
            }),
          ]
        : []),
    ];
    new PayoutDashboard(this, "Dashboard", {
      ...{ stage, config, edge, distribution },
      functions,
      alarms,
    });
  }
}

const PER_FIVE_MINUTES = { period: Duration.minutes(5), statistic: "Sum" };

function waitingIn(queue: DeadLetterQueue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) });
}
