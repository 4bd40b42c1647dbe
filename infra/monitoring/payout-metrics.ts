import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import {
  METRIC_NAMESPACE,
  METRICS_SERVICE,
  type MetricName,
  SERVICE_DIMENSION,
  STAGE_DIMENSION,
} from "../../adapters/metrics/metric-names.ts";

const FIVE_MINUTES = Duration.minutes(5);

/** A metric that our code emits. */
export function payoutMetric(
  stage: string,
  name: MetricName,
  statistic: "Sum" | "Maximum",
): Metric {
  return new Metric({
    namespace: METRIC_NAMESPACE,
    metricName: name,
    dimensionsMap: { [SERVICE_DIMENSION]: METRICS_SERVICE, [STAGE_DIMENSION]: stage },
    statistic,
    period: FIVE_MINUTES,
    label: name,
  });
}

/** Lambda's own metrics of durable executions; its `Errors` counts invocations, which are retried. */
export function executionMetric(
  durable: IFunction,
  name: "DurableExecutionStarted" | "DurableExecutionFailed" | "DurableExecutionTimedOut",
): Metric {
  return new Metric({
    namespace: "AWS/Lambda",
    metricName: name,
    dimensionsMap: { FunctionName: durable.functionName },
    statistic: "Sum",
    period: FIVE_MINUTES,
    label: name,
  });
}
