import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  SingleValueWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { DistributionStack } from "../distribution/distribution-stack.ts";
import { refreshTokenOf } from "../distribution/operator-secrets.ts";
import type { EdgeStack } from "../edge/edge-stack.ts";
import { executionMetric, payoutMetric } from "./payout-metrics.ts";

export interface PayoutDashboardProps {
  readonly stage: string;
  readonly config: StageConfig;
  readonly edge: EdgeStack;
  readonly distribution: DistributionStack;
  readonly functions: readonly IFunction[];
  readonly alarms: readonly IAlarm[];
}

/** One page of figures: first whether anything is wrong, then payments, then the machinery. */
export class PayoutDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: PayoutDashboardProps) {
    const { stage, config, edge, distribution, functions, alarms } = props;
    const { schedules, distribute, checkSheet, untold } = distribution;
    const { api } = edge;
    const deadLetters = [schedules.undelivered, distribute.failed, checkSheet.unchecked, untold];
    const each = (metricOf: (one: IFunction) => IMetric) => functions.map(metricOf);
    super(scope, id, {
      dashboardName: `paysheet-${stage}`,
      widgets: [
        [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 24, height: 3 })],
        [
          graph("Payments by outcome", [
            payoutMetric(stage, "PaymentsPaid", "Sum"),
            payoutMetric(stage, "PaymentsRejected", "Sum"),
            payoutMetric(stage, "PaymentsUnknown", "Sum"),
          ]),
          graph("Points paid", [payoutMetric(stage, "PointsPaid", "Sum")]),
          new SingleValueWidget({
            title: "Waiting for a person",
            metrics: [
              payoutMetric(stage, "UnknownsWaiting", "Maximum"),
              payoutMetric(stage, "PayoutsHalted", "Sum"),
              payoutMetric(stage, "PayoutsExpired", "Sum"),
              payoutMetric(stage, "TablesCopied", "Maximum"),
              payoutMetric(stage, "PayoutsUnreadable", "Maximum"),
              ...(config.pointsApis.some(refreshTokenOf)
                ? [payoutMetric(stage, "RefreshTokensAtRisk", "Maximum")]
                : []),
            ],
            width: 8,
            height: 6,
          }),
        ],
        [
          graph("From its time to the start and the first payment of a payout (s)", [
            payoutMetric(stage, "StartLagSeconds", "Maximum"),
            payoutMetric(stage, "FirstPaymentLagSeconds", "Maximum"),
          ]),
          graph("Payments a second", [payoutMetric(stage, "PaymentsPerSecond", "Maximum")]),
          graph("Distributions", [
            executionMetric(distribute.function, "DurableExecutionStarted"),
            executionMetric(distribute.function, "DurableExecutionFailed"),
            executionMetric(distribute.function, "DurableExecutionTimedOut"),
          ]),
        ],
        [
          graph(
            "Dead letters",
            deadLetters.map((queue) => queue.metricApproximateNumberOfMessagesVisible()),
          ),
          graph(
            "Age of the oldest dead letter (s)",
            deadLetters.map((queue) => queue.metricApproximateAgeOfOldestMessage()),
          ),
          graph(
            "Age of what waits for a function (ms)",
            each((one) => one.metric("AsyncEventAge", { statistic: "Maximum" })),
          ),
        ],
        [
          graph("API calls and errors", [
            api.metricCount({ statistic: "Sum" }),
            api.metricClientError({ statistic: "Sum" }),
            api.metricServerError({ statistic: "Sum" }),
            payoutMetric(stage, "CallsRefused", "Sum"),
          ]),
          graph("Function errors and throttling", [
            ...each((one) => one.metricErrors()),
            ...each((one) => one.metricThrottles()),
          ]),
          graph(
            "Function durations (ms)",
            each((one) => one.metricDuration({ statistic: "p95" })),
          ),
        ],
      ],
    });
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}
